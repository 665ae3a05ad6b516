package dtlskeying.impl.dtls.wire;

import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A cursor over bytes in the presentation language of TLS: unsigned big-endian integers, and
 * vectors behind their length.
 *
 * <p>It exists only inside {@link #decode}: a read past the end, or a call of {@link #malformed},
 * ends that call with {@link Malformed}, and so do bytes that nobody read.
 */
public final class WireReader {
    private final Octets bytes;
    private final int end;
    private int at;

    private WireReader(Octets bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Reads all of {@code bytes} with {@code body}, which may throw nothing of its own. */
    public static <T> Decoded<T> decode(Octets bytes, Function<WireReader, ? extends T> body) {
        try {
            return new Value<>(new WireReader(bytes, 0, bytes.length()).all(body));
        } catch (Refusal refusal) {
            return new Malformed<>(refusal.getMessage());
        }
    }

    private <T> T all(Function<WireReader, T> body) {
        T value = body.apply(this);
        require(at == end, "%d bytes too many", end - at);
        return value;
    }

    /** Whether there is nothing left to read. */
    public boolean isAtEnd() {
        return at == end;
    }

    /** The next byte, 0 to 255. */
    public int uint8() {
        return (int) unsigned(1);
    }

    /** The next two bytes, 0 to 65,535. */
    public int uint16() {
        return (int) unsigned(2);
    }

    /** The next three bytes, 0 to 2^24 - 1. */
    public int uint24() {
        return (int) unsigned(3);
    }

    /** The next six bytes, 0 to 2^48 - 1. */
    public long uint48() {
        return unsigned(6);
    }

    /** The next {@code length} bytes. */
    public Octets bytes(int length) {
        require(length <= end - at, "%d bytes wanted, %d left", length, end - at);
        at += length;
        return bytes.slice(at - length, at);
    }

    /** All bytes that are left, perhaps none. */
    public Octets rest() {
        return bytes(end - at);
    }

    /** A vector of {@code least} to {@code most} bytes behind a length of one byte. */
    public Octets vector8(int least, int most) {
        return vector(uint8(), least, most);
    }

    /** A vector of {@code least} to {@code most} bytes behind a length of two bytes. */
    public Octets vector16(int least, int most) {
        return vector(uint16(), least, most);
    }

    /** A vector of {@code least} to {@code most} bytes behind a length of three bytes. */
    public Octets vector24(int least, int most) {
        return vector(uint24(), least, most);
    }

    /**
     * What {@code item} reads, again and again until the end of a vector with a one-byte length.
     */
    public <T> List<T> list8(int least, Function<WireReader, T> item) {
        return list(uint8(), least, item);
    }

    /**
     * What {@code item} reads, again and again until the end of a vector with a two-byte length.
     */
    public <T> List<T> list16(int least, Function<WireReader, T> item) {
        return list(uint16(), least, item);
    }

    /**
     * What {@code item} reads, again and again until the end of a vector with a three-byte length.
     */
    public <T> List<T> list24(int least, Function<WireReader, T> item) {
        return list(uint24(), least, item);
    }

    /** Goes on if {@code holds}, else the bytes are malformed for this reason. */
    public void require(boolean holds, String reason, Object... details) {
        if (!holds) throw malformed(reason.formatted(details));
    }

    /** For {@code throw}: the bytes are malformed for this reason. */
    public RuntimeException malformed(String reason) {
        return new Refusal("at byte " + at + ": " + reason);
    }

    private Octets vector(int length, int least, int most) {
        require(
                length >= least && length <= most,
                "a vector of %d bytes, not %d to %d",
                length,
                least,
                most);
        return bytes(length);
    }

    private <T> List<T> list(int length, int least, Function<WireReader, T> item) {
        require(length >= least, "a vector of %d bytes, not at least %d", length, least);
        require(length <= end - at, "%d bytes wanted, %d left", length, end - at);
        var inner = new WireReader(bytes, at, at + length);
        at += length;
        var items = new ArrayList<T>();
        while (!inner.isAtEnd()) items.add(item.apply(inner));
        return List.copyOf(items);
    }

    private long unsigned(int length) {
        require(length <= end - at, "%d bytes wanted, %d left", length, end - at);
        long value = 0;
        for (int i = 0; i < length; i++) value = value << 8 | bytes.at(at++);
        return value;
    }

    /** Carries a reason out of nested reads to {@link #decode}, and never further. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refusal(String reason) {
            super(reason, null, false, false);
        }
    }
}
