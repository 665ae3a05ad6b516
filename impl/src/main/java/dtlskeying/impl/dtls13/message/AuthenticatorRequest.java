package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.crypto.SignatureScheme;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.List;

/**
 * One end asks the other who it is, outside the handshake (RFC 9261 §4): a CertificateRequest of a
 * server, a ClientCertificateRequest of a client.
 *
 * @param asker whose request it is
 * @param context what the answer repeats, 0 to 255 bytes, which nobody can foresee
 * @param extensions signature_algorithms has to be among them
 */
public record AuthenticatorRequest(Role asker, Octets context, Extensions extensions) {
    /** The {@code msg_type} of a ClientCertificateRequest. */
    public static final int CLIENT_CERTIFICATE_REQUEST = 17;

    public AuthenticatorRequest {
        if (context.length() > 0xff)
            throw new IllegalArgumentException("a context of " + context.length() + " bytes");
    }

    /** A request for signatures in these schemes, and for nothing else. */
    public static AuthenticatorRequest of(
            Role asker, Octets context, List<SignatureScheme> schemes) {
        return new AuthenticatorRequest(
                asker, context, Extensions.of(SignatureAlgorithms.of(schemes).toExtension()));
    }

    /** Reads a request of this end, with its header of four bytes. */
    @Cites({"rfc9261/4/a", "rfc9261/4/c"})
    public static Decoded<AuthenticatorRequest> decode(Role asker, Octets message) {
        return WireReader.decode(
                message,
                in -> {
                    in.require(in.uint8() == type(asker), "a message of another type");
                    var body = CertificateRequest.decode(in.vector24(0, 0xffffff));
                    if (!(body instanceof Decoded.Value<CertificateRequest>(var request)))
                        throw in.malformed("no CertificateRequest");
                    var read =
                            new AuthenticatorRequest(
                                    asker, request.context(), request.extensions());
                    in.require(read.hasSchemes(), "no signature_algorithms");
                    return read;
                });
    }

    /** The message on the wire: type (1), length (3) and body. */
    public Octets encode() {
        Octets body = new CertificateRequest(context, extensions).encode();
        return new WireWriter().uint8(type(asker)).vector24(body).toOctets();
    }

    /** Whether the answer may be signed so. */
    public boolean takes(SignatureScheme scheme) {
        return offers(extensions, scheme);
    }

    /** Whether these extensions, of a request or a ClientHello, offer the scheme. */
    public static boolean offers(Extensions extensions, SignatureScheme scheme) {
        return schemes(extensions) instanceof Decoded.Value<SignatureAlgorithms>(var list)
                && list.has(scheme);
    }

    private boolean hasSchemes() {
        return schemes(extensions) instanceof Decoded.Value<SignatureAlgorithms>;
    }

    private static Decoded<SignatureAlgorithms> schemes(Extensions extensions) {
        return SignatureAlgorithms.decode(
                extensions.find(ExtensionType.SIGNATURE_ALGORITHMS).orElse(Octets.EMPTY));
    }

    private static int type(Role asker) {
        return asker == Role.SERVER
                ? HandshakeType.CERTIFICATE_REQUEST.code()
                : CLIENT_CERTIFICATE_REQUEST;
    }
}
