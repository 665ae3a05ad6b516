package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The sender is about to change the keys that it sends under (RFC 8446 §4.6.3).
 *
 * @param request 0, or 1 if the receiver is asked to do so as well; other values are carried, to be
 *     refused
 */
public record KeyUpdate(int request) implements HandshakeMessage {
    public KeyUpdate {
        if (request < 0 || request > 0xff)
            throw new IllegalArgumentException("request_update " + request);
    }

    /** Reads the body of a message. */
    public static Decoded<KeyUpdate> decode(Octets body) {
        return WireReader.decode(body, KeyUpdate::read);
    }

    static KeyUpdate read(WireReader in) {
        return new KeyUpdate(in.uint8());
    }

    @Override
    public Octets encode() {
        return new WireWriter().uint8(request).toOctets();
    }
}
