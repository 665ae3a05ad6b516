package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The sender's certificate and those that vouch for it (RFC 5246 §7.4.2).
 *
 * @param chain the certificates; none if a client has none that suits (§7.4.6)
 */
public record Certificate(CertificateChain chain) implements HandshakeMessage {
    private static final int MAX_LENGTH = 0xffffff;

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE;
    }

    /** Reads the body of a message. What is inside a certificate is not looked at. */
    public static Decoded<Certificate> decode(Octets body) {
        return WireReader.decode(body, Certificate::read);
    }

    static Certificate read(WireReader in) {
        return new Certificate(
                new CertificateChain(in.list24(0, each -> each.vector24(1, MAX_LENGTH))));
    }

    @Override
    public Octets encode() {
        return new WireWriter().list24(chain.certificates(), WireWriter::vector24).toOctets();
    }
}
