package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.spec.Cites;

/** The mutable twin of {@link ReplayWindow}, for one key. */
@Cites("sctp-dtls-chunk/3.1/f")
final class ReplayBitmap {
    private final int width;
    private final long[] seen;
    private long highest = -1;

    /** A window of 64 to 65,536 numbers, a multiple of 64. */
    ReplayBitmap(int width) {
        this.width = requireWidth(width);
        this.seen = new long[width / Long.SIZE];
    }

    static int requireWidth(int width) {
        if (width < Long.SIZE || width > 1 << 16 || width % Long.SIZE != 0)
            throw new IllegalArgumentException(
                    "a window is a multiple of 64, up to 65536, and not " + width);
        return width;
    }

    /** One more than the highest number, 0 before the first. */
    long expected() {
        return highest + 1;
    }

    /** Whether the number was not there and is not too old. */
    boolean isFresh(long sequence) {
        if (sequence > highest) return true;
        return highest - sequence < width && (seen[word(sequence)] & bit(sequence)) == 0;
    }

    /** Takes a fresh number, which was authentic. */
    void add(long sequence) {
        long cleared = Math.min(sequence, highest + width);
        for (long each = highest + 1; each <= cleared; each++) seen[word(each)] &= ~bit(each);
        highest = Math.max(highest, sequence);
        seen[word(sequence)] |= bit(sequence);
    }

    private int word(long sequence) {
        return (int) (sequence % width / Long.SIZE);
    }

    private static long bit(long sequence) {
        return 1L << sequence;
    }
}
