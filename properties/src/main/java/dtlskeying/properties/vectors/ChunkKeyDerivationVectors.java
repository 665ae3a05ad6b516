package dtlskeying.properties.vectors;

import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EXPORTER_GIVES_THE_CHUNK_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.FORMULAS_ARE_OURS;
import static dtlskeying.spec.chunk.NegotiationSpec.Claim.IDENTIFIERS_ENTER_THE_DERIVATION;

import dtlskeying.impl.chunk.ChunkKeys;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** §4 of the DTLS chunk key management: the bytes of all keys of an epoch. */
final class ChunkKeyDerivationVectors implements VectorSource {
    private static final long FIRST = Epoch.FIRST_OF_TRAFFIC.number();
    private static final long LAST = (1L << 48) - 1;

    /** A client or server, with restart and two methods. */
    private static final Octets CLIENT = Octets.hex("8006000b00000001070102");

    /** The same with one method, that of the first. */
    private static final Octets SHORTER = Octets.hex("8006000a000000010701");

    /** A server alone, without restart. */
    private static final Octets SERVER = Octets.hex("8006000a000000020201");

    private static final Set<Clause> CLAUSES =
            Set.of(
                    EXPORTER_GIVES_THE_CHUNK_KEYS,
                    FORMULAS_ARE_OURS,
                    IDENTIFIERS_ENTER_THE_DERIVATION,
                    BOTH_PARAMETERS_ENTER_AS_SENT,
                    EACH_DIRECTION_AND_USE_HAS_ITS_KEYS);

    @Override
    public VectorKind kind() {
        return VectorKind.CHUNK_KEY_DERIVATION;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (CipherSuite suite : CipherSuite.values()) {
            add(tests, "the first epoch", suite, FIRST, CLIENT, SERVER);
            add(tests, "the second epoch, of the same secret", suite, FIRST + 1, CLIENT, SERVER);
            add(tests, "the last epoch, of the same secret", suite, LAST, CLIENT, SERVER);
            add(tests, "a method less in the client's parameter", suite, FIRST, SHORTER, SERVER);
            add(tests, "the parameters in each other's place", suite, FIRST, SERVER, CLIENT);
            tests.group(
                    "ChunkKeyDerivation",
                    Fields.none()
                            .with("suite", suite.name())
                            .with("label", ChunkKeyDerivationSpec.LABEL));
        }
        return new VectorFile(
                "Key derivation of the SCTP DTLS chunk",
                "chunk-key-derivation.schema.json",
                List.of(
                        "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
                        "draft-ietf-tsvwg-sctp-dtls-chunk-04"),
                List.of(
                        new Witness(
                                "a second derivation with the HMAC of Bouncy Castle, written from"
                                        + " the formula on the page alone",
                                "every key; the build checks it")),
                List.of(
                        "The draft leaves the formula open; the one on the page is ours.",
                        "A parameter is its bytes on the wire: header and value, no padding.",
                        "exporterSecret is that of the epoch, as long as the suite's hash."),
                Map.of(),
                tests.groups());
    }

    private static void add(
            TestList tests,
            String comment,
            CipherSuite suite,
            long epoch,
            Octets client,
            Octets server) {
        Fields given =
                Fields.none()
                        .with("exporterSecret", secret(suite))
                        .with("epoch", epoch)
                        .with("clientParameter", client)
                        .with("serverParameter", server);
        for (Role writer : Role.values())
            given = given.with(writer.text(), side(suite, given, writer));
        tests.add(comment, CLAUSES, List.of(), given);
    }

    private static Octets secret(CipherSuite suite) {
        byte[] bytes = new byte[suite.hash().length()];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) (suite.code() + 5 * i);
        return Octets.of(bytes);
    }

    /** All that one end's packets are protected with. */
    private static Fields side(CipherSuite suite, Fields given, Role writer) {
        var keys =
                new ChunkKeys(
                        suite,
                        Secret.of(given.octets("exporterSecret")),
                        given.octets("clientParameter"),
                        given.octets("serverParameter"));
        var epoch = new Epoch(given.number("epoch"));
        Fields side = Fields.none();
        for (KeyUse use : KeyUse.values())
            side = side.with(name(use), parts(keys.of(epoch, writer, use)));
        return side;
    }

    private static String name(KeyUse use) {
        return use.name().toLowerCase(Locale.ROOT);
    }

    private static Fields parts(TrafficKeys keys) {
        return Fields.none()
                .with("key", keys.key().octets())
                .with("sn", keys.numberKey().octets())
                .with("iv", keys.iv().octets());
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var suite = CipherSuite.valueOf(group.fields().text("suite"));
        var objections = new ArrayList<String>();
        if (!group.fields().text("label").equals(ChunkKeyDerivationSpec.LABEL))
            objections.add("our label is " + ChunkKeyDerivationSpec.LABEL);
        for (Role writer : Role.values()) {
            Fields ours = side(suite, test.fields(), writer);
            if (!ours.equals(test.fields().fields(writer.text())))
                objections.add("for the " + writer.text() + " we derive " + ours);
        }
        return objections;
    }
}
