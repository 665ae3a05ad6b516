package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * A client's ephemeral share (RFC 8422 §5.7).
 *
 * @param share the point or the u-coordinate, 1 to 255 bytes
 */
public record ClientKeyExchange(Octets share) implements HandshakeMessage {
    public ClientKeyExchange {
        if (share.isEmpty() || share.length() > 0xff)
            throw new IllegalArgumentException("share of " + share.length() + " bytes");
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CLIENT_KEY_EXCHANGE;
    }

    /** Reads the body of a message. */
    public static Decoded<ClientKeyExchange> decode(Octets body) {
        return WireReader.decode(body, ClientKeyExchange::read);
    }

    static ClientKeyExchange read(WireReader in) {
        return new ClientKeyExchange(in.vector8(1, 0xff));
    }

    @Override
    public Octets encode() {
        return new WireWriter().vector8(share).toOctets();
    }
}
