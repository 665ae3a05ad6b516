package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.ExtensionType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The extension {@code supported_versions} of a ClientHello (RFC 8446 §4.2.1).
 *
 * @param versions 1 to 127, best first, known or not
 */
public record SupportedVersions(List<ProtocolVersion> versions) {
    public SupportedVersions {
        versions = List.copyOf(versions);
        if (versions.isEmpty() || versions.size() > 127)
            throw new IllegalArgumentException(versions.size() + " versions, not 1 to 127");
    }

    /** Whether this version is among them. */
    public boolean has(ProtocolVersion version) {
        return versions.contains(version);
    }

    /** Reads the content of the extension in a ClientHello. */
    public static Decoded<SupportedVersions> decode(Octets data) {
        return WireReader.decode(
                data,
                in ->
                        new SupportedVersions(
                                in.list8(2, each -> new ProtocolVersion(each.uint16()))));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var data = new WireWriter().list8(versions, (out, version) -> out.uint16(version.code()));
        return new Extension(ExtensionType.SUPPORTED_VERSIONS, data.toOctets());
    }

    /** Reads the content of the extension in a ServerHello or HelloRetryRequest: one version. */
    public static Decoded<ProtocolVersion> decodeSelected(Octets data) {
        return WireReader.decode(data, in -> new ProtocolVersion(in.uint16()));
    }

    /** The extension of a ServerHello or HelloRetryRequest. */
    public static Extension selected(ProtocolVersion version) {
        var data = new WireWriter().uint16(version.code()).toOctets();
        return new Extension(ExtensionType.SUPPORTED_VERSIONS, data);
    }
}
