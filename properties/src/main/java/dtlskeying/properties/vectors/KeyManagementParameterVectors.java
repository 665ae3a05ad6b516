package dtlskeying.properties.vectors;

import static dtlskeying.spec.chunk.NegotiationSpec.Claim.PARAMETER_HAS_ITS_LAYOUT;

import dtlskeying.impl.chunk.KeyManagementParameter;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.model.chunk.ChunkLayoutModel;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The chunk draft, §4.1: the bytes of the DTLS Key Management parameter, good and bad. */
final class KeyManagementParameterVectors implements VectorSource {
    private static final String RESERVED = "RESERVED_BITS";
    private static final KeyManagementOffer USUAL =
            new KeyManagementOffer(0x0a0b0c0d, Roles.EITHER, true, List.of(1, 192));

    @Override
    public VectorKind kind() {
        return VectorKind.KEY_MANAGEMENT_PARAMETER;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        for (Roles roles : Roles.values())
            for (boolean restart : new boolean[] {false, true})
                add(tests, roles + (restart ? ", restart" : ""), roles, restart, 7, List.of(1));
        for (int tieBreaker : new int[] {0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
            add(tests, "tie breaker", Roles.EITHER, true, tieBreaker, List.of(1));
        for (var methods : methods())
            add(tests, methods.size() + " methods", Roles.CLIENT_ONLY, false, 7, methods);
        addReserved(tests);
        addFlawed(tests);
        tests.group("KeyManagementParameter", Fields.none());
        return new VectorFile(
                "The DTLS Key Management parameter of INIT and INIT ACK",
                "key-management-parameter.schema.json",
                List.of("draft-ietf-tsvwg-sctp-dtls-chunk-04"),
                List.of(
                        new Witness(
                                "the model of the layout in this project",
                                "every valid parameter without reserved bits; it is written from"
                                        + " the document, apart from the codec")),
                List.of(
                        "parameter is what was on the wire: header and value, no padding.",
                        "methods are in the order of preference."),
                Map.of(RESERVED, "Bits that the sender leaves 0 are set; a receiver ignores them."),
                tests.groups());
    }

    private static List<List<Integer>> methods() {
        return List.of(
                List.of(0),
                List.of(255),
                List.of(192, 1),
                List.of(1, 1),
                IntStream.range(0, 256).boxed().toList());
    }

    private static void add(
            TestList tests,
            String comment,
            Roles roles,
            boolean restart,
            int tieBreaker,
            List<Integer> methods) {
        var offer = new KeyManagementOffer(tieBreaker, roles, restart, methods);
        add(tests, comment, List.of(), ChunkLayoutModel.parameter(offer), offer);
    }

    private static void add(
            TestList tests,
            String comment,
            List<String> flags,
            Octets parameter,
            KeyManagementOffer offer) {
        Fields fields = Fields.none().with("parameter", parameter).with("result", "valid");
        tests.add(comment, Set.of(PARAMETER_HAS_ITS_LAYOUT), flags, with(fields, offer));
    }

    private static Fields with(Fields fields, KeyManagementOffer offer) {
        ArrayNode methods = JsonNodeFactory.instance.arrayNode();
        offer.methods().forEach(methods::add);
        boolean isClient = offer.roles() != Roles.SERVER_ONLY;
        boolean isServer = offer.roles() != Roles.CLIENT_ONLY;
        return fields.with("tieBreaker", Integer.toUnsignedLong(offer.tieBreaker()))
                .with("client", JsonNodeFactory.instance.booleanNode(isClient))
                .with("server", JsonNodeFactory.instance.booleanNode(isServer))
                .with("restart", JsonNodeFactory.instance.booleanNode(offer.restart()))
                .with("methods", methods);
    }

    private static void addReserved(TestList tests) {
        String usual = ChunkLayoutModel.parameter(USUAL).toHex();
        for (String flags : List.of("0f", "87", "ff"))
            add(
                    tests,
                    "flags " + flags,
                    List.of(RESERVED),
                    Octets.hex(usual.substring(0, 16) + flags + usual.substring(18)),
                    USUAL);
    }

    private static void addFlawed(TestList tests) {
        String usual = ChunkLayoutModel.parameter(USUAL).toHex();
        for (int length = 0; length < usual.length(); length += 2)
            flawed(tests, "cut off", usual.substring(0, length));
        flawed(tests, "another type", "8007" + usual.substring(4));
        flawed(tests, "a length that is too small", "8006000a" + usual.substring(8));
        flawed(tests, "a length that is too large", "8006000c" + usual.substring(8));
        flawed(tests, "padding counted as a part", usual + "00");
        flawed(tests, "no method", "800600090a0b0c0d07");
        flawed(tests, "neither client nor server", "8006000a0a0b0c0d0401");
    }

    private static void flawed(TestList tests, String flaw, String parameter) {
        tests.add(
                flaw,
                Set.of(PARAMETER_HAS_ITS_LAYOUT),
                List.of(),
                Fields.none()
                        .with("parameter", Octets.hex(parameter))
                        .with("result", "invalid")
                        .with("flaw", flaw));
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        boolean isValid = test.fields().text("result").equals("valid");
        Octets parameter = test.fields().octets("parameter");
        return switch (KeyManagementParameter.decode(parameter)) {
            case Decoded.Malformed<KeyManagementOffer>(var reason) ->
                    isValid ? List.of("we refuse it: " + reason) : List.of();
            case Decoded.Value<KeyManagementOffer>(var offer) ->
                    isValid ? differences(test, offer) : List.of("we take it for " + offer);
        };
    }

    private static List<String> differences(VectorTest test, KeyManagementOffer offer) {
        Fields fields = test.fields();
        if (!sameText(with(fields, offer), fields)) return List.of("we read " + offer);
        boolean isSame = KeyManagementParameter.encode(offer).equals(fields.octets("parameter"));
        if (isSame == test.flags().contains(RESERVED)) return List.of("we write it otherwise");
        return List.of();
    }

    /** A number that was read may be narrower than the same number that was made. */
    private static boolean sameText(Fields one, Fields other) {
        return one.toString().equals(other.toString());
    }
}
