package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * One share in one group (RFC 8446 §4.2.8): all that a ServerHello's {@code key_share} has.
 *
 * @param group its code point, 0 to 65,535, known or not
 * @param keyExchange 1 to 65,535 bytes
 */
public record KeyShareEntry(int group, Octets keyExchange) {
    public KeyShareEntry {
        if (group < 0 || group > 0xffff || keyExchange.isEmpty() || keyExchange.length() > 0xffff)
            throw new IllegalArgumentException(
                    "a share of %d bytes in group %d".formatted(keyExchange.length(), group));
    }

    /** Reads the content of the extension in a ServerHello. */
    public static Decoded<KeyShareEntry> decode(Octets data) {
        return WireReader.decode(data, KeyShareEntry::read);
    }

    /** Reads one share. */
    public static KeyShareEntry read(WireReader in) {
        return new KeyShareEntry(in.uint16(), in.vector16(1, 0xffff));
    }

    /** Writes one share. */
    public void write(WireWriter out) {
        out.uint16(group).vector16(keyExchange);
    }

    /** The extension of a ServerHello. */
    public Extension toExtension() {
        var out = new WireWriter();
        write(out);
        return new Extension(ExtensionType.KEY_SHARE, out.toOctets());
    }

    /** Reads the content of the extension in a HelloRetryRequest: the group that is asked for. */
    public static Decoded<Integer> decodeSelectedGroup(Octets data) {
        return WireReader.decode(data, WireReader::uint16);
    }

    /** The extension of a HelloRetryRequest. */
    public static Extension selectedGroup(int group) {
        return new Extension(ExtensionType.KEY_SHARE, new WireWriter().uint16(group).toOctets());
    }
}
