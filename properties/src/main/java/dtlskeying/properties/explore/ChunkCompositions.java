package dtlskeying.properties.explore;

import static dtlskeying.properties.explore.Exploring.flawed;
import static dtlskeying.properties.explore.Exploring.sound;

import dtlskeying.model.chunk.EpochPruningModel;
import dtlskeying.model.chunk.KeyInstallModel;
import dtlskeying.model.chunk.KeyInstallPair;
import dtlskeying.model.chunk.KeyOrder;
import dtlskeying.model.chunk.KeyOrderPair;
import dtlskeying.model.chunk.KeyUpdateModel;
import dtlskeying.model.chunk.KeyUpdatePair;
import dtlskeying.model.chunk.NegotiationModel;
import dtlskeying.model.chunk.NegotiationPair;
import dtlskeying.model.chunk.NegotiationPair.Binding;
import dtlskeying.model.chunk.ProtectedEnd.Rules;
import dtlskeying.model.chunk.ProtectedPair;
import dtlskeying.model.chunk.ReauthenticationBinding;
import dtlskeying.model.chunk.ReauthenticationModel;
import dtlskeying.model.chunk.ReauthenticationPair;
import dtlskeying.model.chunk.ReauthenticationPair.Scope;
import dtlskeying.model.chunk.ReauthenticationState.Carrier;
import dtlskeying.model.explore.Explorable;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import java.util.List;

/** Of the DTLS chunk: two ends and SCTP between them. */
final class ChunkCompositions {
    static final List<Exploring> ALL =
            List.of(
                    sound(
                            "chunk/NegotiationPair",
                            "two strict ends, and an attacker who makes up two INITs or INIT ACKs",
                            "2 methods, 2 made-up chunks; any loss, repetition, order",
                            () -> negotiation(Mode.STRICT, Binding.WHOLE)),
                    flawed(
                            "chunk/NegotiationPair-loose",
                            "the same with two loose ends: they are stripped of protection",
                            "2 methods, 2 made-up chunks; any loss, repetition, order",
                            () -> negotiation(Mode.LOOSE, Binding.WHOLE)),
                    flawed(
                            "chunk/NegotiationPair-unbound",
                            "strict ends whose keys depend on the method alone: they are bid down",
                            "2 methods, 2 made-up chunks; any loss, repetition, order",
                            () -> negotiation(Mode.STRICT, (_, _, method) -> List.of(method))),
                    sound(
                            "chunk/KeyInstallPair",
                            "the order of the keys at both ends, over SCTP that loses packets",
                            "1 epoch; any loss and repetition of 4 packets",
                            () -> KeyInstallPair.of(new KeyInstallModel())),
                    sound(
                            "chunk/KeyOrderPair",
                            "the same with every packet of the handshake",
                            "1 epoch; any loss and repetition of 8 packets",
                            () -> KeyOrderPair.of(KeyOrder.RECOVERED)),
                    flawed(
                            "chunk/KeyOrderPair-after-flight",
                            "a client that protects after its last flight: one lost packet wedges",
                            "1 epoch; any loss and repetition of 8 packets",
                            () -> KeyOrderPair.of(KeyOrder.PROTECTED_AFTER_FLIGHT)),
                    sound(
                            "chunk/ProtectedPair",
                            "install, enforcement and pruning over ten epochs, with an attacker",
                            "epochs 3 to 12; any loss, repetition, order; any forged, bundled or replayed packet",
                            () -> new ProtectedPair(Rules.HONEST, 12, 1, true)),
                    sound(
                            "chunk/KeyUpdatePair",
                            "updates that either end asks for, and crossing ones",
                            "epochs 3 to 11; any loss and repetition",
                            () ->
                                    KeyUpdatePair.of(
                                            new KeyUpdateModel(),
                                            new EpochPruningModel(),
                                            Role.CLIENT,
                                            11)),
                    sound(
                            "chunk/ReauthenticationPair",
                            "both ends ask who the other is, over SCTP, as keys are updated twice",
                            "epochs 3 to 5, 2 wishes; in order",
                            () ->
                                    reauthentication(
                                            ReauthenticationBinding.TO_THE_EPOCH,
                                            Carrier.ORDERED,
                                            new Scope(5, 2, 20, 0, true))),
                    sound(
                            "chunk/ReauthenticationPair-lossy",
                            "the same over records that get lost, late and repeated",
                            "epochs 3 to 4, 2 wishes, 2 messages on their way to an end; any loss, repetition, order",
                            () ->
                                    reauthentication(
                                            ReauthenticationBinding.TO_THE_EPOCH,
                                            Carrier.LOSSY,
                                            new Scope(4, 2, 2, 0, true))),
                    sound(
                            "chunk/ReauthenticationPair-attacked",
                            "somebody in the middle of an update has split its keys: he is caught",
                            "epochs 3 to 4, 1 wish, 2 made-up messages",
                            () -> attacked(ReauthenticationBinding.TO_THE_EPOCH)),
                    flawed(
                            "chunk/ReauthenticationPair-unbound",
                            "the same with proofs that are bound to no exporter: he is not",
                            "epochs 3 to 4, 1 wish, 2 made-up messages",
                            () -> attacked((_, _, _) -> "")),
                    flawed(
                            "chunk/ReauthenticationPair-old-exporter",
                            "the same with proofs that are bound to that of the handshake",
                            "epochs 3 to 4, 1 wish, 2 made-up messages",
                            () -> attacked((state, role, _) -> state.secret(role, 3))));

    private ChunkCompositions() {}

    private static Explorable<?, ?> negotiation(Mode mode, Binding binding) {
        return NegotiationPair.of(new NegotiationModel(), List.of(mode, mode), binding, 2);
    }

    private static Explorable<?, ?> attacked(ReauthenticationBinding binding) {
        return reauthentication(binding, Carrier.ORDERED, new Scope(4, 1, 20, 2, true));
    }

    private static Explorable<?, ?> reauthentication(
            ReauthenticationBinding binding, Carrier carrier, Scope scope) {
        return new ReauthenticationPair(new ReauthenticationModel(), binding, carrier, scope);
    }
}
