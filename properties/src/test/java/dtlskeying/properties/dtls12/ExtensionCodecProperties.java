package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.message.EcPointFormats;
import dtlskeying.impl.dtls.message.ExtendedMasterSecret;
import dtlskeying.impl.dtls.message.SignatureAlgorithms;
import dtlskeying.impl.dtls.message.SupportedGroups;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsExtensionsUtils;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Vector;

/** Our hello extensions against those of Bouncy Castle. */
class ExtensionCodecProperties {
    @Property
    void both_write_the_same_supported_groups(
            @ForAll @NotEmpty List<@IntRange(max = 0xffff) Integer> groups) throws IOException {
        int[] codes = groups.stream().mapToInt(Integer::intValue).toArray();
        var theirs = Octets.of(TlsExtensionsUtils.createSupportedGroupsExtension(codes));
        assertThat(new SupportedGroups(groups).toExtension().data()).isEqualTo(theirs);
        assertThat(SupportedGroups.decode(theirs))
                .isEqualTo(new Value<>(new SupportedGroups(groups)));
    }

    @Property
    void both_write_the_same_signature_algorithms(
            @ForAll @IntRange(max = 0xff) int hash,
            @ForAll @NotEmpty List<@IntRange(min = 1, max = 0xff) Integer> signatures)
            throws IOException {
        // Bouncy Castle does not write the signature 0, anonymous.
        List<Integer> schemes = signatures.stream().map(code -> hash << 8 | code).toList();
        var pairs = new Vector<SignatureAndHashAlgorithm>();
        for (int scheme : schemes)
            pairs.add(
                    SignatureAndHashAlgorithm.getInstance(
                            (short) (scheme >> 8), (short) (scheme & 0xff)));
        var theirs = Octets.of(TlsExtensionsUtils.createSignatureAlgorithmsExtension(pairs));
        assertThat(new SignatureAlgorithms(schemes).toExtension().data()).isEqualTo(theirs);
        assertThat(SignatureAlgorithms.decode(theirs))
                .isEqualTo(new Value<>(new SignatureAlgorithms(schemes)));
    }

    @Property
    void both_write_the_same_ec_point_formats(
            @ForAll @Size(max = 254) List<@IntRange(max = 0xff) Integer> others)
            throws IOException {
        // Bouncy Castle insists on uncompressed points.
        var formats = new ArrayList<>(others);
        formats.add(0);
        short[] codes = new short[formats.size()];
        for (int i = 0; i < codes.length; i++) codes[i] = formats.get(i).shortValue();
        var theirs = Octets.of(TlsExtensionsUtils.createSupportedPointFormatsExtension(codes));
        assertThat(new EcPointFormats(formats).toExtension().data()).isEqualTo(theirs);
        assertThat(EcPointFormats.decode(theirs))
                .isEqualTo(new Value<>(new EcPointFormats(formats)));
    }

    @Example
    void both_write_the_same_extended_master_secret() {
        var theirs = Octets.of(TlsExtensionsUtils.createExtendedMasterSecretExtension());
        assertThat(new ExtendedMasterSecret().toExtension().data()).isEqualTo(theirs);
    }

    @Property
    void both_refuse_the_same_bytes(
            @ForAll @Size(max = 9) byte[] content, @ForAll @IntRange(min = -2, max = 2) int slip) {
        byte[] length = {0, (byte) Math.max(0, content.length + slip)};
        var data = Octets.concat(Octets.of(length), Octets.of(content));
        isReadAlike(
                SupportedGroups.decode(data),
                () -> TlsExtensionsUtils.readSupportedGroupsExtension(data.toArray()));
        isReadAlike(
                SignatureAlgorithms.decode(data),
                () -> TlsExtensionsUtils.readSignatureAlgorithmsExtension(data.toArray()));
        isReadAlike(
                ExtendedMasterSecret.decode(Octets.of(content)),
                () -> TlsExtensionsUtils.readExtendedMasterSecretExtension(content));
    }

    private static void isReadAlike(Decoded<?> ours, Reading theirs) {
        assertThat(ours instanceof Malformed).isEqualTo(isRefused(theirs));
    }

    private static boolean isRefused(Reading reading) {
        try {
            reading.read();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private interface Reading {
        Object read() throws IOException;
    }
}
