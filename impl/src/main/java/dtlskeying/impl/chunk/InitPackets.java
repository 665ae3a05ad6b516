package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.NegotiationSpec.Found;

/**
 * The DTLS Key Management parameter in packets with an INIT or an INIT ACK, for an SCTP stack that
 * does not know it: put in as they leave, read as they arrive.
 */
@Cites("sctp-dtls-chunk/4.1/a")
public final class InitPackets {
    /** After the chunk's head, tag, window, two stream counts and first TSN (RFC 9260 §3.3.2). */
    private static final int PARAMETERS = SctpPacket.HEADER + 20;

    private InitPackets() {}

    /**
     * What a packet brings.
     *
     * @param found the offer, if there is one
     * @param parameter its bytes as they came, header and value; empty if there is none to read
     */
    public record Read(Found found, Octets parameter) {
        private static final Read NOTHING = new Read(new Found.Nothing(), Octets.EMPTY);
        private static final Read UNREADABLE = new Read(new Found.Unreadable(), Octets.EMPTY);
    }

    /** Whether the packet has one chunk, an INIT or INIT ACK with all its fields. */
    public static boolean isInit(Octets packet) {
        byte[] bytes = packet.toArray();
        if (bytes.length < PARAMETERS) return false;
        boolean init = bytes[SctpPacket.HEADER] == SctpPacket.INIT;
        boolean initAck = bytes[SctpPacket.HEADER] == SctpPacket.INIT_ACK;
        int length = SctpPacket.uint16(bytes, SctpPacket.HEADER + 2);
        return (init || initAck)
                && length >= PARAMETERS - SctpPacket.HEADER
                && SctpPacket.next(bytes, SctpPacket.HEADER, bytes.length) == bytes.length;
    }

    /**
     * The packet with a parameter after its others, and with its checksum.
     *
     * @param packet one for which {@link #isInit} holds
     * @param parameter header and value, without padding
     */
    public static Octets insert(Octets packet, Octets parameter) {
        byte[] bytes = new byte[packet.length() + SctpPacket.padded(parameter.length())];
        packet.copyTo(bytes, 0);
        parameter.copyTo(bytes, packet.length());
        int chunk = packet.length() - SctpPacket.HEADER + parameter.length();
        SctpPacket.putUint16(bytes, SctpPacket.HEADER + 2, chunk);
        SctpPacket.writeChecksum(bytes, bytes.length);
        return Octets.of(bytes);
    }

    /**
     * What the other end offers. Two parameters, or one that is not what the document says, are
     * unreadable; so are parameters that run over the end of the chunk.
     *
     * @param packet one for which {@link #isInit} holds
     */
    public static Read read(Octets packet) {
        byte[] bytes = packet.toArray();
        var read = Read.NOTHING;
        int end = SctpPacket.HEADER + SctpPacket.uint16(bytes, SctpPacket.HEADER + 2);
        int at = PARAMETERS;
        while (at < end) {
            int next = SctpPacket.next(bytes, at, bytes.length);
            if (next < 0) return Read.UNREADABLE;
            int length = SctpPacket.uint16(bytes, at + 2);
            if (SctpPacket.uint16(bytes, at) == KeyManagementParameter.TYPE) {
                if (read != Read.NOTHING || at + length > end) return Read.UNREADABLE;
                read = readOne(packet.slice(at, at + length));
            }
            at = next;
        }
        return read;
    }

    private static Read readOne(Octets parameter) {
        return switch (KeyManagementParameter.decode(parameter)) {
            case Decoded.Value<KeyManagementOffer>(var offer) ->
                    new Read(new Found.Offered(offer), parameter);
            case Decoded.Malformed<KeyManagementOffer> _ -> Read.UNREADABLE;
        };
    }

    /** Where the parameter of that type begins in an INIT or INIT ACK; -1 if there is none. */
    static int find(byte[] packet, int type) {
        for (int at = PARAMETERS; at < packet.length; ) {
            int next = SctpPacket.next(packet, at, packet.length);
            if (next < 0) return -1;
            if (SctpPacket.uint16(packet, at) == type) return at;
            at = next;
        }
        return -1;
    }
}
