package dtlskeying.properties.vectors;

import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.CLIENT_LISTS_PROFILES_BY_PREFERENCE;
import static dtlskeying.spec.srtp.UseSrtpSpec.Claim.UNREADABLE_MESSAGE_IS_REFUSED;

import dtlskeying.impl.srtp.UseSrtpData;
import dtlskeying.impl.srtp.UseSrtpData.Decoded;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Readable;
import dtlskeying.impl.srtp.UseSrtpData.Decoded.Unreadable;
import dtlskeying.impl.srtp.UseSrtpData.Flaw;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** §4.1.1: the bytes of use_srtp, readable and not. */
final class UseSrtpVectors implements VectorSource {
    private static final String LONG_MKI = "MKI_OF_128_BYTES_OR_MORE";
    private static final String UNKNOWN = "UNKNOWN_PROFILE";
    private static final String TRUNCATED = "TRUNCATED";
    private static final String TRAILING = "TRAILING_BYTES";
    private static final String LYING = "LENGTH_LIES";

    private static final int[] MKI_LENGTHS = {1, 2, 4, 16, 127, 128, 129, 200, 254, 255};

    @Override
    public VectorKind kind() {
        return VectorKind.USE_SRTP;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        addProfiles(tests);
        addMkis(tests);
        addTruncations(tests);
        addLists(tests);
        addMkiLengths(tests);
        tests.group("UseSrtpCodec", Fields.none());
        return new VectorFile(
                "use_srtp codec",
                "use-srtp.schema.json",
                List.of("draft-ietf-avt-dtls-srtp-03", "RFC 5764"),
                List.of(
                        new Witness(
                                "Bouncy Castle 1.84, TlsSRTPUtils",
                                "reads every valid value alike, writes it alike, and refuses every"
                                        + " invalid one")),
                List.of(
                        "extensionData is the content of the use_srtp extension, without its type"
                                + " and length.",
                        "A valid value reads as profiles and mki, and these write it again.",
                        "An invalid value is refused; flaw says why, and need not be matched."),
                notes(),
                tests.groups());
    }

    private static Map<String, String> notes() {
        return Map.of(
                LONG_MKI, "The length byte is above 127; read as signed it would be negative.",
                UNKNOWN, "A code point that nobody knows is kept, and skipped in the choice.",
                TRUNCATED, "The value ends too early.",
                TRAILING, "Bytes are left over after the MKI.",
                LYING, "A length does not fit what follows it.");
    }

    private static void addProfiles(TestList tests) {
        for (ProtectionProfile profile : ProtectionProfile.values())
            valid(tests, profile.name(), List.of(), List.of(profile.code()), Mki.NONE);
        var all = Arrays.stream(ProtectionProfile.values()).map(ProtectionProfile::code).toList();
        valid(tests, "all profiles, in the order of their numbers", List.of(), all, Mki.NONE);
        valid(tests, "all profiles, the other way round", List.of(), all.reversed(), Mki.NONE);
        valid(tests, "a profile twice", List.of(), List.of(1, 2, 1), Mki.NONE);
        valid(tests, "code points 0 and 65535", List.of(UNKNOWN), List.of(0, 0xffff), Mki.NONE);
        valid(tests, "known after unknown", List.of(UNKNOWN), List.of(0x1234, 1), Mki.NONE);
        valid(
                tests,
                "a list of 256 bytes",
                List.of(UNKNOWN),
                IntStream.rangeClosed(1, 128).boxed().toList(),
                Mki.NONE);
    }

    private static void addMkis(TestList tests) {
        for (int length : MKI_LENGTHS) {
            List<String> flags = length > 127 ? List.of(LONG_MKI) : List.of();
            valid(tests, "an MKI of " + length + " bytes", flags, List.of(1), mki(length));
        }
        valid(tests, "an MKI of zeros", List.of(), List.of(1, 2), Mki.hex("00000000"));
    }

    private static void addTruncations(TestList tests) {
        Octets whole = new UseSrtpData(List.of(1, 2), Mki.hex("aabb")).encode();
        for (int length = 0; length < whole.length(); length++)
            invalid(
                    tests,
                    "the first " + length + " of " + whole.length() + " bytes",
                    TRUNCATED,
                    whole.slice(0, length).toHex());
    }

