package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * A server's request to repeat the hello with a cookie (RFC 6347 §4.2.1).
 *
 * @param version DTLS 1.0 whatever will be negotiated; a client must not read more into it
 * @param cookie 0 to 255 bytes
 */
public record HelloVerifyRequest(ProtocolVersion version, Octets cookie)
        implements HandshakeMessage {
    public HelloVerifyRequest {
        if (cookie.length() > 0xff)
            throw new IllegalArgumentException("cookie of " + cookie.length() + " bytes");
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.HELLO_VERIFY_REQUEST;
    }

    /** Reads the body of a message. */
    public static Decoded<HelloVerifyRequest> decode(Octets body) {
        return WireReader.decode(body, HelloVerifyRequest::read);
    }

    static HelloVerifyRequest read(WireReader in) {
        return new HelloVerifyRequest(new ProtocolVersion(in.uint16()), in.vector8(0, 0xff));
    }

    @Override
    public Octets encode() {
        return new WireWriter().uint16(version.code()).vector8(cookie).toOctets();
    }
}
