package dtlskeying.model.explore;

/**
 * Packs small fields into a {@code long}, the first one pushed in the highest bits.
 *
 * <p>To read them back, take them from the low end in the opposite order.
 */
public final class Bits {
    private Bits() {}

    /**
     * The word with one more field at its low end.
     *
     * @param word what was packed before
     * @param value 0 to 2^width - 1
     * @param width bits, 1 to 32
     * @throws AssertionError if the value does not fit: two states would get one key
     */
    public static long push(long word, int value, int width) {
        long field = Integer.toUnsignedLong(value);
        if (field >>> width != 0)
            throw new AssertionError(value + " does not fit in " + width + " bits");
        return word << width | field;
    }

    /** The word with one more bit at its low end. */
    public static long push(long word, boolean value) {
        return word << 1 | (value ? 1 : 0);
    }

    /** The {@code width} bits that stand {@code shift} bits above the low end. */
    public static int field(long word, int shift, int width) {
        return (int) (word >>> shift & (1L << width) - 1);
    }

    /** Whether the bit that stands {@code shift} bits above the low end is set. */
    public static boolean flag(long word, int shift) {
        return (word >>> shift & 1) != 0;
    }
}
