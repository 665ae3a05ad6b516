package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * A ticket for a later handshake (RFC 8446 §4.6.1).
 *
 * @param lifetime seconds, 0 to 2^32 - 1
 * @param ageAdd what hides the age of the ticket, 0 to 2^32 - 1
 * @param nonce 0 to 255 bytes
 * @param ticket 1 to 65,535 bytes
 * @param extensions about the ticket
 */
public record NewSessionTicket(
        long lifetime, long ageAdd, Octets nonce, Octets ticket, Extensions extensions)
        implements HandshakeMessage {
    private static final long LARGEST = 0xffff_ffffL;

    public NewSessionTicket {
        if (lifetime < 0 || lifetime > LARGEST || ageAdd < 0 || ageAdd > LARGEST)
            throw new IllegalArgumentException("lifetime " + lifetime + ", age_add " + ageAdd);
        if (nonce.length() > 0xff || ticket.isEmpty() || ticket.length() > 0xffff)
            throw new IllegalArgumentException(
                    "nonce of %d, ticket of %d bytes".formatted(nonce.length(), ticket.length()));
    }

    /** Reads the body of a message. */
    public static Decoded<NewSessionTicket> decode(Octets body) {
        return WireReader.decode(body, NewSessionTicket::read);
    }

    static NewSessionTicket read(WireReader in) {
        return new NewSessionTicket(
                uint32(in),
                uint32(in),
                in.vector8(0, 0xff),
                in.vector16(1, 0xffff),
                Extensions.readBlock(in));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter();
        uint32(out, lifetime);
        uint32(out, ageAdd);
        out.vector8(nonce).vector16(ticket);
        extensions.writeBlock(out);
        return out.toOctets();
    }

    private static long uint32(WireReader in) {
        return (long) in.uint16() << 16 | in.uint16();
    }

    private static void uint32(WireWriter out, long value) {
        out.uint16((int) (value >>> 16)).uint16((int) (value & 0xffff));
    }
}
