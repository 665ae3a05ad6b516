package dtlskeying.spec.dtls;

/**
 * How much of a handshake that is not yet in order one end keeps.
 *
 * @param largestMessage the longest message that is taken at all, in bytes
 * @param ahead how many messages after the awaited one are kept, 0 or more
 * @param bytes how much may be kept in all; each separate part counts its bytes and {@link
 *     #PART_OVERHEAD}
 */
public record FragmentLimits(int largestMessage, int ahead, int bytes) {
    /** What a part counts beside its bytes, so that a rain of single bytes is bounded too. */
    public static final int PART_OVERHEAD = 32;

    /** Messages of up to 64 KiB, ten ahead, 128 KiB in all: room for long certificate chains. */
    public static final FragmentLimits DEFAULT = new FragmentLimits(1 << 16, 10, 1 << 17);

    public FragmentLimits {
        if (largestMessage < 0 || ahead < 0 || bytes < 0)
            throw new IllegalArgumentException("limits are 0 or more");
    }
}
