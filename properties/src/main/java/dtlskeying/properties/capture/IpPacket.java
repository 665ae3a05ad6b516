package dtlskeying.properties.capture;

import dtlskeying.spec.Octets;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** IP packets as they would have been on the wire (RFC 791, RFC 8200, RFC 768). */
final class IpPacket {
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int UDP_HEADER = 8;
    private static final int UDP = 17;
    private static final int HOPS = 64;
    private static final int LONGEST_PAYLOAD = 65_000;

    private IpPacket() {}

    /**
     * One with a UDP datagram.
     *
     * @throws IllegalArgumentException if the payload is longer than 65,000 bytes, or the versions
     *     of the addresses differ
     */
    static byte[] udp(InetSocketAddress from, InetSocketAddress to, Octets payload) {
        if (payload.length() > LONGEST_PAYLOAD)
            throw new IllegalArgumentException(payload.length() + " bytes are no datagram");
        byte[] source = from.getAddress().getAddress();
        byte[] target = to.getAddress().getAddress();
        if (source.length != target.length)
            throw new IllegalArgumentException(from + " and " + to + " are of different versions");
        int length = UDP_HEADER + payload.length();
        var packet = header(from.getAddress(), to.getAddress(), length);
        int at = packet.position();
        packet.putShort((short) from.getPort()).putShort((short) to.getPort());
        packet.putShort((short) length).putShort((short) 0).put(payload.toArray());
        int pseudo = sum(source, 0, source.length) + sum(target, 0, target.length) + UDP + length;
        int checksum = folded(pseudo + sum(packet.array(), at, length));
        packet.putShort(at + 6, (short) (checksum == 0 ? 0xffff : checksum));
        return packet.array();
    }

    private static ByteBuffer header(InetAddress from, InetAddress to, int length) {
        byte[] source = from.getAddress();
        if (source.length == 4) {
            var packet = ByteBuffer.allocate(IPV4_HEADER + length);
            packet.putShort((short) 0x4500).putShort((short) (IPV4_HEADER + length)).putInt(0);
            packet.put((byte) HOPS).put((byte) UDP).putShort((short) 0);
            packet.put(source).put(to.getAddress());
            packet.putShort(10, (short) folded(sum(packet.array(), 0, IPV4_HEADER)));
            return packet;
        }
        var packet = ByteBuffer.allocate(IPV6_HEADER + length);
        packet.putInt(0x6000_0000).putShort((short) length).put((byte) UDP).put((byte) HOPS);
        return packet.put(source).put(to.getAddress());
    }

    /** Of 16-bit words, not yet folded (RFC 1071): no overflow below 2 MB. */
    private static int sum(byte[] bytes, int from, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) sum += (bytes[from + i] & 0xff) << (i % 2 == 0 ? 8 : 0);
        return sum;
    }

    private static int folded(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) folded = (folded >>> 16) + (folded & 0xffff);
        return ~folded & 0xffff;
    }
}
