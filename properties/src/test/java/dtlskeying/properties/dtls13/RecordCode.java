package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.KeySchedule;
import dtlskeying.impl.dtls13.LengthForm;
import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.impl.dtls13.UnifiedHeader;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Our reader of records, in pieces that a bug may replace.
 *
 * @param bytes what is done to a datagram before it is read: nothing
 * @param splitting how the record in it is found
 * @param isMasked whether the number is uncovered
 * @param isWhole whether the header is authenticated with the number uncovered
 * @param hasEpochInNonce whether the epoch enters the nonce
 * @param prefix of the labels that the keys are derived by
 */
record RecordCode(
        UnaryOperator<Octets> bytes,
        Splitting splitting,
        boolean isMasked,
        boolean isWhole,
        boolean hasEpochInNonce,
        String prefix) {
    /** What we do. */
    static final RecordCode HEALTHY =
            new RecordCode(
                    UnaryOperator.identity(),
                    (datagram, records) -> only(datagram, records::lengths),
                    true,
                    true,
                    false,
                    KeySchedule.DTLS_1_3);

    /** The name of the law that every vector is opened or dropped as it says. */
    static final String LAW = "P62 UnifiedHeaderCodec and number encryption, as in every vector";

    /** How the record of a datagram is found. */
    interface Splitting {
        /**
         * The record, if there is one and no more.
         *
         * @param records the record layer that it comes to
         */
        Optional<SealedRecord> read(Octets datagram, Records records);
    }

    RecordCode reading(UnaryOperator<Octets> other) {
        return new RecordCode(other, splitting, isMasked, isWhole, hasEpochInNonce, prefix);
    }

    RecordCode splitting(Splitting other) {
        return new RecordCode(bytes, other, isMasked, isWhole, hasEpochInNonce, prefix);
    }

    /** The record of a datagram that says its length so. */
    static Optional<SealedRecord> only(Octets datagram, IntFunction<LengthForm> lengths) {
        var read = UnifiedHeader.read(datagram, lengths);
        boolean isOne = read.arrivals().size() == 1 && read.clause() == Clause.UNSTATED;
        return isOne && read.arrivals().getFirst() instanceof Input.Arrived(var record)
                ? Optional.of(record)
                : Optional.empty();
    }

    /** What the first byte of a datagram is taken for. */
    RecordCode takingTheFirstByteFor(UnaryOperator<Integer> other) {
        return reading(datagram ->
                Octets.concat(
                        Octets.of((byte) (int) other.apply(datagram.at(0))),
                        datagram.slice(1, datagram.length())));
    }

    /** The first vector that goes wrong, if one does. */
    Optional<String> firstWrong() {
        for (VectorGroup group : VectorFiles.read(VectorKind.DTLS13_RECORDS).testGroups())
            for (VectorTest test : group.tests()) {
                var wanted = wanted(test.fields());
                var opened = open(group.fields(), test.fields());
                if (!wanted.equals(opened))
                    return Optional.of(
                            "test %d, %s: %s and not %s"
                                    .formatted(test.tcId(), test.comment(), opened, wanted));
            }
        return Optional.empty();
    }

    private static Optional<String> wanted(Fields test) {
        return test.text("result").equals("valid")
                ? Optional.of(
                        text(
                                test.number("sequence"),
                                (int) test.number("type"),
                                test.octets("content")))
                : Optional.empty();
    }

    private static String text(long sequence, int type, Octets content) {
        return sequence + " " + type + " " + content;
    }

    private Optional<String> open(Fields group, Fields test) {
        var suite = CipherSuite.valueOf(group.text("suite"));
        var epoch = new Epoch(group.number("epoch"));
        var traffic = Secret.of(group.octets("secret"));
        var sizes =
                group.has("largeRecords")
                        ? new RecordSizes(
                                (int) group.number("largeRecords"), 64, LengthForm.VARIABLE)
                        : RecordSizes.USUAL;
        var records = OneEpoch.reading(suite, traffic, epoch, test.number("next"), sizes);
        return splitting
                .read(bytes.apply(test.octets("record")), records)
                .flatMap(record -> open(suite, traffic, records.reading(), record));
    }

    private Optional<String> open(
            CipherSuite suite, Secret traffic, ReadEpochs reading, SealedRecord record) {
        var epoch = reading.current().epoch();
        if (!(reading.on(new Input.Arrived(record)).effects().getFirst() instanceof Effect.Unmask))
            return Optional.empty();
        var schedule = new KeySchedule(suite.hash(), prefix);
        var protection = RecordProtection.of(suite, schedule.keys(suite.aead(), traffic));
        int low = low(protection, record);
        var numbered = reading.on(new Input.Unmasked(epoch, record, low)).effects().getFirst();
        return numbered instanceof Effect.Open(var number, _)
                ? open(protection, number, record, reading.current().longest())
                : Optional.empty();
    }

    private int low(RecordProtection protection, SealedRecord record) {
        int size = record.numberLength();
        int masked = record.header().at(1);
        if (size == 2) masked = masked << 8 | record.header().at(2);
        return isMasked ? protection.unmask(size, masked, record.fragment().toArray(), 0) : masked;
    }

    private Optional<String> open(
            RecordProtection protection, RecordNumber number, SealedRecord record, int longest) {
        byte[] sealed = record.fragment().toArray();
        byte[] header =
                isWhole
                        ? UnifiedHeader.uncovered(record, (int) number.sequence())
                        : record.header().toArray();
        long epoch = number.epoch().number();
        byte[] inner = new byte[sealed.length];
        long nonce = hasEpochInNonce ? epoch << 48 | number.sequence() : number.sequence();
        int length =
                protection.open(
                        nonce, header, 0, header.length, sealed, 0, sealed.length, inner, 0);
        if (length < 0 || length > longest) return Optional.empty();
        int content = RecordProtection.contentLength(inner, 0, length);
        boolean isKnown = content >= 0 && isKnown(inner[content], epoch);
        return isKnown
                ? Optional.of(text(number.sequence(), inner[content], Octets.of(inner, 0, content)))
                : Optional.empty();
    }

    private static boolean isKnown(int type, long epoch) {
        return type == 21 || type == 22 || type == 26 || type == 23 && epoch > 2;
    }
}
