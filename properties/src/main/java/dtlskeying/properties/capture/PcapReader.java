package dtlskeying.properties.capture;

import java.nio.ByteBuffer;

/** Reads pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, and 16 bytes ahead of each packet. */
final class PcapReader implements Capture.FileReader {
    private static final int MICROSECONDS = 0xa1b2c3d4;
    private static final int NANOSECONDS = 0xa1b23c4d;
    private static final int HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int LINK_TYPE_AT = 20;

    /** The upper bits of that field say whether frames have a check sequence. */
    private static final int LINK_TYPE = 0xffff;

    private static final long SECOND = 1_000_000_000;

    private final Intake intake;
    private final ByteBuffer file;
    private final long unit;

    PcapReader(Intake intake) {
        this.intake = intake;
        this.file = intake.file().duplicate();
        int magic = file.getInt(0);
        boolean isBig = magic == MICROSECONDS || magic == NANOSECONDS;
        file.order(Capture.order(isBig));
        this.unit = file.getInt(0) == NANOSECONDS ? 1 : 1000;
    }

    /** Whether a file begins with these four bytes, of either order and resolution. */
    static boolean isMagic(int magic) {
        int other = Integer.reverseBytes(magic);
        return magic == MICROSECONDS
                || magic == NANOSECONDS
                || other == MICROSECONDS
                || other == NANOSECONDS;
    }

    @Override
    public Capture read() throws UnreadableCapture {
        int size = file.limit();
        if (size < HEADER)
            throw new UnreadableCapture(size, "the header has 24 bytes, not " + size);
        int linkType = file.getInt(LINK_TYPE_AT) & LINK_TYPE;
        int at = HEADER;
        while (at < size) at = readPacket(linkType, at);
        return intake.capture("");
    }

    private int readPacket(int linkType, int at) throws UnreadableCapture {
        int left = file.limit() - at;
        if (left < PACKET_HEADER)
            throw new UnreadableCapture(
                    at, "the header of a packet has 16 bytes, and the file ends after " + left);
        long seconds = Integer.toUnsignedLong(file.getInt(at));
        long fraction = Integer.toUnsignedLong(file.getInt(at + 4));
        long captured = Integer.toUnsignedLong(file.getInt(at + 8));
        long original = Integer.toUnsignedLong(file.getInt(at + 12));
        if (captured > left - PACKET_HEADER)
            throw new UnreadableCapture(
                    at,
                    "a packet of %d bytes, and the file ends after %d"
                            .formatted(captured, left - PACKET_HEADER));
        int start = at + PACKET_HEADER;
        int end = start + (int) captured;
        intake.take(
                new Frame(at, seconds * SECOND + fraction * unit, linkType, start, end, original));
        return end;
    }
}
