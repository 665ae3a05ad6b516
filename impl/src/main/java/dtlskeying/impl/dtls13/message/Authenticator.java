package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;

/** An authenticator (RFC 9261 §5), or an authentic refusal of one (§6). */
@Cites("rfc9261/5/a")
public sealed interface Authenticator {
    /** What the Finished holds. */
    Octets verifyData();

    /** The whole on the wire: messages with their headers of four bytes, one after the other. */
    Octets encode();

    /** A proof. */
    record Proof(Certificate certificate, CertificateVerify verify, Octets verifyData)
            implements Authenticator {
        @Override
        public Octets encode() {
            return Octets.concat(
                    message(HandshakeType.CERTIFICATE, certificate.encode()),
                    message(HandshakeType.CERTIFICATE_VERIFY, verify.encode()),
                    message(HandshakeType.FINISHED, verifyData));
        }
    }

    /** There is no proof to be had. */
    record Refusal(Octets verifyData) implements Authenticator {
        @Override
        public Octets encode() {
            return message(HandshakeType.FINISHED, verifyData);
        }
    }

    /** A message as TLS has it: type (1), length (3) and body. */
    static Octets message(HandshakeType type, Octets body) {
        return new WireWriter().uint8(type.code()).vector24(body).toOctets();
    }

    /** Reads three messages, or one, and nothing after them. */
    static Decoded<Authenticator> decode(Octets bytes) {
        return WireReader.decode(bytes, Authenticator::read);
    }

    private static Authenticator read(WireReader in) {
        int type = in.uint8();
        if (type == HandshakeType.FINISHED.code()) return new Refusal(in.vector24(0, 0xffffff));
        in.require(type == HandshakeType.CERTIFICATE.code(), "a message of another type");
        var certificate = Certificate.decode(in.vector24(0, 0xffffff));
        var verify = CertificateVerify.decode(body(in, HandshakeType.CERTIFICATE_VERIFY));
        Octets verifyData = body(in, HandshakeType.FINISHED);
        if (certificate instanceof Decoded.Value<Certificate>(var shown)
                && verify instanceof Decoded.Value<CertificateVerify>(var signed)
                && !shown.entries().isEmpty()) return new Proof(shown, signed, verifyData);
        throw in.malformed("no certificate, or no proof for it");
    }

    private static Octets body(WireReader in, HandshakeType type) {
        in.require(in.uint8() == type.code(), "a message of another type");
        return in.vector24(0, 0xffffff);
    }
}
