package dtlskeying.properties.probe;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Predicate;

/** SCTP packets as somebody makes them who has no keys (RFC 9260 §3, DTLS chunk §4.2). */
final class ChunkPackets {
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int ABORT = 6;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int DTLS = 0x41;

    /** Bytes of ports, tag and checksum. */
    static final int HEADER = 12;

    /** Where the flags of the first chunk are. */
    static final int FLAGS = HEADER + 1;

    /** Where the header of the record in a DTLS chunk begins, with the bits of its epoch. */
    static final int RECORD = HEADER + 5;

    /** A byte of what is sealed, past those that cover the number. */
    static final int SEALED = HEADER + 8 + 16;

    private static final int PARAMETER = 0x8006;
    private static final int FIXED = HEADER + 20;

    private ChunkPackets() {}

    /** The type of a packet's first chunk; -1 if it has none. */
    static int type(Octets packet) {
        return packet.length() > HEADER ? packet.at(HEADER) : -1;
    }

    static Predicate<Octets> isOf(int type) {
        return packet -> type(packet) == type;
    }

    /** The packet with bits of one byte turned, and the checksum that goes with it. */
    static Octets turned(Octets packet, int at, int bits) {
        byte[] bytes = packet.toArray();
        bytes[Math.min(at, bytes.length - 1)] ^= (byte) bits;
        return sound(bytes);
    }

    /** The packet with the wrong checksum. */
    static Octets unsound(Octets packet) {
        byte[] bytes = packet.toArray();
        bytes[8] ^= 1;
        return Octets.of(bytes);
    }

    /** A packet with the ports and the tag of another one, and these chunks. */
    static Octets of(Octets like, String chunks) {
        return sound(Octets.concat(like.slice(0, HEADER), Octets.hex(chunks)).toArray());
    }

    /** The packet with one more chunk behind the others. */
    static Octets with(Octets packet, String chunk) {
        return sound(Octets.concat(packet, Octets.hex(chunk)).toArray());
    }

    private static Octets sound(byte[] bytes) {
        SctpPacket.writeChecksum(bytes, bytes.length);
        return Octets.of(bytes);
    }

    /** The INIT or INIT ACK with these parameters in the place of that of the key management. */
    static Octets offering(Octets packet, String... parameters) {
        var body = new StringBuilder();
        for (int at = FIXED; at + 4 <= packet.length(); ) {
            int length = uint16(packet, at + 2);
            int next = Math.min(packet.length(), at + (length + 3 & ~3));
            if (length < 4) break;
            if (uint16(packet, at) != PARAMETER) body.append(packet.slice(at, next).toHex());
            at = next;
        }
        for (String each : List.of(parameters))
            body.append(each).append("00".repeat(-each.length() / 2 & 3));
        byte[] bytes = Octets.concat(packet.slice(0, FIXED), Octets.hex(body.toString())).toArray();
        ByteBuffer.wrap(bytes).putShort(HEADER + 2, (short) (bytes.length - HEADER));
        return sound(bytes);
    }

    /** The parameter of the key management, without padding; none if it is not there. */
    static Octets parameter(Octets packet) {
        for (int at = FIXED; at + 4 <= packet.length(); ) {
            int length = uint16(packet, at + 2);
            if (length < 4 || at + length > packet.length()) break;
            if (uint16(packet, at) == PARAMETER) return packet.slice(at, at + length);
            at += length + 3 & ~3;
        }
        return Octets.EMPTY;
    }

    private static int uint16(Octets bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }
}
