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
                            () -> negotiation(Mode.STRICT, Binding.WHOLE)),
                    flawed(
                            "chunk/NegotiationPair-loose",
                            "the same with two loose ends: they are stripped of protection",
                            () -> negotiation(Mode.LOOSE, Binding.WHOLE)),
                    flawed(
                            "chunk/NegotiationPair-unbound",
                            "strict ends whose keys depend on the method alone: they are bid down",
                            () -> negotiation(Mode.STRICT, (_, _, method) -> List.of(method))),
                    sound(
                            "chunk/KeyInstallPair",
                            "the order of the keys at both ends, over SCTP that loses packets",
                            () -> KeyInstallPair.of(new KeyInstallModel())),
                    sound(
                            "chunk/KeyOrderPair",
                            "the same with every packet of the handshake",
                            () -> KeyOrderPair.of(KeyOrder.RECOVERED)),
                    flawed(
                            "chunk/KeyOrderPair-after-flight",
                            "a client that protects after its last flight: one lost packet wedges",
                            () -> KeyOrderPair.of(KeyOrder.PROTECTED_AFTER_FLIGHT)),
                    sound(
                            "chunk/ProtectedPair",
                            "install, enforcement and pruning over ten epochs, with an attacker",
                            () -> new ProtectedPair(Rules.HONEST, 12, 1, true)),
                    sound(
                            "chunk/KeyUpdatePair",
                            "updates that either end asks for, and crossing ones",
                            () ->
                                    KeyUpdatePair.of(
                                            new KeyUpdateModel(),
                                            new EpochPruningModel(),
                                            Role.CLIENT,
                                            11)));

    private ChunkCompositions() {}

    private static Explorable<?, ?> negotiation(Mode mode, Binding binding) {
        return NegotiationPair.of(new NegotiationModel(), List.of(mode, mode), binding, 2);
    }
}
