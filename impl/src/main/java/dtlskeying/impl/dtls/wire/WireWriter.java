package dtlskeying.impl.dtls.wire;

import dtlskeying.spec.Octets;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Collects bytes in the presentation language of TLS.
 *
 * <p>A value that does not fit its field is the caller's error: {@link IllegalArgumentException}.
 */
public final class WireWriter {
    private byte[] bytes = new byte[64];
    private int length;

    /** A writer that holds nothing yet. */
    public WireWriter() {}

    /** Appends a byte, 0 to 255. */
    public WireWriter uint8(int value) {
        return unsigned(value, 1);
    }

    /** Appends two bytes, 0 to 65,535. */
    public WireWriter uint16(int value) {
        return unsigned(value, 2);
    }

    /** Appends three bytes, 0 to 2^24 - 1. */
    public WireWriter uint24(int value) {
        return unsigned(value, 3);
    }

    /** Appends six bytes, 0 to 2^48 - 1. */
    public WireWriter uint48(long value) {
        return unsigned(value, 6);
    }

    /** Appends the bytes as they are. */
    public WireWriter bytes(Octets value) {
        value.copyTo(grow(value.length()), length);
        length += value.length();
        return this;
    }

    /** Appends a length of one byte, and the bytes. */
    public WireWriter vector8(Octets value) {
        return uint8(value.length()).bytes(value);
    }

    /** Appends a length of two bytes, and the bytes. */
    public WireWriter vector16(Octets value) {
        return uint16(value.length()).bytes(value);
    }

    /** Appends a length of three bytes, and the bytes. */
    public WireWriter vector24(Octets value) {
        return uint24(value.length()).bytes(value);
    }

    /** Appends a vector with a length of one byte, of what {@code item} writes for each element. */
    public <T> WireWriter list8(List<T> items, BiConsumer<WireWriter, T> item) {
        return vector8(all(items, item));
    }

    /**
     * Appends a vector with a length of two bytes, of what {@code item} writes for each element.
     */
    public <T> WireWriter list16(List<T> items, BiConsumer<WireWriter, T> item) {
        return vector16(all(items, item));
    }

    /**
     * Appends a vector with a length of three bytes, of what {@code item} writes for each element.
     */
    public <T> WireWriter list24(List<T> items, BiConsumer<WireWriter, T> item) {
        return vector24(all(items, item));
    }

    /** All bytes so far. */
    public Octets toOctets() {
        return Octets.of(bytes, 0, length);
    }

    private static <T> Octets all(List<T> items, BiConsumer<WireWriter, T> item) {
        var inner = new WireWriter();
        items.forEach(each -> item.accept(inner, each));
        return inner.toOctets();
    }

    private WireWriter unsigned(long value, int size) {
        if (value < 0 || value >>> 8 * size != 0)
            throw new IllegalArgumentException(value + " does not fit in " + size + " bytes");
        byte[] target = grow(size);
        for (int i = size - 1; i >= 0; i--) target[length++] = (byte) (value >>> 8 * i);
        return this;
    }

    private byte[] grow(int by) {
        if (length + by > bytes.length)
            bytes = Arrays.copyOf(bytes, Math.max(length + by, 2 * bytes.length));
        return bytes;
    }
}
