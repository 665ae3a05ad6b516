package dtlskeying.properties.capture;

import java.nio.ByteBuffer;

/**
 * An interface that a pcapng describes.
 *
 * @param linkType what its frames begin with
 * @param resolution the option {@code if_tsresol}: a time counts this many tenths of tenths of
 *     seconds, or with bit 7 set halves of halves
 * @param offset seconds to be added to every time
 */
record CaptureInterface(int linkType, int resolution, long offset) {
    private static final int RESOLUTION = 9;
    private static final int OFFSET = 14;
    private static final int MICROSECONDS = 6;
    private static final int BINARY = 0x80;
    private static final long SECOND = 1_000_000_000;

    /** Reads the body of its block; options that are not whole are passed over. */
    static CaptureInterface read(ByteBuffer file, int from, int to) {
        int linkType = file.getShort(from) & 0xffff;
        int resolution = MICROSECONDS;
        long offset = 0;
        for (int at = from + 8; at + 4 <= to; ) {
            int code = file.getShort(at) & 0xffff;
            int length = file.getShort(at + 2) & 0xffff;
            if (code == 0 || at + 4 + length > to) break;
            if (code == RESOLUTION && length == 1) resolution = file.get(at + 4) & 0xff;
            if (code == OFFSET && length == 8) offset = file.getLong(at + 4);
            at += 4 + (length + 3 & ~3);
        }
        return new CaptureInterface(linkType, resolution, offset);
    }

    /** A time of this interface in nanoseconds; too fine a resolution is cut. */
    long nanos(long time) {
        return offset * SECOND + ((resolution & BINARY) != 0 ? halved(time) : tenths(time));
    }

    private long halved(long time) {
        int bits = resolution & ~BINARY;
        if (bits > 62) return 0;
        long whole = time >>> bits;
        long part = time & (1L << bits) - 1;
        long fine = bits > 32 ? part >>> bits - 32 : part << 32 - bits;
        return whole * SECOND + (fine * SECOND >>> 32);
    }

    private long tenths(long time) {
        long nanos = time;
        for (int digits = resolution; digits > 9 && nanos != 0; digits--) nanos /= 10;
        for (int digits = resolution; digits < 9; digits++) nanos *= 10;
        return nanos;
    }
}