    private static void addLists(TestList tests) {
        invalid(tests, "an empty list", LYING, "000000");
        invalid(tests, "an empty list before an MKI", LYING, "000002aabb");
        invalid(tests, "a list of 1 byte", LYING, "00010000");
        invalid(tests, "a list of 3 bytes", LYING, "000300010000");
        invalid(tests, "an odd list, and the bytes would be there", LYING, "0005000100020000");
        invalid(tests, "a list that takes the MKI's length with it", LYING, "0004000100");
        invalid(tests, "a list of 65534 bytes that are not there", LYING, "fffe000100");
        invalid(tests, "a list of 65535 bytes", LYING, "ffff000100");
        invalid(tests, "the list's length in little-endian order", LYING, "0200000100");
        invalid(tests, "the extension's own header in front", LYING, "000e0005000200" + "0100");
    }

    private static void addMkiLengths(TestList tests) {
        invalid(tests, "an MKI one byte too short", LYING, "0002000104aabbcc");
        invalid(tests, "128 bytes of MKI announced, none there", LYING, "0002000180");
        invalid(tests, "255 bytes of MKI announced, none there", LYING, "00020001ff");
        invalid(tests, "255 announced, 254 there", LYING, "00020001ff" + "5a".repeat(254));
        invalid(tests, "128 announced, 127 there", LYING, "0002000180" + "5a".repeat(127));
        invalid(tests, "a byte after an empty MKI", TRAILING, "000200010000");
        invalid(tests, "a byte after an MKI", TRAILING, "0002000102aabbcc");
        invalid(tests, "an MKI without its length", TRAILING, "0002000100aabb");
        invalid(tests, "the same value twice", TRAILING, "00020001000002000100");
        invalid(tests, "256 bytes after an empty MKI", TRAILING, "0002000100" + "00".repeat(256));
    }

    private static void valid(
            TestList tests, String comment, List<String> flags, List<Integer> profiles, Mki mki) {
        Octets bytes = new UseSrtpData(profiles, mki).encode();
        ArrayNode codes = JsonNodeFactory.instance.arrayNode();
        profiles.forEach(codes::add);
        Fields fields =
                Fields.none()
                        .with("extensionData", bytes)
                        .with("result", "valid")
                        .with("profiles", codes)
                        .with("mki", mki.value());
        tests.add(comment, Set.of(CLIENT_LISTS_PROFILES_BY_PREFERENCE), flags, fields);
    }

    private static void invalid(TestList tests, String comment, String flag, String hex) {
        Fields fields =
                Fields.none()
                        .with("extensionData", hex)
                        .with("result", "invalid")
                        .with("flaw", flawOf(Octets.hex(hex)).text());
        tests.add(comment, Set.of(UNREADABLE_MESSAGE_IS_REFUSED), List.of(flag), fields);
    }

    private static Flaw flawOf(Octets bytes) {
        return switch (UseSrtpData.decode(bytes)) {
            case Unreadable(Flaw flaw) -> flaw;
            case Readable(UseSrtpData data) ->
                    throw new AssertionError(bytes + " is readable: " + data);
        };
    }

    private static Mki mki(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte) (length + i);
        return new Mki(Octets.of(bytes));
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        Fields fields = test.fields();
        Decoded decoded = UseSrtpData.decode(fields.octets("extensionData"));
        return switch (decoded) {
            case Unreadable(Flaw flaw) when fields.has("profiles") ->
                    List.of("we cannot read it: " + flaw.text());
            case Unreadable _ -> List.of();
            case Readable(UseSrtpData data) when !fields.has("profiles") ->
                    List.of("we read it as " + data);
            case Readable(UseSrtpData data) -> compare(data, expected(fields), fields);
        };
    }

    private static List<String> compare(UseSrtpData read, UseSrtpData expected, Fields fields) {
        if (!read.equals(expected)) return List.of("we read it as " + read);
        if (!expected.encode().equals(fields.octets("extensionData")))
            return List.of("we write it as " + expected.encode());
        return List.of();
    }

    private static UseSrtpData expected(Fields fields) {
        var codes = new ArrayList<Integer>();
        fields.value("profiles").forEach(code -> codes.add(code.intValue()));
        return new UseSrtpData(codes, new Mki(fields.octets("mki")));
    }
}
