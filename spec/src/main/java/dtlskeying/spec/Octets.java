package dtlskeying.spec;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes that is compared by value.
 *
 * <p>Records of this project hold {@code Octets} where they would otherwise hold a {@code byte[]}:
 * an array is mutable and compared by identity. Both directions copy.
 */
public final class Octets implements Comparable<Octets> {
    private static final HexFormat HEX = HexFormat.of();

    /** No bytes at all. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] owned) {
        this.bytes = owned;
    }

    /** A copy of the given bytes. */
    public static Octets of(byte... bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /** A copy of {@code length} bytes from {@code offset}. */
    public static Octets of(byte[] bytes, int offset, int length) {
        return new Octets(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * Reads hexadecimal digits, of either case, two a byte.
     *
     * @throws IllegalArgumentException if the number of digits is odd or one is no digit; the
     *     message says which
     */
    public static Octets hex(String digits) {
        if (digits.length() % 2 != 0)
            throw new IllegalArgumentException(
                    "odd number of hexadecimal digits (" + digits.length() + ")");
        for (int i = 0; i < digits.length(); i++)
            if (!HexFormat.isHexDigit(digits.charAt(i)))
                throw new IllegalArgumentException(
                        "'" + digits.charAt(i) + "' at position " + i + " is no hexadecimal digit");
        return new Octets(HEX.parseHex(digits));
    }

    /** All parts, one after the other. */
    public static Octets concat(Octets... parts) {
        int length = 0;
        for (Octets part : parts) length += part.length();
        byte[] all = new byte[length];
        int at = 0;
        for (Octets part : parts) {
            part.copyTo(all, at);
            at += part.length();
        }
        return new Octets(all);
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at {@code index}, as 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /** A copy of the bytes, which the caller may change. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** Copies all bytes into {@code target}, from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** Lowercase hexadecimal digits, two a byte. */
    public String toHex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /**
     * The same as {@link #toHex()}; never wrap a secret in a plain {@code Octets} that is printed.
     */
    @Override
    public String toString() {
        return toHex();
    }
}
