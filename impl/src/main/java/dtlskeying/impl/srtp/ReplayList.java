package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.SrtpTransformSpec.REPLAY_LIST_SIZE;

import dtlskeying.spec.Cites;

/**
 * RFC 3711 §3.3.2: which indices were received (or, at a sender, used).
 *
 * @param highest the highest index, −1 before the first
 * @param seen bit <i>n</i> tells whether {@code highest - n} was received
 */
@Cites("dtls-srtp/4.1.2/c")
public record ReplayList(long highest, long seen) {
    /** Nothing was received. */
    public static final ReplayList EMPTY = new ReplayList(-1, 0);

    /** What the list knows about an index. */
    public enum Verdict {
        /** It was not received. */
        NEW,
        /** It was received. */
        SEEN,
        /** It is too far back to tell. */
        BEHIND
    }

    /** Looks an index up. */
    public Verdict verdict(long index) {
        if (index > highest) return Verdict.NEW;
        if (highest - index >= REPLAY_LIST_SIZE) return Verdict.BEHIND;
        return (seen >>> (highest - index) & 1) == 0 ? Verdict.NEW : Verdict.SEEN;
    }

    /** The list with an index that is {@link Verdict#NEW} to it. */
    public ReplayList with(long index) {
        if (index <= highest) return new ReplayList(highest, seen | 1L << (highest - index));
        long ahead = index - highest;
        return new ReplayList(index, (ahead < REPLAY_LIST_SIZE ? seen << ahead : 0) | 1);
    }
}
