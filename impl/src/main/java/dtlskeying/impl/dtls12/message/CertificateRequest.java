package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.CodePoints;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * A server's request for a certificate of the client (RFC 5246 §7.4.4).
 *
 * @param certificateTypes 1 to 255 code points, known or not
 * @param signatureSchemes 1 to 32,767 code points in order of preference, known or not
 * @param authorities distinguished names in DER, 1 to 65,535 bytes each; none means any
 */
public record CertificateRequest(
        List<Integer> certificateTypes, List<Integer> signatureSchemes, List<Octets> authorities)
        implements HandshakeMessage {
    /** The certificate type of an RSA key that signs. */
    public static final int RSA_SIGN = 1;

    /** The certificate type of an ECDSA or EdDSA key (RFC 8422 §5.5). */
    public static final int ECDSA_SIGN = 64;

    public CertificateRequest {
        certificateTypes = CodePoints.checked(certificateTypes, 1, 0xff, 0xff);
        signatureSchemes = CodePoints.checked(signatureSchemes, 1, 0x7fff, 0xffff);
        authorities = List.copyOf(authorities);
        for (var name : authorities)
            if (name.isEmpty() || name.length() > 0xffff)
                throw new IllegalArgumentException("a name of " + name.length() + " bytes");
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_REQUEST;
    }

    /** Reads the body of a message. */
    public static Decoded<CertificateRequest> decode(Octets body) {
        return WireReader.decode(body, CertificateRequest::read);
    }

    static CertificateRequest read(WireReader in) {
        return new CertificateRequest(
                CodePoints.read8(in),
                CodePoints.read16(in),
                in.list16(0, each -> each.vector16(1, 0xffff)));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter().list8(certificateTypes, WireWriter::uint8);
        CodePoints.write16(out, signatureSchemes);
        return out.list16(authorities, WireWriter::vector16).toOctets();
    }
}
