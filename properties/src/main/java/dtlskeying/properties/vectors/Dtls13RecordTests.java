package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.KeyScheduleSpec.Claim.LABELS_SAY_DTLS13;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.CONNECTION_ID_NEEDS_AGREEMENT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCH_BITS_NAME_THE_LATEST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_AUTHENTICATED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.HEADER_IS_UNIFIED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NONCE_TAKES_THE_SEQUENCE_ALONE;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NO_LENGTH_ENDS_THE_DATAGRAM;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_MASKED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_THE_NEAREST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.SHORT_CIPHERTEXT_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_FIRST_BYTE_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.vectors.Fields;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests of one group of records. */
final class Dtls13RecordTests {
    static final String KNOWN_ANSWER = "KNOWN_ANSWER";
    static final String ENDS_THE_CONNECTION = "ENDS_THE_CONNECTION";

    private static final int HANDSHAKE = 22;
    private static final int ACK = 26;
    private static final int APPLICATION_DATA = 23;
    private static final HeaderForm SHORT_NUMBER = new HeaderForm(false, true);
    private static final HeaderForm NO_LENGTH = new HeaderForm(true, false);
    private static final Octets TEXT = Octets.hex("68656c6c6f2c20776f726c64");

    private final TestList tests;
    private final Dtls13Records records;
    private final int usual;

    Dtls13RecordTests(TestList tests, Dtls13Records records) {
        this.tests = tests;
        this.records = records;
        this.usual = records.epoch().number() == 2 ? HANDSHAKE : APPLICATION_DATA;
    }

    void add() {
        addForms();
        addNumbers();
        addFlaws();
        addForeign();
        addViolations();
    }

    private void addForms() {
        valid("the full header", HeaderForm.FULL, 0, 0, 0, HEADER_IS_UNIFIED);
        valid("one byte of number", SHORT_NUMBER, 1, 1, 0, HEADER_IS_UNIFIED);
        valid("no length", NO_LENGTH, 2, 2, 0, NO_LENGTH_ENDS_THE_DATAGRAM);
        valid("the shortest header", HeaderForm.SHORTEST, 3, 3, 0, NO_LENGTH_ENDS_THE_DATAGRAM);
        valid("padding of 20 bytes", HeaderForm.FULL, 4, 4, 20, HEADER_IS_UNIFIED);
        add("no content", 5, HeaderForm.FULL, 5, usual, Octets.EMPTY, 0, HEADER_IS_UNIFIED);
        add(
                "an ACK of nothing",
                6,
                HeaderForm.FULL,
                6,
                ACK,
                Octets.hex("0000"),
                0,
                HEADER_IS_UNIFIED);
    }

    private void addNumbers() {
        long far = 1L << 32;
        valid("the number after a gap", HeaderForm.FULL, 900, 7, 0, NUMBER_IS_THE_NEAREST);
        valid("a number that came late", HeaderForm.FULL, 65_530, 65_590, 0, NUMBER_IS_THE_NEAREST);
        valid(
                "two bytes that begin again",
                HeaderForm.FULL,
                65_536,
                65_536,
                0,
                NUMBER_IS_THE_NEAREST);
        valid("one byte that begins again", SHORT_NUMBER, 256, 255, 0, NUMBER_IS_THE_NEAREST);
        valid(
                "the furthest that one byte can tell",
                SHORT_NUMBER,
                far + 127,
                far,
                0,
                NUMBER_IS_THE_NEAREST);
        valid(
                "the furthest that two bytes can tell",
                HeaderForm.FULL,
                far + 32_767,
                far,
                0,
                NUMBER_IS_THE_NEAREST);
        long last = RecordNumber.LAST_SEQUENCE;
        valid("the last number", HeaderForm.FULL, last, last - 3, 0, NUMBER_IS_THE_NEAREST);
    }

    private void addFlaws() {
        Octets good = records.seal(HeaderForm.FULL, 8, usual, TEXT, 0);
        invalid(
                "a bit of the tag",
                8,
                flipped(good, good.length() - 1),
                INVALID_RECORDS_ARE_DISCARDED);
        invalid("a bit of the text", 8, flipped(good, 6), INVALID_RECORDS_ARE_DISCARDED);
        invalid("a bit of the number", 8, flipped(good, 2), INVALID_RECORDS_ARE_DISCARDED);
        invalid("a record that was opened", 9, good, REPLAYED_RECORDS_ARE_DISCARDED);
        Octets noLength = records.seal(NO_LENGTH, 8, usual, TEXT, 0);
        Octets longer = Octets.concat(noLength, Octets.hex("00"));
        invalid("a byte behind a record without length", 8, longer, NO_LENGTH_ENDS_THE_DATAGRAM);
        Octets shorter =
                Octets.concat(
                        Octets.of((byte) good.at(0)),
                        good.slice(1, 3),
                        Octets.hex("000f"),
                        good.slice(5, 20));
        invalid("15 bytes of cipher text", 8, shorter, SHORT_CIPHERTEXT_IS_REJECTED);
        invalid("cut off in its middle", 8, good.slice(0, 12), INVALID_RECORDS_ARE_DISCARDED);
        invalid(
                "bits of another epoch",
                8,
                withFirst(good, good.at(0) ^ 1),
                EPOCH_BITS_NAME_THE_LATEST);
        invalid(
                "the flag of a connection id",
                8,
                withFirst(good, good.at(0) | 16),
                CONNECTION_ID_NEEDS_AGREEMENT);
        invalid(
                "a first byte of no record",
                8,
                withFirst(good, good.at(0) ^ 0x60),
                UNKNOWN_FIRST_BYTE_IS_REJECTED);
        Octets plain =
                Octets.concat(
                        Octets.hex("16fefd%04x00000000000000".formatted(records.epoch().number())),
                        Octets.hex("02ffff"));
        invalid(
                "no protection, and not epoch 0",
                8,
                Octets.concat(plain.slice(0, 11), Octets.hex("0002ffff")),
                UNPROTECTED_TYPES_ARE_FEW);
        invalid(
                "application data without protection",
                8,
                Octets.hex("17fefd00000000000000000002ffff"),
                UNPROTECTED_TYPES_ARE_FEW);
    }

