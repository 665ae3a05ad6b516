package dtlskeying.properties.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads pcapng (draft-ietf-opsawg-pcapng), the counterpart of {@link Pcapng}: sections of either
 * byte order, their interfaces, packets of all three kinds, and key logs. Other blocks are passed
 * over.
 */
final class PcapngReader implements Capture.FileReader {
    static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int OBSOLETE_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int PACKET = 6;
    private static final int SECRETS = 10;
    private static final int BYTE_ORDER = 0x1a2b3c4d;
    private static final int KEY_LOG = 0x544c534b;

    /** A block's type and its length, which stands at both ends. */
    private static final int FRAME = 12;

    private static final int MOST_INTERFACES = 10_000;
    private static final int PACKET_FIELDS = 20;

    private final Intake intake;
    private final ByteBuffer file;
    private final List<CaptureInterface> interfaces = new ArrayList<>();
    private final StringBuilder keyLog = new StringBuilder();

    PcapngReader(Intake intake) {
        this.intake = intake;
        this.file = intake.file().duplicate();
    }

    @Override
    public Capture read() throws UnreadableCapture {
        for (int at = 0; at < file.limit(); ) at = readBlock(at);
        return intake.capture(keyLog.toString());
    }

    private int readBlock(int at) throws UnreadableCapture {
        int left = file.limit() - at;
        if (left < FRAME)
            throw new UnreadableCapture(
                    at, "a block has at least 12 bytes, and the file ends after " + left);
        if (file.getInt(at) == SECTION_HEADER) beginSection(at, left);
        long length = Integer.toUnsignedLong(file.getInt(at + 4));
        if (length < FRAME || length % 4 != 0 || length > left)
            throw new UnreadableCapture(
                    at, "a block of %d bytes, and %d are left".formatted(length, left));
        int end = at + (int) length;
        if (Integer.toUnsignedLong(file.getInt(end - 4)) != length)
            throw new UnreadableCapture(at, "a block that has two lengths");
        readBody(file.getInt(at), at, at + 8, end - 4);
        return end;
    }

    private void beginSection(int at, int left) throws UnreadableCapture {
        if (left < 28) throw new UnreadableCapture(at, "a section header that is not whole");
        file.order(Capture.order(true));
        if (file.getInt(at + 8) != BYTE_ORDER) file.order(Capture.order(false));
        if (file.getInt(at + 8) != BYTE_ORDER)
            throw new UnreadableCapture(at + 8, "a section of no byte order");
        interfaces.clear();
    }

    private void readBody(int type, int at, int from, int to) throws UnreadableCapture {
        switch (type) {
            case INTERFACE -> {
                if (interfaces.size() >= MOST_INTERFACES)
                    throw new UnreadableCapture(at, "more than 10000 interfaces");
                need(at, from, to, 8);
                interfaces.add(CaptureInterface.read(file, from, to));
            }
            case PACKET -> {
                need(at, from, to, PACKET_FIELDS);
                readPacket(at, file.getInt(from), from, to);
            }
            case OBSOLETE_PACKET -> {
                need(at, from, to, PACKET_FIELDS);
                readPacket(at, file.getShort(from) & 0xffff, from, to);
            }
            case SIMPLE_PACKET -> {
                need(at, from, to, 4);
                readSimple(at, from, to);
            }
            case SECRETS -> {
                need(at, from, to, 8);
                readSecrets(at, from, to);
            }
            default -> {}
        }
    }

    private void readPacket(int at, int number, int from, int to) throws UnreadableCapture {
        var on = on(at, number);
        long time =
                Integer.toUnsignedLong(file.getInt(from + 4)) << 32
                        | Integer.toUnsignedLong(file.getInt(from + 8));
        long captured = Integer.toUnsignedLong(file.getInt(from + 12));
        long original = Integer.toUnsignedLong(file.getInt(from + 16));
        need(at, from, to, PACKET_FIELDS + captured);
        int start = from + PACKET_FIELDS;
        int end = start + (int) captured;
        intake.take(new Frame(at, on.nanos(time), on.linkType(), start, end, original));
    }

    /** Cut at the snapshot length of the first interface, and nobody says when it came. */
    private void readSimple(int at, int from, int to) throws UnreadableCapture {
        var on = on(at, 0);
        long original = Integer.toUnsignedLong(file.getInt(from));
        int start = from + 4;
        int end = (int) Math.min(to, start + original);
        intake.take(new Frame(at, 0, on.linkType(), start, end, original));
    }

    private void readSecrets(int at, int from, int to) throws UnreadableCapture {
        if (file.getInt(from) != KEY_LOG) return;
        long length = Integer.toUnsignedLong(file.getInt(from + 4));
        need(at, from, to, 8 + length);
        byte[] lines = new byte[(int) length];
        file.get(from + 8, lines);
        keyLog.append(new String(lines, StandardCharsets.ISO_8859_1)).append('\n');
    }

    private CaptureInterface on(int at, int number) throws UnreadableCapture {
        if (number < 0 || number >= interfaces.size())
            throw new UnreadableCapture(
                    at,
                    "a packet of interface %d, and there are %d"
                            .formatted(Integer.toUnsignedLong(number), interfaces.size()));
        return interfaces.get(number);
    }

    private static void need(int at, int from, int to, long bytes) throws UnreadableCapture {
        if (to - from < bytes)
            throw new UnreadableCapture(
                    at, "a block with room for %d bytes, not %d".formatted(to - from, bytes));
    }
}
