package dtlskeying.spec.dtls13;

import dtlskeying.spec.Epoch;

import java.util.Comparator;

/**
 * The full number of a record (RFC 9147 §4): no header carries it, an ACK does.
 *
 * @param epoch the keys that protect the record
 * @param sequence its number within the epoch, 0 to 2^48 - 1
 */
public record RecordNumber(Epoch epoch, long sequence) implements Comparable<RecordNumber> {
    /** The last sequence number of an epoch. */
    public static final long LAST_SEQUENCE = (1L << 48) - 1;

    private static final Comparator<RecordNumber> ORDER =
            Comparator.comparing(RecordNumber::epoch).thenComparingLong(RecordNumber::sequence);

    /** A number, from two numbers. */
    public static RecordNumber of(long epoch, long sequence) {
        return new RecordNumber(new Epoch(epoch), sequence);
    }

    @Override
    public int compareTo(RecordNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return epoch + ":" + sequence;
    }
}
