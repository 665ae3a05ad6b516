package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * What a server chose from a ClientHello (RFC 5246 §7.4.1.3).
 *
 * @param version the version chosen; in DTLS 1.3 the legacy field
 * @param random 32 bytes
 * @param sessionId the name of the session, 0 to 32 bytes
 * @param cipherSuite the code point chosen, known or not
 * @param compressionMethod 0 to 255; only 0 (null) is ever offered by us
 * @param extensions in the server's order
 */
public record ServerHello(
        ProtocolVersion version,
        Octets random,
        Octets sessionId,
        int cipherSuite,
        int compressionMethod,
        Extensions extensions)
        implements HandshakeMessage, dtlskeying.impl.dtls13.message.HandshakeMessage {
    public ServerHello {
        CodePoints.checked(List.of(cipherSuite), 1, 1, 0xffff);
        CodePoints.checked(List.of(compressionMethod), 1, 1, 0xff);
        if (random.length() != Hello.RANDOM_LENGTH || sessionId.length() > Hello.MAX_SESSION_ID)
            throw new IllegalArgumentException(
                    "random of %d, session id of %d bytes"
                            .formatted(random.length(), sessionId.length()));
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.SERVER_HELLO;
    }

    /** Reads the body of a message. */
    public static Decoded<ServerHello> decode(Octets body) {
        return WireReader.decode(body, ServerHello::read);
    }

    /** Reads the body of a message. */
    public static ServerHello read(WireReader in) {
        return new ServerHello(
                new ProtocolVersion(in.uint16()),
                in.bytes(Hello.RANDOM_LENGTH),
                in.vector8(0, Hello.MAX_SESSION_ID),
                in.uint16(),
                in.uint8(),
                Extensions.read(in));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter().uint16(version.code()).bytes(random).vector8(sessionId);
        out.uint16(cipherSuite).uint8(compressionMethod);
        extensions.write(out);
        return out.toOctets();
    }
}
