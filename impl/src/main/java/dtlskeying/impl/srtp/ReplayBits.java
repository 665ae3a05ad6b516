package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.SrtpTransformSpec.REPLAY_LIST_SIZE;

/** The mutable twin of {@link ReplayList}, for the hot path. */
final class ReplayBits {
    private long highest = -1;
    private long seen;

    /** Whether the index was not received; {@link #isBehind} tells the other two apart. */
    boolean isNew(long index) {
        long back = highest - index;
        return back < 0 || back < REPLAY_LIST_SIZE && (seen >>> back & 1) == 0;
    }

    /** Whether the index is too far back to tell. */
    boolean isBehind(long index) {
        return highest - index >= REPLAY_LIST_SIZE;
    }

    /** Adds an index that is new. */
    void add(long index) {
        long ahead = index - highest;
        if (ahead <= 0) {
            seen |= 1L << -ahead;
            return;
        }
        seen = (ahead < REPLAY_LIST_SIZE ? seen << ahead : 0) | 1;
        highest = index;
    }

    /** The same as a value. */
    ReplayList value() {
        return new ReplayList(highest, seen);
    }
}
