package dtlskeying.impl.dtls.message;

import static org.assertj.core.api.Assertions.assertThat;

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

import java.util.List;
import java.util.function.Function;

class ExtensionProperties {
    @Property
    void supported_groups_are_read_as_written(
            @ForAll @NotEmpty List<@IntRange(max = 0xffff) Integer> groups) {
        var extension = new SupportedGroups(groups);
        isReadAsWritten(extension, extension.toExtension(), 10, SupportedGroups::decode);
    }

    @Property
    void signature_algorithms_are_read_as_written(
            @ForAll @NotEmpty List<@IntRange(max = 0xffff) Integer> schemes) {
        var extension = new SignatureAlgorithms(schemes);
        isReadAsWritten(extension, extension.toExtension(), 13, SignatureAlgorithms::decode);
    }

    @Property
    void ec_point_formats_are_read_as_written(
            @ForAll @Size(min = 1, max = 255) List<@IntRange(max = 0xff) Integer> formats) {
        var extension = new EcPointFormats(formats);
        isReadAsWritten(extension, extension.toExtension(), 11, EcPointFormats::decode);
        assertThat(extension.hasUncompressed()).isEqualTo(formats.contains(0));
    }

    @Property
    void renegotiation_info_is_read_as_written(@ForAll @Size(max = 255) byte[] connection) {
        var extension = new RenegotiationInfo(Octets.of(connection));
        isReadAsWritten(extension, extension.toExtension(), 0xff01, RenegotiationInfo::decode);
    }

    @Example
    void extended_master_secret_has_no_content() {
        var extension = new ExtendedMasterSecret();
        isReadAsWritten(extension, extension.toExtension(), 23, ExtendedMasterSecret::decode);
        assertThat(extension.toExtension().data()).isEqualTo(Octets.EMPTY);
    }

    @Property
    void any_bytes_are_a_value_or_malformed(@ForAll byte[] bytes) {
        var data = Octets.of(bytes);
        List<Decoded<?>> read =
                List.of(
                        SupportedGroups.decode(data),
                        SignatureAlgorithms.decode(data),
                        EcPointFormats.decode(data),
                        RenegotiationInfo.decode(data),
                        ExtendedMasterSecret.decode(data));
        assertThat(read).doesNotContainNull();
    }

    @Example
    void an_empty_list_is_malformed() {
        assertThat(SupportedGroups.decode(Octets.hex("0000"))).isInstanceOf(Malformed.class);
        assertThat(SignatureAlgorithms.decode(Octets.hex("0000"))).isInstanceOf(Malformed.class);
        assertThat(EcPointFormats.decode(Octets.hex("00"))).isInstanceOf(Malformed.class);
    }

    @Property
    void a_handshake_header_is_read_as_written(
            @ForAll @IntRange(max = 0xff) int type,
            @ForAll @IntRange(max = 0xffff) int messageSeq,
            @ForAll @IntRange(max = 0xffffff) int length,
            @ForAll @IntRange(max = 0xffffff) int first,
            @ForAll @IntRange(max = 0xffffff) int second) {
        int offset = first % (length + 1);
        int fragment = second % (length - offset + 1);
        var header = new HandshakeHeader(type, length, messageSeq, offset, fragment);
        isReadAsWritten(header, new Extension(0, header.encode()), 0, HandshakeHeader::decode);
        assertThat(header.encode().length()).isEqualTo(HandshakeHeader.SIZE);
    }

    @Example
    void a_fragment_beyond_its_message_is_malformed() {
        assertThat(HandshakeHeader.decode(Octets.hex("010000050007000003000002")))
                .isEqualTo(new Value<>(new HandshakeHeader(1, 5, 7, 3, 2)));
        assertThat(HandshakeHeader.decode(Octets.hex("010000050007000003000003")))
                .isInstanceOf(Malformed.class);
        assertThat(HandshakeHeader.decode(Octets.hex("010000050007ffffffffffff")))
                .isInstanceOf(Malformed.class);
    }

    private static <T> void isReadAsWritten(
            T value, Extension extension, int type, Function<Octets, Decoded<T>> decode) {
        Octets data = extension.data();
        assertThat(extension.type()).isEqualTo(type);
        assertThat(decode.apply(data)).isEqualTo(new Value<>(value));
        var longer = Octets.concat(data, Octets.of((byte) 0));
        assertThat(decode.apply(longer)).isInstanceOf(Malformed.class);
        for (int length = 0; length < data.length(); length++)
            assertThat(decode.apply(data.slice(0, length))).isInstanceOf(Malformed.class);
    }
}
