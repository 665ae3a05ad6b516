package dtlskeying.impl.dtls13.message;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

import java.util.List;
import java.util.Set;

/**
 * What is written is read as it was, and what is no message is malformed and never an exception.
 */
class MessageCodecProperties {
    @Property
    void messages_survive_the_wire(
            @ForAll @Size(max = 40) byte[] some,
            @ForAll @IntRange(max = 0xffff) int type,
            @ForAll @IntRange(max = 0xff) int request) {
        Octets bytes = Octets.of(some);
        var extensions = Extensions.of(new Extension(type, bytes));
        Octets filled = Octets.concat(bytes, Octets.hex("00"));
        var entry = new Certificate.Entry(filled, extensions);
        for (HandshakeMessage message :
                List.of(
                        new EncryptedExtensions(extensions),
                        new EncryptedExtensions(Extensions.NONE),
                        new CertificateRequest(bytes, extensions),
                        new Certificate(bytes, List.of(entry, entry)),
                        new Certificate(bytes, List.of()),
                        new NewSessionTicket(0xffff_ffffL, type, bytes, filled, extensions),
                        new KeyUpdate(request)))
            assertThat(HandshakeMessage.decode(HandshakeType.of(message), message.encode()))
                    .isEqualTo(new Decoded.Value<>(message));
    }

    @Property(tries = 3_000)
    void any_bytes_are_a_message_or_malformed(
            @ForAll HandshakeType type, @ForAll @Size(max = 80) byte[] body) {
        var decoded = HandshakeMessage.decode(type, Octets.of(body));
        if (decoded instanceof Decoded.Value<HandshakeMessage>(var message))
            assertThat(message.encode()).isEqualTo(Octets.of(body));
    }

    @Property
    void flags_survive_the_wire(
            @ForAll @NotEmpty Set<@IntRange(max = TlsFlags.LARGEST) Integer> numbers) {
        var flags = TlsFlags.of(numbers);
        assertThat(TlsFlags.decode(flags.toExtension().data()))
                .isEqualTo(new Decoded.Value<>(flags));
    }

    @Example
    void flags_are_bits_lowest_first_without_a_zero_at_the_end() {
        assertThat(TlsFlags.of(List.of(0, 9)).toExtension().data()).isEqualTo(Octets.hex("020102"));
        assertThat(TlsFlags.decode(Octets.hex("020100"))).isInstanceOf(Decoded.Malformed.class);
        assertThat(TlsFlags.isMinimal(Octets.hex("020100"))).isFalse();
        assertThat(TlsFlags.decode(Octets.hex("00"))).isInstanceOf(Decoded.Malformed.class);
    }

    @Property
    void a_beginning_of_a_hello_has_its_cookie_or_not(@ForAll @Size(max = 120) byte[] beginning) {
        assertThat(HelloPrefix.cookie(Octets.of(beginning))).isNotNull();
    }
}
