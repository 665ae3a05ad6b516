package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The extension {@code record_size_limit} (RFC 8449 §4).
 *
 * @param limit bytes of content, type and padding that its sender takes in a protected record, 0 to
 *     65,535; below {@link #LEAST} it is to be refused
 */
public record RecordSizeLimit(int limit) {
    /** The smallest limit that may be asked for. */
    public static final int LEAST = 64;

    public RecordSizeLimit {
        if (limit < 0 || limit > 0xffff)
            throw new IllegalArgumentException("a limit of " + limit + " bytes");
    }

    /** Reads the content of the extension. */
    public static Decoded<RecordSizeLimit> decode(Octets data) {
        return WireReader.decode(data, in -> new RecordSizeLimit(in.uint16()));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var data = new WireWriter().uint16(limit).toOctets();
        return new Extension(ExtensionType.RECORD_SIZE_LIMIT, data);
    }
}
