package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The proof that a sender holds the private key of its certificate (RFC 5246 §7.4.8).
 *
 * @param signatureScheme the code point of hash and signature, known or not
 * @param signature 0 to 65,535 bytes
 */
public record CertificateVerify(int signatureScheme, Octets signature)
        implements HandshakeMessage, dtlskeying.impl.dtls13.message.HandshakeMessage {
    public CertificateVerify {
        CodePoints.checked(List.of(signatureScheme), 1, 1, 0xffff);
        if (signature.length() > 0xffff)
            throw new IllegalArgumentException("signature of " + signature.length() + " bytes");
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_VERIFY;
    }

    /** Reads the body of a message. */
    public static Decoded<CertificateVerify> decode(Octets body) {
        return WireReader.decode(body, CertificateVerify::read);
    }

    /** Reads the body of a message. */
    public static CertificateVerify read(WireReader in) {
        return new CertificateVerify(in.uint16(), in.vector16(0, 0xffff));
    }

    @Override
    public Octets encode() {
        return new WireWriter().uint16(signatureScheme).vector16(signature).toOctets();
    }
}
