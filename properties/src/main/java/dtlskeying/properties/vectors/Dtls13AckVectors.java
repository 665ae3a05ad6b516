package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACKS_ARE_SORTED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.UNKNOWN_NUMBERS_ARE_IGNORED;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls13.Ack;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** RFC 9147 §7: the bytes of ACKs. */
final class Dtls13AckVectors implements VectorSource {
    private static final String KNOWN_ANSWER = "KNOWN_ANSWER";
    private static final String READ_ONLY = "READ_ONLY";

    @Override
    public VectorKind kind() {
        return VectorKind.DTLS13_ACKS;
    }

    @Override
    public VectorFile make() {
        var tests = new TestList();
        addValid(tests);
        addRecorded(tests);
        addInvalid(tests);
        tests.group("AckCodec", Fields.none());
        return new VectorFile(
                "DTLS 1.3 acknowledgements",
                "dtls13-acks.schema.json",
                List.of("RFC 9147"),
                List.of(
                        new Witness(
                                "wolfSSL, in the capture of illustrated-dtls",
                                "the content of the first test with the flag KNOWN_ANSWER"),
                        new Witness(
                                "servers of NSS 3.110 and wolfSSL 5.7.2, recorded once",
                                "the contents of the tests that name them"),
                        new Witness(
                                "a second encoder, written from RFC 9147 section 7 alone",
                                "every valid content that is not READ_ONLY; the build checks it")),
                List.of(
                        "content is what stands in a record of type 26.",
                        "records are those that it names and that an endpoint can have sent."),
                Map.of(
                        KNOWN_ANSWER, "Another implementation has sent these bytes.",
                        READ_ONLY, "To be read, but not to be written so."),
                tests.groups());
    }

    private static void addValid(TestList tests) {
        written(tests, "no records", List.of());
        known(tests, "epoch 2, number 0, as wolfSSL sent it", RecordNumber.of(2, 0));
        written(tests, "one record of each epoch of a handshake", numbers(0, 0, 2, 0, 3, 0));
        written(
                tests,
                "a run of numbers",
                LongStream.range(0, 32).mapToObj(n -> of(2, n)).toList());
        written(tests, "numbers above 2^32", numbers(3, 1L << 32, 3, (1L << 32) + 1));
        written(tests, "the last number of the last epoch", numbers(LAST, LAST));
        read(
                tests,
                "in decreasing order",
                ACKS_ARE_SORTED,
                hex(2, 1) + hex(2, 0),
                numbers(2, 1, 2, 0));
        read(
                tests,
                "one record twice",
                UNKNOWN_NUMBERS_ARE_IGNORED,
                hex(2, 7) + hex(2, 7),
                numbers(2, 7, 2, 7));
        read(
                tests,
                "an epoch of 2^48, which there is not",
                UNKNOWN_NUMBERS_ARE_IGNORED,
                "0001000000000000" + "0000000000000000" + hex(2, 3),
                numbers(2, 3));
        read(
                tests,
                "a number of 2^64 - 1, which there is not",
                UNKNOWN_NUMBERS_ARE_IGNORED,
                "0000000000000002" + "ffffffffffffffff",
                List.of());
    }

    /** What servers acknowledge: a client's last flight, and a KeyUpdate. */
    private static void addRecorded(TestList tests) {
        var seen = new HashSet<String>();
        for (var session : RecordedSessions.all())
            for (var epoch : session.epochs())
                for (Octets content : epoch.contents(ContentType.ACK)) {
                    var numbers = decoded(content);
                    String comment = session.peer() + ": " + numbers;
                    if (seen.add(comment))
                        tests.add(
                                comment,
                                Set.of(ACKS_ARE_SORTED),
                                isSorted(numbers)
                                        ? List.of(KNOWN_ANSWER)
                                        : List.of(KNOWN_ANSWER, READ_ONLY),
                                valid(content, numbers));
                }
    }

    private static boolean isSorted(List<RecordNumber> numbers) {
        return numbers.equals(numbers.stream().sorted().toList());
    }

    private static List<RecordNumber> decoded(Octets content) {
        return switch (Ack.decode(content)) {
            case Decoded.Value<Ack>(var ack) -> ack.records();
            case Decoded.Malformed<Ack>(var reason) -> throw new AssertionError(reason);
        };
    }

    private static void addInvalid(TestList tests) {
        invalid(tests, "nothing at all", "");
        invalid(tests, "half a length", "00");
        invalid(tests, "a length without records", "0010");
        invalid(tests, "a record without its last byte", "0010" + hex(2, 0).substring(2));
        invalid(tests, "a length that is no multiple of 16", "0011" + hex(2, 0) + "00");
        invalid(tests, "a byte behind the list", "0010" + hex(2, 0) + "00");
    }

    private static final long LAST = (1L << 48) - 1;

    private static RecordNumber of(long epoch, long sequence) {
        return RecordNumber.of(epoch, sequence);
    }

    private static List<RecordNumber> numbers(long... pairs) {
        return LongStream.range(0, pairs.length / 2)
                .mapToObj(i -> of(pairs[2 * (int) i], pairs[2 * (int) i + 1]))
                .toList();
    }

    private static String hex(long epoch, long sequence) {
        return "%016x%016x".formatted(epoch, sequence);
    }

    private static void known(TestList tests, String comment, RecordNumber number) {
        add(tests, comment, ACKS_ARE_SORTED, List.of(KNOWN_ANSWER), new Ack(List.of(number)));
    }

    private static void written(TestList tests, String comment, List<RecordNumber> numbers) {
        add(tests, comment, ACKS_ARE_SORTED, List.of(), new Ack(numbers));
    }

    private static void add(
            TestList tests, String comment, Clause clause, List<String> flags, Ack ack) {
        tests.add(comment, Set.of(clause), flags, valid(ack.encode(), ack.records()));
    }

    private static void read(
            TestList tests,
            String comment,
            Clause clause,
            String entries,
            List<RecordNumber> numbers) {
        var content = Octets.hex("%04x".formatted(entries.length() / 2) + entries);
        tests.add(comment, Set.of(clause), List.of(READ_ONLY), valid(content, numbers));
    }

    private static Fields valid(Octets content, List<RecordNumber> numbers) {
        return Fields.none()
                .with("content", content)
                .with("result", "valid")
                .with("records", fields(numbers));
    }

    private static void invalid(TestList tests, String flaw, String content) {
        tests.add(
                flaw,
                Set.of(ACKS_ARE_SORTED),
                List.of(),
                Fields.none().with("content", content).with("result", "invalid"));
    }

    private static List<Fields> fields(List<RecordNumber> numbers) {
        return numbers.stream()
                .map(number ->
                        Fields.none()
                                .with("epoch", number.epoch().number())
                                .with("sequence", number.sequence()))
                .toList();
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        Octets content = test.fields().octets("content");
        boolean isValid = test.fields().text("result").equals("valid");
        return switch (Ack.decode(content)) {
            case Decoded.Malformed<Ack>(var reason) ->
                    isValid ? List.of("we cannot read it: " + reason) : List.of();
            case Decoded.Value<Ack>(var ack) ->
                    isValid ? objections(test, ack, content) : List.of("we read it as " + ack);
        };
    }

    private static List<String> objections(VectorTest test, Ack ack, Octets content) {
        String read = fields(ack.records()).toString();
        if (!read.equals(test.fields().list("records").toString()))
            return List.of("we read it as " + ack);
        if (!test.flags().contains(READ_ONLY) && !ack.encode().equals(content))
            return List.of("we write it as " + ack.encode());
        return List.of();
    }
}
