package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/**
 * A length of one, two or four bytes, big-endian, whose first two bits say which of them: 6, 14 or
 * 30 bits of number, in as few bytes as do (RFC 9420 §2.1.2).
 */
final class Varuint {
    /** What {@link #read} returns for bytes that are none. */
    static final int INVALID = -1;

    /** The largest number. */
    static final int LARGEST = (1 << 30) - 1;

    private static final int IN_ONE = 1 << 6;
    private static final int IN_TWO = 1 << 14;

    private Varuint() {}

    /** How many bytes a number takes, 0 to {@link #LARGEST}. */
    static int size(int number) {
        if (number < IN_ONE) return 1;
        return number < IN_TWO ? 2 : 4;
    }

    /** How many bytes one has that starts with this byte; {@link #INVALID} if none does. */
    static int sizeFrom(int first) {
        int prefix = first >> 6;
        return prefix == 3 ? INVALID : 1 << prefix;
    }

    /** Writes a number, and returns how many bytes that took. */
    static int write(int number, byte[] target, int at) {
        int size = size(number);
        int prefix = Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) target[at + i] = (byte) (number >> 8 * (size - 1 - i));
        target[at] |= (byte) (prefix << 6);
        return size;
    }

    /**
     * Whether what stands at a place is no number, however many bytes would follow: it starts with
     * 11, or is whole and not minimal.
     */
    @Cites("large-records/3/e")
    static boolean isWrong(Octets bytes, int at) {
        if (at >= bytes.length()) return false;
        int size = sizeFrom(bytes.at(at));
        return size == INVALID || at + size <= bytes.length() && read(bytes, at) == INVALID;
    }

    /** The number that starts at a place; {@link #INVALID} if it is not minimal, or not whole. */
    static int read(Octets bytes, int at) {
        int size = at < bytes.length() ? sizeFrom(bytes.at(at)) : INVALID;
        if (size == INVALID || at + size > bytes.length()) return INVALID;
        int number = bytes.at(at) & 0x3f;
        for (int i = 1; i < size; i++) number = number << 8 | bytes.at(at + i);
        return size(number) == size ? number : INVALID;
    }
}