    /** What implementations have sealed that took another turn than the document. */
    private void addForeign() {
        long mixed = records.epoch().number() << 48 | 8;
        invalid(
                "the epoch in the nonce, as in DTLS 1.2",
                8,
                records.seal(HeaderForm.FULL, mixed, usual, TEXT, 0),
                NONCE_TAKES_THE_SEQUENCE_ALONE);
        invalid(
                "keys by the labels of TLS",
                8,
                records.sealUnderLabelsOfTls(8, usual, TEXT),
                LABELS_SAY_DTLS13);
        Octets good = records.seal(HeaderForm.FULL, 8, usual, TEXT, 0);
        Octets bare =
                Octets.concat(good.slice(0, 1), Octets.hex("0008"), good.slice(3, good.length()));
        invalid("the number not encrypted", 8, bare, NUMBER_IS_MASKED);
        Octets relabelled =
                Octets.concat(
                        Octets.of((byte) (good.at(0) & ~4)),
                        good.slice(1, 3),
                        good.slice(5, good.length()));
        invalid("the length left out after sealing", 8, relabelled, HEADER_IS_AUTHENTICATED);
        Octets far = records.seal(SHORT_NUMBER, 1000 + 129, usual, TEXT, 0);
        invalid("too far ahead for one byte", 1000, far, NUMBER_IS_THE_NEAREST);
    }

    private void addViolations() {
        violation(
                "zeros alone",
                records.seal(HeaderForm.FULL, 8, 0, Octets.EMPTY, 15),
                RECORD_OF_ZEROS_ENDS_THE_CONNECTION);
        violation(
                "a change_cipher_spec",
                records.seal(HeaderForm.FULL, 8, 20, Octets.hex("01"), 0),
                UNKNOWN_TYPE_ENDS_THE_CONNECTION);
        violation(
                "type 99",
                records.seal(HeaderForm.FULL, 8, 99, TEXT, 0),
                UNKNOWN_TYPE_ENDS_THE_CONNECTION);
        if (usual == HANDSHAKE)
            violation(
                    "application data among the handshake",
                    records.seal(HeaderForm.FULL, 8, APPLICATION_DATA, TEXT, 0),
                    TRAFFIC_WAITS_FOR_ITS_KEYS);
    }

    private void valid(
            String comment, HeaderForm form, long sequence, long next, int padding, Clause clause) {
        add(comment, next, form, sequence, usual, TEXT, padding, clause);
    }

    private void add(
            String comment,
            long next,
            HeaderForm form,
            long sequence,
            int type,
            Octets content,
            int padding,
            Clause clause) {
        Octets record = records.seal(form, sequence, type, content, padding);
        opened(comment, next, record, padding, List.of(), clause);
    }

    /** A record that is opened, whoever sealed it. */
    void opened(
            String comment,
            long next,
            Octets record,
            int padding,
            List<String> flags,
            Clause clause) {
        Fields result = Dtls13Records.result(records.open(next, record));
        if (!result.text("result").equals("valid"))
            throw new AssertionError(comment + ": " + result);
        Fields fields = fields(next, record, result).with("padding", padding);
        tests.add(comment, Set.of(clause), flags, fields);
    }

    void invalid(String flaw, long next, Octets record, Clause clause) {
        Effect effect = records.open(next, record);
        if (effect instanceof Effect.Accepted) throw new AssertionError(flaw + " is accepted");
        var clauses =
                Stream.of(clause, Dtls13Records.reason(effect))
                        .map(Clause::id)
                        .collect(Collectors.toCollection(TreeSet::new));
        tests.add(
                flaw,
                List.copyOf(clauses),
                List.of(),
                fields(next, record, Dtls13Records.result(effect)));
    }

    private void violation(String flaw, Octets record, Clause clause) {
        Effect effect = records.open(8, record);
        if (!(effect instanceof Effect.Violated)) throw new AssertionError(flaw + ": " + effect);
        tests.add(
                flaw,
                Set.of(clause),
                List.of(ENDS_THE_CONNECTION),
                fields(8, record, Dtls13Records.result(effect)));
    }

    private static Fields fields(long next, Octets record, Fields result) {
        Fields fields = Fields.none().with("next", next).with("record", record);
        for (var each : result.json().properties())
            fields = fields.with(each.getKey(), each.getValue());
        return fields;
    }

    private static Octets flipped(Octets record, int at) {
        byte[] bytes = record.toArray();
        bytes[at] ^= 1;
        return Octets.of(bytes);
    }

    private static Octets withFirst(Octets record, int first) {
        return Octets.concat(Octets.of((byte) first), record.slice(1, record.length()));
    }
}
