package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.crypto.CertificateChain;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The sender's certificate and those that vouch for it, each with extensions (RFC 8446 §4.4.2).
 *
 * @param context that of the request; none within the handshake, 0 to 255 bytes
 * @param entries the certificates; none if a client has none that suits
 */
public record Certificate(Octets context, List<Entry> entries) implements HandshakeMessage {
    /**
     * One certificate.
     *
     * @param data X.509 in DER, 1 to 2^24 - 1 bytes; what is inside is not looked at
     * @param extensions about this certificate
     */
    public record Entry(Octets data, Extensions extensions) {
        public Entry {
            if (data.isEmpty() || data.length() > 0xffffff)
                throw new IllegalArgumentException("a certificate of " + data.length() + " bytes");
        }

        private static Entry read(WireReader in) {
            return new Entry(in.vector24(1, 0xffffff), Extensions.readBlock(in));
        }

        private void write(WireWriter out) {
            out.vector24(data);
            extensions.writeBlock(out);
        }
    }

    public Certificate {
        entries = List.copyOf(entries);
        if (context.length() > 0xff)
            throw new IllegalArgumentException("a context of " + context.length() + " bytes");
    }

    /** A chain, without extensions. */
    public static Certificate of(Octets context, CertificateChain chain) {
        return new Certificate(
                context,
                chain.certificates().stream()
                        .map(each -> new Entry(each, Extensions.NONE))
                        .toList());
    }

    /** The certificates without their extensions. */
    public CertificateChain chain() {
        return new CertificateChain(entries.stream().map(Entry::data).toList());
    }

    /** Reads the body of a message. */
    public static Decoded<Certificate> decode(Octets body) {
        return WireReader.decode(body, Certificate::read);
    }

    static Certificate read(WireReader in) {
        return new Certificate(in.vector8(0, 0xff), in.list24(0, Entry::read));
    }

    @Override
    public Octets encode() {
        return new WireWriter()
                .vector8(context)
                .list24(entries, (out, entry) -> entry.write(out))
                .toOctets();
    }
}
