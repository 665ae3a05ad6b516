package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.spec.Octets;

/** The end of a server's flight, without content (RFC 5246 §7.4.5). */
public record ServerHelloDone() implements HandshakeMessage {
    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO_DONE;
    }

    @Override
    public Octets encode() {
        return Octets.EMPTY;
    }
}
