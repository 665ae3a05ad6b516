package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The extension {@code cookie} (RFC 8446 §4.2.2).
 *
 * @param value 1 to 65,535 bytes, of a form that its server alone knows
 */
public record Cookie(Octets value) {
    public Cookie {
        if (value.isEmpty() || value.length() > 0xffff)
            throw new IllegalArgumentException("a cookie of " + value.length() + " bytes");
    }

    /** Reads the content of the extension. */
    public static Decoded<Cookie> decode(Octets data) {
        return WireReader.decode(data, in -> new Cookie(in.vector16(1, 0xffff)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        return new Extension(ExtensionType.COOKIE, new WireWriter().vector16(value).toOctets());
    }
}
