package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * A hello extension whose content nobody has looked at yet (RFC 5246 §7.4.1.4).
 *
 * @param type 0 to 65,535, known or not
 * @param data {@code extension_data}, 0 to 65,535 bytes
 */
public record Extension(int type, Octets data) {
    public Extension {
        if (type < 0 || type > 0xffff || data.length() > 0xffff)
            throw new IllegalArgumentException(
                    "extension " + type + " with " + data.length() + " bytes");
    }

    static Extension read(WireReader in) {
        return new Extension(in.uint16(), in.vector16(0, 0xffff));
    }

    void write(WireWriter out) {
        out.uint16(type).vector16(data);
    }
}
