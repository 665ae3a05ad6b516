package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The extension {@code ec_point_formats} (RFC 8422 §5.1.2).
 *
 * @param formats 1 to 255 code points, known or not; 0, uncompressed, has to be among them
 */
public record EcPointFormats(List<Integer> formats) {
    private static final int UNCOMPRESSED_CODE = 0;

    /** Uncompressed points only, all that we and RFC 8422 have. */
    public static final EcPointFormats UNCOMPRESSED =
            new EcPointFormats(List.of(UNCOMPRESSED_CODE));

    public EcPointFormats {
        formats = CodePoints.checked(formats, 1, 0xff, 0xff);
    }

    /** Whether uncompressed points are among them. */
    public boolean hasUncompressed() {
        return formats.contains(UNCOMPRESSED_CODE);
    }

    /** Reads the content of the extension. */
    public static Decoded<EcPointFormats> decode(Octets data) {
        return WireReader.decode(data, in -> new EcPointFormats(CodePoints.read8(in)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var data = new WireWriter().list8(formats, WireWriter::uint8).toOctets();
        return new Extension(ExtensionType.EC_POINT_FORMATS, data);
    }
}
