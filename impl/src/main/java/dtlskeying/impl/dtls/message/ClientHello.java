package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The first message of a client (RFC 6347 §4.2.1, RFC 9147 §5.3).
 *
 * @param version the highest version offered; in DTLS 1.3 the legacy field
 * @param random 32 bytes
 * @param sessionId the session to resume, 0 to 32 bytes
 * @param cookie what a HelloVerifyRequest asked to repeat, 0 to 255 bytes
 * @param cipherSuites 1 to 32,767 code points in order of preference, known or not
 * @param compressionMethods 1 to 255 code points, 0 to 255 each
 * @param extensions in the client's order
 */
public record ClientHello(
        ProtocolVersion version,
        Octets random,
        Octets sessionId,
        Octets cookie,
        List<Integer> cipherSuites,
        List<Integer> compressionMethods,
        Extensions extensions)
        implements HandshakeMessage, dtlskeying.impl.dtls13.message.HandshakeMessage {
    public ClientHello {
        cipherSuites = CodePoints.checked(cipherSuites, 1, 0x7fff, 0xffff);
        compressionMethods = CodePoints.checked(compressionMethods, 1, 0xff, 0xff);
        if (random.length() != Hello.RANDOM_LENGTH
                || sessionId.length() > Hello.MAX_SESSION_ID
                || cookie.length() > 0xff)
            throw new IllegalArgumentException(
                    "random of %d, session id of %d, cookie of %d bytes"
                            .formatted(random.length(), sessionId.length(), cookie.length()));
    }

    /** The same hello with this cookie, as a HelloVerifyRequest asks for (RFC 6347 §4.2.1). */
    public ClientHello withCookie(Octets newCookie) {
        return new ClientHello(
                version,
                random,
                sessionId,
                newCookie,
                cipherSuites,
                compressionMethods,
                extensions);
    }

    /** The same hello with these extensions instead of its own. */
    public ClientHello withExtensions(Extensions others) {
        return new ClientHello(
                version, random, sessionId, cookie, cipherSuites, compressionMethods, others);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CLIENT_HELLO;
    }

    /** Reads the body of a message. */
    public static Decoded<ClientHello> decode(Octets body) {
        return WireReader.decode(body, ClientHello::read);
    }

    /** Reads the body of a message. */
    public static ClientHello read(WireReader in) {
        return new ClientHello(
                new ProtocolVersion(in.uint16()),
                in.bytes(Hello.RANDOM_LENGTH),
                in.vector8(0, Hello.MAX_SESSION_ID),
                in.vector8(0, 0xff),
                CodePoints.read16(in),
                CodePoints.read8(in),
                Extensions.read(in));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter().uint16(version.code()).bytes(random);
        out.vector8(sessionId).vector8(cookie);
        out.list16(cipherSuites, WireWriter::uint16).list8(compressionMethods, WireWriter::uint8);
        extensions.write(out);
        return out.toOctets();
    }
}
