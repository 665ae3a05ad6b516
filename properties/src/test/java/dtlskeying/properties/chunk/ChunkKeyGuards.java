package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EXPORTER_GIVES_THE_CHUNK_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.FORMULAS_ARE_OURS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.LABEL;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.IDENTIFIERS_ENTER_THE_DERIVATION;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.model.chunk.ChunkKeyDerivationModel;
import dtlskeying.properties.Guard;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Part;
import dtlskeying.spec.chunk.KeyUse;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Known bugs in the bytes of chunk keys, X33 among them, each with the property that sees it. */
public final class ChunkKeyGuards {
    private static final Map<String, Function<ChunkKeyCode, Optional<String>>> LAWS =
            Map.of(
                    ChunkKeyLaws.DEPEND, ChunkKeyLaws::unbound,
                    ChunkKeyLaws.FORMULA, ChunkKeyLaws::notOfTheFormula,
                    ChunkKeyLaws.DISTINCT, ChunkKeyLaws::shared);

    /** Each bug, with the property that notices it. */
    public static final List<Guard> ALL =
            List.of(
                    unbound(
                            "X33",
                            "the context has the selected method of each parameter, and no other",
                            parameters(ChunkKeyGuards::firstMethodOnly),
                            IDENTIFIERS_ENTER_THE_DERIVATION),
                    unbound(
                            "X33a",
                            "the context has what the client offered, and nothing of the server's",
                            (suite, exporter, client, _, key) ->
                                    ChunkKeyCode.OURS.of(
                                            suite, exporter, client, Octets.EMPTY, key),
                            IDENTIFIERS_ENTER_THE_DERIVATION),
                    unbound(
                            "bare-value",
                            "the header of a parameter is left out of the context",
                            parameters(it -> it.slice(4, it.length())),
                            BOTH_PARAMETERS_ENTER_AS_SENT),
                    wrong(
                            "padded",
                            "parameters enter with their padding",
                            parameters(ChunkKeyGuards::padded),
                            BOTH_PARAMETERS_ENTER_AS_SENT),
                    wrong(
                            "init-first",
                            "the parameter of who sent the INIT comes first: both ends agree",
                            (suite, exporter, client, server, key) ->
                                    ChunkKeyCode.OURS.of(suite, exporter, server, client, key),
                            BOTH_PARAMETERS_ENTER_AS_SENT),
                    wrong(
                            "X10-chunk",
                            "both ends swap the directions: they understand each other",
                            named(key ->
                                    new ChunkKey(
                                            key.epoch(),
                                            key.writer().peer(),
                                            key.use(),
                                            key.part())),
                            EACH_DIRECTION_AND_USE_HAS_ITS_KEYS),
                    shared(
                            "same-direction",
                            "the direction is left out",
                            named(key ->
                                    new ChunkKey(key.epoch(), Role.CLIENT, key.use(), key.part())),
                            EACH_DIRECTION_AND_USE_HAS_ITS_KEYS),
                    shared(
                            "same-use",
                            "primary and restart share their keys",
                            named(key ->
                                    new ChunkKey(
                                            key.epoch(), key.writer(), KeyUse.PRIMARY, key.part())),
                            EACH_DIRECTION_AND_USE_HAS_ITS_KEYS),
                    shared(
                            "same-part",
                            "key and number key are the same bytes",
                            named(key ->
                                    key.part() == Part.NUMBER_KEY
                                            ? new ChunkKey(
                                                    key.epoch(), key.writer(), key.use(), Part.KEY)
                                            : key),
                            EACH_DIRECTION_AND_USE_HAS_ITS_KEYS),
                    shared(
                            "two-bits",
                            "the context has the two bits of the epoch that are on the wire",
                            named(key ->
                                    new ChunkKey(
                                            new Epoch(3 + (key.epoch().number() + 1) % 2),
                                            key.writer(),
                                            key.use(),
                                            key.part())),
                            EPOCH_IS_EXPORTED_ONCE),
                    wrong(
                            "tls13-chunk",
                            "the labels are those of TLS",
                            exporting(KeySchedule.TLS_1_3, LABEL),
                            EXPORTER_GIVES_THE_CHUNK_KEYS),
                    wrong(
                            "other-label",
                            "the label is that of the method that re-keys by handshakes",
                            exporting(KeySchedule.DTLS_1_3, "EXPORTER_TLS_FOR_DTLS_IN_SCTP"),
                            FORMULAS_ARE_OURS));

    private ChunkKeyGuards() {}

    private static Guard unbound(String bug, String story, ChunkKeyCode code, Clause breaks) {
        return guard(bug, story, breaks, ChunkKeyLaws.DEPEND, code);
    }

    private static Guard wrong(String bug, String story, ChunkKeyCode code, Clause breaks) {
        return guard(bug, story, breaks, ChunkKeyLaws.FORMULA, code);
    }

    private static Guard shared(String bug, String story, ChunkKeyCode code, Clause breaks) {
        return guard(bug, story, breaks, ChunkKeyLaws.DISTINCT, code);
    }

    private static Guard guard(
            String bug, String story, Clause breaks, String killer, ChunkKeyCode code) {
        return Guard.of(bug, story, Set.of(breaks), killer, LAWS, code);
    }

    private static ChunkKeyCode named(UnaryOperator<ChunkKey> name) {
        return (suite, exporter, client, server, key) ->
                ChunkKeyCode.OURS.of(suite, exporter, client, server, name.apply(key));
    }

    private static ChunkKeyCode parameters(UnaryOperator<Octets> parameter) {
        return (suite, exporter, client, server, key) ->
                ChunkKeyCode.OURS.of(
                        suite, exporter, parameter.apply(client), parameter.apply(server), key);
    }

    private static Octets firstMethodOnly(Octets parameter) {
        return parameter.slice(0, 10);
    }

    private static Octets padded(Octets parameter) {
        return Octets.concat(parameter, Octets.of(new byte[-parameter.length() & 3]));
    }

    private static ChunkKeyCode exporting(String prefix, String label) {
        return (suite, exporter, client, server, key) -> {
            Octets context = ChunkKeyDerivationModel.context(key, client, server);
            int length = key.part() == Part.IV ? Aead.NONCE_LENGTH : suite.aead().keyLength();
            return new KeySchedule(suite.hash(), prefix).export(exporter, label, context, length);
        };
    }
}
