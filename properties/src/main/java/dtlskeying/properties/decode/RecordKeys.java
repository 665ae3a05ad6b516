package dtlskeying.properties.decode;

import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.SealedRecord;

/**
 * Opens what was sealed in one epoch and direction, in any order and however often it comes (RFC
 * 9147 §4): who listens refuses no replay.
 */
final class RecordKeys {
    static final String FORGED =
            "its key does not open it: changed on the way, or the key log is of other keys";

    /** What the sample of the mask takes. */
    private static final int SHORTEST = 16;

    private final String name;
    private final long epoch;
    private final RecordProtection protection;
    private long expected;

    /**
     * Keys that have opened nothing.
     *
     * @param name of the secret, as the key log calls it
     */
    RecordKeys(String name, long epoch, RecordProtection protection) {
        this.name = name;
        this.epoch = epoch;
        this.protection = protection;
    }

    /** What opening gives: for a record that is open, also its content type. */
    record Result(int type, Opening opening) {
        static Result closed(String reason) {
            return new Result(-1, new Opening.Closed(reason));
        }

        boolean isOpen() {
            return opening.isReadable();
        }
    }

    Result open(SealedRecord record) {
        byte[] sealed = record.fragment().toArray();
        if (sealed.length < SHORTEST) return Result.closed("less than 16 protected bytes");
        byte[] header = record.header().toArray();
        long sequence = uncover(record.numberLength(), header, sealed);
        byte[] plain = new byte[sealed.length];
        int opened =
                protection.open(
                        sequence, header, 0, header.length, sealed, 0, sealed.length, plain, 0);
        if (opened == RecordProtection.FORGED) return Result.closed(FORGED);
        expected = Math.max(expected, sequence + 1);
        int content = RecordProtection.contentLength(plain, 0, opened);
        if (content < 0) return Result.closed("it opens, and has no content type");
        var text = Octets.of(plain, 0, content);
        return new Result(plain[content] & 0xff, new Opening.Opened(name, epoch, sequence, text));
    }

    /** Puts the number into the header, as it was authenticated, and completes it. */
    private long uncover(int size, byte[] header, byte[] sealed) {
        int bits = 8 * size;
        int masked = 0;
        for (int i = 1; i <= size; i++) masked = masked << 8 | header[i] & 0xff;
        int low = protection.unmask(size, masked, sealed, 0) & (1 << bits) - 1;
        for (int i = size, rest = low; i > 0; i--, rest >>= 8) header[i] = (byte) rest;
        return ReadSpan.nearest(expected, low, bits);
    }
}
