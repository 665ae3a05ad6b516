package dtlskeying.properties.capture;

import dtlskeying.spec.Octets;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Capture files of all forms that we read, made by hand from their descriptions. */
final class Frames {
    static final InetSocketAddress LEFT = new InetSocketAddress("192.0.2.1", 40_000);
    static final InetSocketAddress RIGHT = new InetSocketAddress("192.0.2.2", 9899);
    static final InetSocketAddress SIX = new InetSocketAddress("2001:db8::6", 9899);
    static final InetSocketAddress SEVEN = new InetSocketAddress("2001:db8::7", 1);

    private static final String MACS = "020000000001" + "020000000002";

    private Frames() {}

    /** What stands ahead of the IP header on a link, and what the file calls the link. */
    record Link(int type, String header) {
        static final List<Link> OF_IPV4 =
                List.of(
                        new Link(1, MACS + "0800"),
                        new Link(1, MACS + "8100" + "0005" + "0800"),
                        new Link(1, MACS + "88a8" + "0007" + "8100" + "0005" + "0800"),
                        new Link(113, "0000" + "0001" + "0006" + "0200000000010000" + "0800"),
                        new Link(
                                276,
                                "0800"
                                        + "0000"
                                        + "00000002"
                                        + "0001"
                                        + "0006"
                                        + "0200000000010000"),
                        new Link(101, ""),
                        new Link(12, ""),
                        new Link(228, ""),
                        new Link(0, "02000000"),
                        new Link(108, "00000002"));

        byte[] around(byte[] ip) {
            return Octets.concat(Octets.hex(header), Octets.of(ip)).toArray();
        }
    }

    static byte[] ip(InetSocketAddress from, InetSocketAddress to, Octets payload) {
        return IpPacket.udp(from, to, payload);
    }

    /** A pcap with these frames, one second apart, each {@code fraction} units after the second. */
    static byte[] pcap(ByteOrder order, int magic, int link, int fraction, byte[]... frames) {
        int size = 24;
        for (byte[] frame : frames) size += 16 + frame.length;
        var out = ByteBuffer.allocate(size).order(order);
        out.putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0);
        out.putInt(0x40000).putInt(link);
        int second = 0;
        for (byte[] frame : frames) {
            out.putInt(++second).putInt(fraction).putInt(frame.length).putInt(frame.length);
            out.put(frame);
        }
        return out.array();
    }

    /** Blocks of a pcapng, each with its length at both ends. */
    static byte[] pcapng(ByteOrder order, Block... blocks) {
        var out = new ByteArrayOutputStream();
        for (Block block : blocks) out.writeBytes(block.encode(order));
        return out.toByteArray();
    }

    /** A block: its type and what is between its two lengths, in whole words. */
    record Block(int type, List<Object> fields) {
        static Block section() {
            return new Block(0x0a0d0d0a, List.of(0x1a2b3c4d, (short) 1, (short) 0, -1L));
        }

        static Block onInterface(int link) {
            return new Block(1, List.of((short) link, (short) 0, 0));
        }

        byte[] encode(ByteOrder order) {
            var body = ByteBuffer.allocate(70_000).order(order);
            for (Object field : fields) put(body, field);
            int length = (body.position() + 3 & ~3) + 12;
            var out = ByteBuffer.allocate(length).order(order);
            out.putInt(type).putInt(length).put(body.array(), 0, length - 12).putInt(length);
            return out.array();
        }

        private static void put(ByteBuffer body, Object field) {
            switch (field) {
                case Byte it -> body.put(it);
                case Short it -> body.putShort(it);
                case Integer it -> body.putInt(it);
                case Long it -> body.putLong(it);
                case byte[] it -> body.put(it);
                default -> throw new AssertionError(field);
            }
        }
    }
}
