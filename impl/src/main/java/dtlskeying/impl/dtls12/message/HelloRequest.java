package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.spec.Octets;

/** The wish of a server for a new handshake, without content (RFC 5246 §7.4.1.1). */
public record HelloRequest() implements HandshakeMessage {
    @Override
    public HandshakeType type() {
        return HandshakeType.HELLO_REQUEST;
    }

    @Override
    public Octets encode() {
        return Octets.EMPTY;
    }
}
