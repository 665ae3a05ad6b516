package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.spec.Octets;

/** The extension {@code extended_master_secret}, without content (RFC 7627 §5.1). */
public record ExtendedMasterSecret() {
    /** Reads the content of the extension, which has to be empty. */
    public static Decoded<ExtendedMasterSecret> decode(Octets data) {
        return WireReader.decode(data, _ -> new ExtendedMasterSecret());
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        return new Extension(ExtensionType.EXTENDED_MASTER_SECRET, Octets.EMPTY);
    }
}
