package dtlskeying.impl.dtls12.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.message.Extensions;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ProtocolVersion;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.Decoded.Malformed;
import dtlskeying.impl.dtls.wire.Decoded.Value;
import dtlskeying.spec.Octets;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

import java.util.List;

class HandshakeMessageProperties {
    @Property
    void a_message_is_read_as_it_was_written(@ForAll("messages") HandshakeMessage message) {
        Statistics.collect(message.type());
        Statistics.coverage(coverage -> {
            for (var type : HandshakeType.values()) coverage.check(type).count(count -> count > 0);
        });
        assertThat(decode(message, message.encode())).isEqualTo(new Value<>(message));
    }

    @Property(tries = 200)
    void every_truncation_is_refused(@ForAll("messages") HandshakeMessage message) {
        Octets body = message.encode();
        for (int length = 0; length < body.length(); length++) {
            var read = decode(message, body.slice(0, length));
            if (length == withoutExtensions(message).encode().length())
                assertThat(read).isEqualTo(new Value<>(withoutExtensions(message)));
            else assertThat(read).as("first %d bytes", length).isInstanceOf(Malformed.class);
        }
    }

    @Property
    void a_byte_too_many_is_refused(@ForAll("messages") HandshakeMessage message) {
        // A hello without extensions would read the byte as the begin of a block of them.
        Octets longer = Octets.concat(message.encode(), Octets.of((byte) 0));
        assertThat(decode(message, longer)).isInstanceOf(Malformed.class);
    }

    @Property
    void any_bytes_are_a_value_or_malformed(
            @ForAll @IntRange(max = 0xff) int type, @ForAll byte[] body) {
        switch (HandshakeMessage.decode(type, Octets.of(body))) {
            case Value<HandshakeMessage>(var message) ->
                    assertThat(message.type().code()).isEqualTo(type);
            case Malformed<HandshakeMessage>(var reason) -> assertThat(reason).isNotBlank();
        }
    }

    @Property
    void a_message_with_a_byte_changed_is_a_value_or_malformed(
            @ForAll("messages") HandshakeMessage message, @ForAll int at, @ForAll byte other) {
        byte[] body = message.encode().toArray();
        if (body.length > 0) body[Math.floorMod(at, body.length)] = other;
        var changed = Octets.of(body);
        if (decode(message, changed) instanceof Value<HandshakeMessage>(var read))
            assertThat(read.encode()).isIn(changed, changed.slice(0, Math.max(0, body.length - 2)));
    }

    @Example
    void an_extension_must_not_stand_twice() {
        var twice = new Extension(23, Octets.EMPTY);
        assertThatThrownBy(() -> Extensions.of(twice, twice))
                .isInstanceOf(IllegalArgumentException.class);
        var without = hello(Extensions.NONE).encode();
        var body = Octets.concat(without, Octets.hex("0008" + "00170000" + "00170000"));
        assertThat(ClientHello.decode(body)).isInstanceOf(Malformed.class);
        var once = Octets.concat(without, Octets.hex("0004" + "00170000"));
        assertThat(ClientHello.decode(once)).isEqualTo(new Value<>(hello(Extensions.of(twice))));
    }

    @Example
    void a_curve_that_is_not_named_is_refused() {
        var exchange = new ServerKeyExchange(29, Octets.hex("aa"), 0x0403, Octets.EMPTY);
        byte[] body = exchange.encode().toArray();
        assertThat(Octets.of(body)).isEqualTo(Octets.hex("03001d01aa04030000"));
        body[0] = 1;
        assertThat(ServerKeyExchange.decode(Octets.of(body))).isInstanceOf(Malformed.class);
    }

    @Example
    void a_type_that_we_do_not_know_is_refused() {
        assertThat(HandshakeMessage.decode(99, Octets.EMPTY))
                .isEqualTo(new Malformed<>("at byte 0: unknown handshake type 99"));
    }

    private static Decoded<HandshakeMessage> decode(HandshakeMessage message, Octets body) {
        return HandshakeMessage.decode(message.type().code(), body);
    }

    /** A hello may end where its extensions would begin: the one truncation that is well formed. */
    private static HandshakeMessage withoutExtensions(HandshakeMessage message) {
        return switch (message) {
            case ClientHello hello ->
                    new ClientHello(
                            hello.version(),
                            hello.random(),
                            hello.sessionId(),
                            hello.cookie(),
                            hello.cipherSuites(),
                            hello.compressionMethods(),
                            Extensions.NONE);
            case ServerHello hello ->
                    new ServerHello(
                            hello.version(),
                            hello.random(),
                            hello.sessionId(),
                            hello.cipherSuite(),
                            hello.compressionMethod(),
                            Extensions.NONE);
            default -> message;
        };
    }

    private static ClientHello hello(Extensions extensions) {
        return new ClientHello(
                ProtocolVersion.DTLS_1_2,
                Octets.of(new byte[32]),
                Octets.EMPTY,
                Octets.EMPTY,
                List.of(0xc02b),
                List.of(0),
                extensions);
    }

    @Provide
    Arbitrary<HandshakeMessage> messages() {
        return Messages.any();
    }
}
