package dtlskeying.properties.vectors;

import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.EACH_DIRECTION_HAS_ITS_LIMIT;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.HANDSHAKE_KEEPS_ITS_FORM;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.LENGTHS_ARE_MINIMAL;
import static dtlskeying.spec.dtls13.LargeRecordsSpec.Claim.TRAFFIC_HAS_A_VARIABLE_LENGTH;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.OVERLONG_RECORDS_ARE_DISCARDED;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;

import java.util.List;

/** The tests of one group of records where large ones are agreed on. */
final class LargeRecordTests {
    /** The agreed limit. */
    static final int LIMIT = 16_500;

    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;
    private static final int EXPANSION = 17;
    private static final HeaderForm FULL = new HeaderForm(true, LengthForm.VARIABLE);
    private static final HeaderForm SHORT_NUMBER = new HeaderForm(false, LengthForm.VARIABLE);
    private static final HeaderForm NO_LENGTH = new HeaderForm(true, LengthForm.NONE);

    private final Dtls13RecordTests tests;
    private final Dtls13Records records;

    LargeRecordTests(TestList tests, Dtls13Records records) {
        this.tests = new Dtls13RecordTests(tests, records);
        this.records = records;
    }

    void add() {
        if (records.epoch().number() == 2) addHandshake();
        else {
            addLengths();
            addFlaws();
        }
        boolean isFirst = records.suite() == CipherSuite.values()[0];
        if (isFirst && records.epoch().number() == 3) addLong();
    }

    private void addHandshake() {
        opened("two bytes of length", HeaderForm.FULL, 60, HANDSHAKE_KEEPS_ITS_FORM);
        Octets variable = records.seal(FULL, 8, HANDSHAKE, content(60), 0);
        tests.invalid("a variable length", 8, variable, HANDSHAKE_KEEPS_ITS_FORM);
    }

    private void addLengths() {
        opened("63 bytes, so one byte of length", FULL, 63, TRAFFIC_HAS_A_VARIABLE_LENGTH);
        opened("64 bytes, so two bytes of length", FULL, 64, TRAFFIC_HAS_A_VARIABLE_LENGTH);
        opened(
                "one byte of number and one of length",
                SHORT_NUMBER,
                30,
                TRAFFIC_HAS_A_VARIABLE_LENGTH);
        opened("no length", NO_LENGTH, 64, TRAFFIC_HAS_A_VARIABLE_LENGTH);
    }

    private void addFlaws() {
        saying("63 in two bytes", "403f", 63, LENGTHS_ARE_MINIMAL);
        saying("63 in four bytes", "8000003f", 63, LENGTHS_ARE_MINIMAL);
        saying("64 in four bytes", "80000040", 64, LENGTHS_ARE_MINIMAL);
        saying("a length that starts with 11", "ff", 63, LENGTHS_ARE_MINIMAL);
        saying("all that 30 bits can say", "bfffffff", 64, INVALID_RECORDS_ARE_DISCARDED);
        saying("one byte more than there is", "4041", 64, INVALID_RECORDS_ARE_DISCARDED);
        Octets fixed = records.seal(HeaderForm.FULL, 8, APPLICATION_DATA, content(64), 0);
        tests.invalid(
                "two bytes of length as in RFC 9147", 8, fixed, TRAFFIC_HAS_A_VARIABLE_LENGTH);
        Octets cut = records.seal(FULL, 8, APPLICATION_DATA, content(64), 0).slice(0, 4);
        tests.invalid("cut off in its length", 8, cut, INVALID_RECORDS_ARE_DISCARDED);
    }

    private void addLong() {
        opened("16,383 bytes, so two bytes of length", FULL, 16_383, TRAFFIC_HAS_A_VARIABLE_LENGTH);
        opened(
                "16,384 bytes, so four bytes of length",
                FULL,
                16_384,
                TRAFFIC_HAS_A_VARIABLE_LENGTH);
        saying("16,383 in four bytes", "80003fff", 16_383, LENGTHS_ARE_MINIMAL);
        opened("as long as may be", FULL, LIMIT + 16, EACH_DIRECTION_HAS_ITS_LIMIT);
        Octets longer = records.seal(FULL, 8, APPLICATION_DATA, content(LIMIT + 17), 0);
        tests.invalid("one byte longer", 8, longer, OVERLONG_RECORDS_ARE_DISCARDED);
    }

    /** A record with so many bytes behind its header. */
    private void opened(String comment, HeaderForm form, int fragment, Clause clause) {
        int type = records.epoch().number() == 2 ? HANDSHAKE : APPLICATION_DATA;
        Octets record = records.seal(form, 8, type, content(fragment), 0);
        tests.opened(comment, 8, record, 0, List.of(), clause);
    }

    /** One that would open if its length were taken. */
    private void saying(String comment, String length, int fragment, Clause clause) {
        Octets record =
                records.sealSaying(Octets.hex(length), 8, APPLICATION_DATA, content(fragment));
        tests.invalid(comment, 8, record, clause);
    }

    private static Octets content(int fragment) {
        byte[] content = new byte[fragment - EXPANSION];
        for (int i = 0; i < content.length; i++) content[i] = (byte) (i * 7 + fragment);
        return Octets.of(content);
    }
}
