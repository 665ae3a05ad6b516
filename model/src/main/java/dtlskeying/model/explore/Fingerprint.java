package dtlskeying.model.explore;

/**
 * Mixes the fields of a state into 64 bits.
 *
 * <p>The hash codes that records and boxed numbers come with cluster on small fields: a million
 * states may share some ten thousand values. These do not.
 */
public final class Fingerprint {
    /** What mixing starts from. */
    public static final long SEED = 0x9E3779B97F4A7C15L;

    private Fingerprint() {}

    /** The fingerprint of a sequence, from that of all but its last field, and that field. */
    public static long mix(long fingerprint, long field) {
        return scramble(fingerprint * 0x2545F4914F6CDD1DL + field);
    }

    /** Spreads every bit over all 64; no two words give the same result. */
    static long scramble(long word) {
        long once = (word ^ word >>> 30) * 0xBF58476D1CE4E5B9L;
        long twice = (once ^ once >>> 27) * 0x94D049BB133111EBL;
        return twice ^ twice >>> 31;
    }

    /** The odds that among that many states two have one fingerprint, at most n² / 2^65. */
    public static double collisionOdds(long states) {
        return (double) states * states / 0x1p65;
    }
}
