package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * What a server answers to the hello's extensions where nobody else can see it (RFC 8446 §4.3.1).
 *
 * @param extensions in the server's order
 */
public record EncryptedExtensions(Extensions extensions) implements HandshakeMessage {
    /** Reads the body of a message. */
    public static Decoded<EncryptedExtensions> decode(Octets body) {
        return WireReader.decode(body, EncryptedExtensions::read);
    }

    static EncryptedExtensions read(WireReader in) {
        return new EncryptedExtensions(Extensions.readBlock(in));
    }

    @Override
    public Octets encode() {
        var out = new WireWriter();
        extensions.writeBlock(out);
        return out.toOctets();
    }
}
