package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The extension {@code renegotiation_info} (RFC 5746 §3.2).
 *
 * @param renegotiatedConnection the verify_data of the handshake before: none in a first one, the
 *     client's from a client, the client's and then the server's from a server; 0 to 255 bytes
 */
public record RenegotiationInfo(Octets renegotiatedConnection) {
    /** The cipher suite value that says the same as an empty extension (RFC 5746 §3.3). */
    public static final int EMPTY_RENEGOTIATION_INFO_SCSV = 0x00ff;

    /** That of a first handshake. */
    public static final RenegotiationInfo INITIAL = new RenegotiationInfo(Octets.EMPTY);

    public RenegotiationInfo {
        if (renegotiatedConnection.length() > 0xff)
            throw new IllegalArgumentException(
                    "renegotiated_connection of " + renegotiatedConnection.length() + " bytes");
    }

    /** Reads the content of the extension. */
    public static Decoded<RenegotiationInfo> decode(Octets data) {
        return WireReader.decode(data, in -> new RenegotiationInfo(in.vector8(0, 0xff)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var data = new WireWriter().vector8(renegotiatedConnection).toOctets();
        return new Extension(ExtensionType.RENEGOTIATION_INFO, data);
    }
}
