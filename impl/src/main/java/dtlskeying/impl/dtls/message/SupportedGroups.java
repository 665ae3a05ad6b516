package dtlskeying.impl.dtls.message;

import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

import java.util.List;

/**
 * The extension {@code supported_groups} (RFC 8422 §5.1.1).
 *
 * @param groups 1 to 32,767 code points in order of preference, known or not
 */
public record SupportedGroups(List<Integer> groups) {
    public SupportedGroups {
        groups = CodePoints.checked(groups, 1, 0x7fff, 0xffff);
    }

    /** These groups, best first. */
    public static SupportedGroups of(List<NamedGroup> groups) {
        return new SupportedGroups(groups.stream().map(NamedGroup::code).toList());
    }

    /** Whether this group is among them. */
    public boolean has(NamedGroup group) {
        return groups.contains(group.code());
    }

    /** Reads the content of the extension. */
    public static Decoded<SupportedGroups> decode(Octets data) {
        return WireReader.decode(data, in -> new SupportedGroups(CodePoints.read16(in)));
    }

    /** The extension on the wire. */
    public Extension toExtension() {
        var out = new WireWriter();
        CodePoints.write16(out, groups);
        return new Extension(ExtensionType.SUPPORTED_GROUPS, out.toOctets());
    }
}
