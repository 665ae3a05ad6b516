package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * A request for a certificate (RFC 8446 §4.3.2).
 *
 * @param context what the answer repeats, 0 to 255 bytes; none within the handshake
 * @param extensions signature_algorithms has to be among them
 */
public record CertificateRequest(Octets context, Extensions extensions)
        implements HandshakeMessage {
    public CertificateRequest {
        if (context.length() > 0xff)
            throw new IllegalArgumentException("a context of " + context.length() + " bytes");
    }

    /** Reads the body of a message. */
    public static Decoded<CertificateRequest> decode(Octets body) {
        return WireReader.decode(body, CertificateRequest::read);
    }

    static CertificateRequest read(WireReader in) {
        return new CertificateRequest(in.vector8(0, 0xff), Extensions.readBlock(in));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter().vector8(context);
        extensions.writeBlock(out);
        return out.toOctets();
    }
}
