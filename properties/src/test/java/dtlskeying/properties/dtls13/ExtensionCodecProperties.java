package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.impl.dtls13.message.Cookie;
import dtlskeying.impl.dtls13.message.KeyShareEntry;
import dtlskeying.impl.dtls13.message.KeyShares;
import dtlskeying.impl.dtls13.message.RecordSizeLimit;
import dtlskeying.impl.dtls13.message.SupportedVersions;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.bouncycastle.tls.TlsExtensionsUtils;

import java.io.IOException;
import java.util.List;
import java.util.Vector;

/** Our extensions of DTLS 1.3 against those of Bouncy Castle. */
class ExtensionCodecProperties {
    @Property
    void both_write_the_same_key_shares(
            @ForAll @Size(max = 5) List<@Size(min = 1, max = 60) byte[]> shares,
            @ForAll @IntRange(max = 0xff00) int group)
            throws IOException {
        var theirs = new Vector<org.bouncycastle.tls.KeyShareEntry>();
        var ours = new java.util.ArrayList<KeyShareEntry>();
        for (byte[] share : shares) {
            int code = group + ours.size();
            theirs.add(new org.bouncycastle.tls.KeyShareEntry(code, share));
            ours.add(new KeyShareEntry(code, Octets.of(share)));
        }
        var wire = Octets.of(TlsExtensionsUtils.createKeyShareClientHello(theirs));
        assertThat(new KeyShares(ours).toExtension().data()).isEqualTo(wire);
        assertThat(KeyShares.decode(wire)).isEqualTo(new Value<>(new KeyShares(ours)));
    }

    @Property
    void both_write_the_same_share_of_a_server(
            @ForAll @Size(min = 1, max = 1200) byte[] share,
            @ForAll @IntRange(max = 0xffff) int group)
            throws IOException {
        var theirs = new org.bouncycastle.tls.KeyShareEntry(group, share);
        var ours = new KeyShareEntry(group, Octets.of(share));
        var wire = Octets.of(TlsExtensionsUtils.createKeyShareServerHello(theirs));
        assertThat(ours.toExtension().data()).isEqualTo(wire);
        assertThat(KeyShareEntry.decode(wire)).isEqualTo(new Value<>(ours));
    }

    @Property
    void both_write_the_same_selected_group(@ForAll @IntRange(max = 0xffff) int group)
            throws IOException {
        var wire = Octets.of(TlsExtensionsUtils.createKeyShareHelloRetryRequest(group));
        assertThat(KeyShareEntry.selectedGroup(group).data()).isEqualTo(wire);
        assertThat(KeyShareEntry.decodeSelectedGroup(wire)).isEqualTo(new Value<>(group));
    }

    @Property
    void both_write_the_same_cookie(@ForAll @Size(min = 1, max = 300) byte[] value)
            throws IOException {
        var ours = new Cookie(Octets.of(value));
        var wire = Octets.of(TlsExtensionsUtils.createCookieExtension(value));
        assertThat(ours.toExtension().data()).isEqualTo(wire);
        assertThat(Cookie.decode(wire)).isEqualTo(new Value<>(ours));
    }

    @Property
    void both_write_the_same_record_size_limit(@ForAll @IntRange(min = 64, max = 0xffff) int limit)
            throws IOException {
        var ours = new RecordSizeLimit(limit);
        var wire = Octets.of(TlsExtensionsUtils.createRecordSizeLimitExtension(limit));
        assertThat(ours.toExtension().data()).isEqualTo(wire);
        assertThat(RecordSizeLimit.decode(wire)).isEqualTo(new Value<>(ours));
    }

    @Example
    void both_write_the_same_versions() throws IOException {
        var theirs =
                new org.bouncycastle.tls.ProtocolVersion[] {
                    org.bouncycastle.tls.ProtocolVersion.get(0xfe, 0xfc),
                    org.bouncycastle.tls.ProtocolVersion.DTLSv12
                };
        var ours =
                new SupportedVersions(List.of(ProtocolVersion.DTLS_1_3, ProtocolVersion.DTLS_1_2));
        var wire = Octets.of(TlsExtensionsUtils.createSupportedVersionsExtensionClient(theirs));
        assertThat(ours.toExtension().data()).isEqualTo(wire);
        assertThat(SupportedVersions.decode(wire)).isEqualTo(new Value<>(ours));
        var selected =
                Octets.of(TlsExtensionsUtils.createSupportedVersionsExtensionServer(theirs[0]));
        assertThat(SupportedVersions.selected(ProtocolVersion.DTLS_1_3).data()).isEqualTo(selected);
        assertThat(SupportedVersions.decodeSelected(selected))
                .isEqualTo(new Value<>(ProtocolVersion.DTLS_1_3));
    }
}
