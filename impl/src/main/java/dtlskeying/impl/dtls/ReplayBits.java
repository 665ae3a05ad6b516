package dtlskeying.impl.dtls;

/**
 * The mutable twin of {@link ReplayWindow}, for the path of every packet: same answers, no
 * allocation.
 *
 * <p>The bits stand in a ring: number {@code n} has bit {@code n mod size}, so that nothing moves
 * when the window does. Not safe for use by several threads at once.
 */
public final class ReplayBits {
    private final int width;
    private final long[] ring;
    private final int mask;
    private long highest = -1;

    /** A window of an epoch that begins; {@code width} is 32 to 1024. */
    public ReplayBits(int width) {
        if (width < 32 || width > 1024)
            throw new IllegalArgumentException("a window is 32 to 1024 wide, not " + width);
        this.width = width;
        int size = Math.max(64, Integer.highestOneBit(2 * width - 1));
        this.ring = new long[size / 64];
        this.mask = size - 1;
    }

    /** Whether a record with this number, 0 to 2^48 - 1, is worth opening. */
    public boolean isFresh(long sequence) {
        if (sequence > highest) return true;
        return sequence > highest - width && !isSet(sequence);
    }

    /** Counts an authentic record; false if its number was no longer welcome. */
    public boolean accept(long sequence) {
        if (!isFresh(sequence)) return false;
        if (sequence > highest) moveTo(sequence);
        ring[word(sequence)] |= 1L << sequence;
        return true;
    }

    private void moveTo(long sequence) {
        long from = Math.max(highest + 1, sequence - mask);
        for (long skipped = from; skipped <= sequence; skipped++)
            ring[word(skipped)] &= ~(1L << skipped);
        highest = sequence;
    }

    private boolean isSet(long sequence) {
        return (ring[word(sequence)] & 1L << sequence) != 0;
    }

    private int word(long sequence) {
        return ((int) sequence & mask) >> 6;
    }
}
