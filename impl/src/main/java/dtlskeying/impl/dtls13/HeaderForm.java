package dtlskeying.impl.dtls13;

import dtlskeying.spec.dtls13.SealedRecord;

/**
 * What a sender puts into the headers of its protected records (RFC 9147 §4); no connection id.
 *
 * @param longNumber two bytes of the sequence number, or one: enough as long as the reader has
 *     opened one of the last 128 records
 * @param length whether the length is there: without it, the record has to be its datagram's last
 */
public record HeaderForm(boolean longNumber, boolean length) {
    /** Two bytes of number, and the length. */
    public static final HeaderForm FULL = new HeaderForm(true, true);

    /** One byte of number, and no length: two bytes in all. */
    public static final HeaderForm SHORTEST = new HeaderForm(false, false);

    /** The form of a record that has come in. */
    public static HeaderForm of(SealedRecord record) {
        return new HeaderForm(
                record.numberLength() == 2, record.header().length() > 1 + record.numberLength());
    }

    /** Bytes of the header. */
    public int size() {
        return 1 + numberLength() + (length ? 2 : 0);
    }

    /** Bytes of the number. */
    public int numberLength() {
        return longNumber ? 2 : 1;
    }
}
