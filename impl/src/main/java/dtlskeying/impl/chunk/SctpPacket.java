package dtlskeying.impl.chunk;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.PacketShape;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What the operator, and whoever carries packets, has to know of an SCTP packet (RFC 9260 §3), on
 * arrays that callers supply.
 */
public final class SctpPacket {
    /** Bytes of the common header: ports, verification tag, checksum. */
    static final int HEADER = 12;

    /** Bytes of a chunk's or parameter's type, flags and length. */
    static final int TYPE_AND_LENGTH = 4;

    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int ABORT = 6;
    static final int COOKIE_ECHO = 10;

    /** The flag of an ABORT that has the tag of the packet that it answers. */
    static final int REFLECTED = 1;

    private static final int CHECKSUM = 8;

    private SctpPacket() {}

    /** The port that a sound packet comes from. */
    public static int sourcePort(byte[] packet) {
        return uint16(packet, 0);
    }

    /** The port that a sound packet goes to. */
    public static int destinationPort(byte[] packet) {
        return uint16(packet, 2);
    }

    /** The verification tag of a sound packet. */
    public static int tag(byte[] packet) {
        return uint16(packet, 4) << 16 | uint16(packet, 6);
    }

    /** Whether a packet begins with an INIT, as an INIT's always does. */
    public static boolean isInit(byte[] packet) {
        return packet.length > HEADER && packet[HEADER] == INIT;
    }

    /** Whether a packet begins with an INIT ACK. */
    public static boolean isInitAck(byte[] packet) {
        return packet.length > HEADER && packet[HEADER] == INIT_ACK;
    }

    /** The tag that the sender of an INIT or INIT ACK wants to be sent; 0 if it is cut short. */
    public static int initiateTag(byte[] packet) {
        int at = HEADER + TYPE_AND_LENGTH;
        return packet.length < at + 4 ? 0 : uint16(packet, at) << 16 | uint16(packet, at + 2);
    }

    /** Sets the checksum of the packet in the first {@code length} bytes, 12 or more. */
    @Cites("rfc9260/6.8/a")
    public static void writeChecksum(byte[] packet, int length) {
        putChecksum(packet, 0);
        putChecksum(packet, checksum(packet, length));
    }

    /** Whether the packet has a header, at least one chunk's head, and the right checksum. */
    public static boolean isSound(byte[] packet, int length) {
        if (length < HEADER + TYPE_AND_LENGTH) return false;
        int said = 0;
        for (int i = 3; i >= 0; i--) said = said << 8 | packet[CHECKSUM + i] & 0xff;
        putChecksum(packet, 0);
        int sum = checksum(packet, length);
        putChecksum(packet, said);
        return said == sum;
    }

    private static void putChecksum(byte[] packet, int sum) {
        for (int i = 0; i < 4; i++) packet[CHECKSUM + i] = (byte) (sum >>> 8 * i);
    }

    /** In one go, while there are zeros in its place. */
    private static int checksum(byte[] packet, int length) {
        var crc = new CRC32C();
        crc.update(packet, 0, length);
        return (int) crc.getValue();
    }

    /**
     * The answer to a packet that says that there will be no association (RFC 9260 §3.3.7).
     *
     * @param tag that of the sender; the answer to a COOKIE ECHO has the packet's own instead, and
     *     says so
     */
    static Octets abort(Octets packet, Optional<Integer> tag, int cause) {
        var out = ByteBuffer.allocate(HEADER + 2 * TYPE_AND_LENGTH);
        var in = ByteBuffer.wrap(packet.toArray());
        out.putShort(in.getShort(2)).putShort(in.getShort(0));
        out.putInt(tag.orElse(in.getInt(4))).putInt(0);
        out.put((byte) ABORT).put((byte) (tag.isEmpty() ? REFLECTED : 0));
        out.putShort((short) (2 * TYPE_AND_LENGTH));
        out.putShort((short) cause).putShort((short) TYPE_AND_LENGTH);
        writeChecksum(out.array(), out.limit());
        return Octets.of(out.array());
    }

    /**
     * What the packet is to the operator. One whose chunks have no sound lengths is {@link
     * PacketShape#BUNDLED} if a DTLS chunk was among those that have, else it is SCTP's to judge.
     */
    static PacketShape shape(byte[] packet, int length) {
        int first = packet[HEADER] & 0xff;
        int end = next(packet, HEADER, length);
        boolean alone = end == length;
        if (first == DtlsChunk.TYPE && alone) return PacketShape.PROTECTED;
        if (hasDtlsChunk(packet, HEADER, length)) return PacketShape.BUNDLED;
        if (first == INIT && alone) return PacketShape.INIT;
        if (first == INIT_ACK && alone) return PacketShape.INIT_ACK;
        return PacketShape.UNPROTECTED;
    }

    /** Whether a DTLS chunk is among the chunks from {@code from} to {@code end}. */
    static boolean hasDtlsChunk(byte[] packet, int from, int end) {
        for (int at = from; at >= 0 && at + TYPE_AND_LENGTH <= end; at = next(packet, at, end))
            if ((packet[at] & 0xff) == DtlsChunk.TYPE) return true;
        return false;
    }

    /** Where the chunk or parameter at {@code at} ends, padding and all; -1 if it is not whole. */
    static int next(byte[] packet, int at, int end) {
        if (at + TYPE_AND_LENGTH > end) return -1;
        int length = uint16(packet, at + 2);
        int next = at + padded(length);
        return length < TYPE_AND_LENGTH || next > end ? -1 : next;
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }

    static int uint16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static void putUint16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }
}
