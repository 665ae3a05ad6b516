package dtlskeying.properties.capture;

import dtlskeying.spec.Octets;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a capture file (draft-ietf-opsawg-pcapng): datagrams with IP and UDP headers of our own
 * making, and the secrets to read them with.
 *
 * <p>For a DTLS endpoint and for SCTP over UDP alike: give each datagram to {@link #udp}. A reader
 * that goes through the file once needs the secrets before the packets, so {@link #secrets} comes
 * first; write the file at the end of the exchange, from what was recorded of it.
 */
public final class Pcapng implements AutoCloseable {
    private static final int SECTION_HEADER = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int SECRETS = 10;

    private static final int BYTE_ORDER = 0x1a2b3c4d;

    /** Packets begin with their IP header, of whichever version. */
    private static final short LINKTYPE_RAW = 101;

    /** {@code TLSK}: lines of a TLS key log. */
    private static final int KEY_LOG = 0x544c534b;

    private static final short COMMENT = 1;
    private static final short RESOLUTION = 9;
    private static final byte NANOSECONDS = 9;

    /** A block's type and its length, which stands at both ends. */
    private static final int FRAME = 12;

    private static final int LARGEST_PACKET = 0x4_0000;

    private final OutputStream out;

    /**
     * Begins a file.
     *
     * @param out closed by {@link #close}
     */
    public Pcapng(OutputStream out) throws IOException {
        this.out = out;
        block(
                SECTION_HEADER,
                body(16).putInt(BYTE_ORDER).putShort((short) 1).putShort((short) 0).putLong(-1));
        block(
                INTERFACE,
                body(20).putShort(LINKTYPE_RAW)
                        .putShort((short) 0)
                        .putInt(LARGEST_PACKET)
                        .putShort(RESOLUTION)
                        .putShort((short) 1)
                        .put(NANOSECONDS)
                        .put(new byte[3])
                        .putInt(0));
    }

    /**
     * Lets whoever has the file read what is protected in it.
     *
     * @param keyLog lines of RFC 9850 §2, each with its end
     */
    public void secrets(String keyLog) throws IOException {
        byte[] lines = keyLog.getBytes(StandardCharsets.US_ASCII);
        block(
                SECRETS,
                body(8 + padded(lines.length)).putInt(KEY_LOG).putInt(lines.length).put(lines));
    }

    /**
     * A UDP datagram.
     *
     * @param nanos when, after the beginning of 1970
     * @param from address and port, of the same IP version as {@code to}
     * @param payload up to 65,000 bytes
     * @throws IllegalArgumentException if it is longer, or the versions differ
     */
    public void udp(long nanos, InetSocketAddress from, InetSocketAddress to, Octets payload)
            throws IOException {
        udp(nanos, from, to, payload, "");
    }

    /** The same with a comment for who reads the capture; empty for none. */
    public void udp(
            long nanos,
            InetSocketAddress from,
            InetSocketAddress to,
            Octets payload,
            String comment)
            throws IOException {
        packet(nanos, IpPacket.udp(from, to, payload), comment);
    }

    private void packet(long nanos, byte[] packet, String comment) throws IOException {
        byte[] words = comment.getBytes(StandardCharsets.UTF_8);
        int options = words.length == 0 ? 0 : 4 + padded(words.length) + 4;
        var body = body(20 + padded(packet.length) + options);
        body.putInt(0).putInt((int) (nanos >>> 32)).putInt((int) nanos);
        body.putInt(packet.length).putInt(packet.length).put(packet);
        if (options > 0) {
            body.position(20 + padded(packet.length));
            body.putShort(COMMENT).putShort((short) words.length).put(words);
        }
        block(PACKET, body);
    }

    private void block(int type, ByteBuffer body) throws IOException {
        int length = FRAME + body.capacity();
        var block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        block.putInt(type).putInt(length).put(body.array()).putInt(length);
        out.write(block.array());
    }

    private static ByteBuffer body(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(int length) {
        return length + 3 & ~3;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
