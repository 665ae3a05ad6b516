package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.RETRY_HASHES_THE_FIRST_HELLO;
import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.TRANSCRIPT_IS_THAT_OF_TLS;

import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** RFC 9147 §5.2 and RFC 8446 §4.4.1: the hash of the messages of a handshake. */
final class Dtls13TranscriptVectors implements VectorSource {
    private static final String KNOWN_ANSWER = "KNOWN_ANSWER";

    /** The hello of illustrated-dtls, with the header of DTLS. */
    private static final Octets CLIENT_HELLO =
            Octets.hex(
                    "010000910000000000000091fefde0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5"
                            + "f6f7f8f9fafbfcfdfeff0000000613011302130301000061003300260024001d00203580"
                            + "72d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254002b000302fe"
                            + "fc000d0020001e06030503040302030806080b0805080a08040809060105010401030102"
                            + "0100160000000a00040002001d");

    private static final Octets SERVER_HELLO =
            Octets.hex(
                    "020000560000000000000056fefd707172737475767778797a7b7c7d7e7f808182838485"
                            + "868788898a8b8c8d8e8f00130100002e00330024001d00209fd7ad6dcff4298dd3f96d5b"
                            + "1b2af910a0535b1488d7f8fabb349a982880b615002b0002fefc");

    /** A server that wants secp256r1. */
    private static final Octets RETRY =
            Octets.hex(
                    "020000340000000000000034fefdcf21ad74e59a6111be1d8c021e65b891c2a211167abb"
                            + "8c5e079e09e2c8a8339c00130100000c002b0002fefc003300020017");

    private static final Octets KNOWN =
            Octets.hex("aee8eba0d2ee87052fbbc6864c1514c5a927d6f0ffb4f7954c7f379d95f1b1d7");

    private final TestList tests = new TestList();

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_TRANSCRIPTS;
    }

    @Override
    public VectorFile make() {
        var made = new Dtls13TranscriptVectors();
        for (Hash hash : List.of(Hash.SHA256, Hash.SHA384)) {
            made.addTo(hash);
            made.tests.group("Transcript", Fields.none().with("hash", hash.name()));
        }
        return new VectorFile(
                "Transcripts of DTLS 1.3 handshakes",
                "dtls13-transcripts.schema.json",
                List.of("RFC 9147", "RFC 8446"),
                List.of(
                        new Witness(
                                "wolfSSL, in the capture and the key log of illustrated-dtls",
                                "messages and transcriptHash of the test with the flag"
                                        + " KNOWN_ANSWER"),
                        new Witness(
                                "a second hash with Bouncy Castle, written from RFC 9147 section 5.2"
                                        + " and RFC 8446 section 4.4.1 alone",
                                "transcriptHash of every valid test; the build checks it")),
                List.of(
                        "messages are whole, with the 12 bytes of their DTLS header, as they would"
                                + " be sent in one part.",
                        "Where retried is true the second message is a HelloRetryRequest.",
                        "An invalid transcriptHash is what a usual mistake comes to."),
                Map.of(KNOWN_ANSWER, "The hash comes from another implementation."),
                made.tests.groups());
    }

    private void addTo(Hash hash) {
        var straight = List.of(CLIENT_HELLO, SERVER_HELLO);
        var again = List.of(CLIENT_HELLO, RETRY, second(CLIENT_HELLO), second(SERVER_HELLO));
        Octets hashed = ofTls(hash, straight, false);
        List<String> flags = hashed.equals(KNOWN) ? List.of(KNOWN_ANSWER) : List.of();
        add("two hellos", false, straight, hashed, true, flags, TRANSCRIPT_IS_THAT_OF_TLS);
        add("the first one", false, straight.subList(0, 1), true, hash);
        add("another try", true, again, true, hash);
        add("the second hello of it", true, again.subList(0, 3), true, hash);
        bad(
                "with the headers of DTLS",
                false,
                straight,
                hash.digest(Octets.concat(CLIENT_HELLO, SERVER_HELLO)),
                TRANSCRIPT_IS_THAT_OF_TLS);
        bad(
                "the first hello as it is",
                true,
                again,
                ofTls(hash, again, false),
                RETRY_HASHES_THE_FIRST_HELLO);
        bad(
                "the first hello left out",
                true,
                again,
                ofTls(hash, again.subList(1, 4), false),
                RETRY_HASHES_THE_FIRST_HELLO);
    }

    /** The same message, sent with the number 1. */
    private static Octets second(Octets message) {
        return EditedHello.with(message, 4, "0001");
    }

    private void add(
            String comment, boolean isRetried, List<Octets> messages, boolean isValid, Hash hash) {
        Clause clause = isRetried ? RETRY_HASHES_THE_FIRST_HELLO : TRANSCRIPT_IS_THAT_OF_TLS;
        Octets hashed = ofTls(hash, messages, isRetried);
        add(comment, isRetried, messages, hashed, isValid, List.of(), clause);
    }

    private void bad(
            String comment, boolean isRetried, List<Octets> messages, Octets hash, Clause clause) {
        add(comment, isRetried, messages, hash, false, List.of(), clause);
    }

    private void add(
            String comment,
            boolean isRetried,
            List<Octets> messages,
            Octets hash,
            boolean isValid,
            List<String> flags,
            Clause clause) {
        Fields fields =
                Fields.none()
                        .with("retried", isRetried ? "yes" : "no")
                        .with(
                                "messages",
                                messages.stream()
                                        .map(each -> Fields.none().with("message", each))
                                        .toList())
                        .with("transcriptHash", hash)
                        .with("result", isValid ? "valid" : "invalid");
        tests.add(comment, Set.of(clause), flags, fields);
    }

    private static Octets ofTls(Hash hash, List<Octets> messages, boolean isRetried) {
        var transcript = with(Transcript.EMPTY, messages.getFirst());
        if (isRetried) transcript = Transcript.afterRetry(transcript.hash(hash));
        for (Octets message : messages.subList(1, messages.size()))
            transcript = with(transcript, message);
        return transcript.hash(hash);
    }

    private static Transcript with(Transcript transcript, Octets message) {
        return transcript.with(message.at(0), message.slice(12, message.length()));
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var messages =
                test.fields().list("messages").stream()
                        .map(each -> each.octets("message"))
                        .toList();
        Octets ours =
                ofTls(
                        Hash.valueOf(group.fields().text("hash")),
                        messages,
                        test.fields().text("retried").equals("yes"));
        boolean isValid = test.fields().text("result").equals("valid");
        return ours.equals(test.fields().octets("transcriptHash")) == isValid
                ? List.of()
                : List.of("our hash is " + ours);
    }
}
