package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;
import java.util.Optional;

/**
 * The extension {@code key_share} of a ClientHello (RFC 8446 §4.2.8).
 *
 * @param entries best first; none asks for a HelloRetryRequest. That no group stands twice is for
 *     the server to check
 */
public record KeyShares(List<KeyShareEntry> entries) {
    public KeyShares {
        entries = List.copyOf(entries);
    }

    /** The share in this group, if there is one. */
    public Optional<Octets> find(int group) {
        return entries.stream()
                .filter(entry -> entry.group() == group)
                .map(KeyShareEntry::keyExchange)
                .findFirst();
    }

    /** The groups, in order. */
    public List<Integer> groups() {
        return entries.stream().map(KeyShareEntry::group).toList();
    }

    /** Reads the content of the extension. */
    public static Decoded<KeyShares> decode(Octets data) {
        return WireReader.decode(data, in -> new KeyShares(in.list16(0, KeyShareEntry::read)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var data = new WireWriter().list16(entries, (out, entry) -> entry.write(out)).toOctets();
        return new Extension(ExtensionType.KEY_SHARE, data);
    }
}
