package dtlskeying.impl.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.spec.Octets;
import dtlskeying.spec.chunk.KeyManagementOffer;
import dtlskeying.spec.chunk.KeyManagementOffer.Roles;
import dtlskeying.spec.chunk.NegotiationSpec.Found;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

class InitPacketsTest {
    private static final String COMMON = "13881389" + "00000000" + "00000000";
    private static final String FIXED = "0000000100010000000a000a00000001";
    private static final KeyManagementOffer OFFER =
            new KeyManagementOffer(0xcafe_babe, Roles.EITHER, true, List.of(192, 0));
    private static final Octets OURS = KeyManagementParameter.encode(OFFER);
    private static final Octets THEIRS =
            KeyManagementParameter.encode(
                    new KeyManagementOffer(5, Roles.CLIENT_ONLY, false, List.of(1)));
    private static final StateCookies COOKIES = new StateCookies(Secret.of(new byte[32]));

    @Test
    void the_parameter_is_the_layout_of_the_document() {
        assertThat(OURS.toHex()).isEqualTo("8006000bcafebabe07c000");
        assertThat(KeyManagementParameter.decode(OURS)).isEqualTo(new Decoded.Value<>(OFFER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "8006",
                "80060009cafebabe07",
                "8006000acafebabe00c0",
                "8006000acafebabe04c0",
                "8006000bcafebabe07c0",
                "80060009cafebabe07c0",
                "8007000acafebabe07c0"
            })
    void what_is_no_parameter_is_malformed(String hex) {
        assertThat(KeyManagementParameter.decode(Octets.hex(hex)))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void reserved_flags_are_ignored() {
        assertThat(KeyManagementParameter.decode(Octets.hex("8006000bcafebabeffc000")))
                .isEqualTo(new Decoded.Value<>(OFFER));
    }

    @Test
    void the_checksum_is_that_of_the_castagnoli_polynomial() {
        byte[] packet = new byte[32];
        SctpPacket.writeChecksum(packet, 32);
        assertThat(Octets.of(packet, 8, 4).toHex()).isEqualTo("aa36918a");
    }

    @Test
    void a_parameter_that_is_put_in_is_read_byte_for_byte() {
        for (String others :
                new String[] {"", "c0000004", "8003000605020000", "00070005aa000000"}) {
            Octets init = init(1, others);
            Octets with = InitPackets.insert(init, OURS);
            assertThat(InitPackets.isInit(with)).isTrue();
            assertThat(SctpPacket.isSound(with.toArray(), with.length())).isTrue();
            assertThat(with.length() % 4).isZero();
            var read = InitPackets.read(with);
            assertThat(read.parameter()).isEqualTo(OURS);
            assertThat(read.found()).isEqualTo(new Found.Offered(OFFER));
            assertThat(InitPackets.read(init).found()).isEqualTo(new Found.Nothing());
        }
    }

    @Test
    void two_parameters_and_broken_ones_are_unreadable() {
        Octets twice = InitPackets.insert(InitPackets.insert(init(1, ""), OURS), OURS);
        assertThat(InitPackets.read(twice).found()).isEqualTo(new Found.Unreadable());
        for (String broken : new String[] {"80060009cafebabe07000000", "80060100", "c0000003"})
            assertThat(InitPackets.read(init(2, broken)).found()).isEqualTo(new Found.Unreadable());
    }

    @Test
    void a_cookie_brings_both_parameters_back_and_sctp_its_own() {
        for (String cookie : new String[] {"00070008a1a2a3a4", "0007000aa1a2a3a4a5a60000"})
            for (String after : new String[] {"", "c0000004"}) {
                Octets initAck = init(2, cookie + after);
                var read = InitPackets.read(InitPackets.insert(init(1, ""), THEIRS));
                Octets wrapped = COOKIES.wrap(initAck, OURS, read).orElseThrow();
                Octets sent = InitPackets.insert(wrapped, OURS);
                assertThat(InitPackets.read(sent).parameter()).isEqualTo(OURS);
                Octets echo = echo(cookieOf(sent));
                var back = COOKIES.unwrap(echo).orElseThrow();
                assertThat(back.own()).isEqualTo(OURS);
                assertThat(back.theirs()).isEqualTo(THEIRS);
                assertThat(back.unreadable()).isFalse();
                assertThat(back.packet()).isEqualTo(echo(cookieOf(initAck)));
            }
    }

    @Test
    void a_cookie_that_anyone_else_made_is_none() {
        var read = InitPackets.read(init(1, ""));
        Octets wrapped = COOKIES.wrap(init(2, "00070008a1a2a3a4"), OURS, read).orElseThrow();
        byte[] echo = echo(cookieOf(wrapped)).toArray();
        for (int at = 16; at < 16 + cookieOf(wrapped).length(); at++) {
            byte[] changed = echo.clone();
            changed[at] ^= 1;
            assertThat(COOKIES.unwrap(Octets.of(changed))).isEmpty();
        }
        var other = new StateCookies(Secret.of("other".getBytes(StandardCharsets.US_ASCII)));
        assertThat(other.unwrap(Octets.of(echo))).isEmpty();
        assertThat(COOKIES.unwrap(echo(Octets.hex("a1a2a3a4")))).isEmpty();
    }

    @Test
    void no_bytes_break_it() {
        var random = new Random(14);
        Octets good = InitPackets.insert(init(1, "00070008a1a2a3a4"), OURS);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.toArray();
            for (int n = 0; n < 3; n++)
                bytes[12 + random.nextInt(bytes.length - 12)] = (byte) random.nextInt(256);
            boolean whole = random.nextBoolean();
            int length = whole ? bytes.length : 12 + random.nextInt(bytes.length - 11);
            Octets packet = Octets.of(bytes, 0, length);
            if (InitPackets.isInit(packet)) {
                var read = InitPackets.read(packet);
                COOKIES.wrap(packet, OURS, read);
            }
            COOKIES.unwrap(packet);
        }
    }

    private static Octets init(int type, String parameters) {
        int length = 20 + parameters.length() / 2;
        byte[] packet =
                Octets.hex(COMMON + "%02x00%04x".formatted(type, length) + FIXED + parameters)
                        .toArray();
        SctpPacket.writeChecksum(packet, packet.length);
        return Octets.of(packet);
    }

    private static Octets cookieOf(Octets initAck) {
        byte[] packet = initAck.toArray();
        int at = InitPackets.find(packet, 7);
        return initAck.slice(at + 4, at + SctpPacket.uint16(packet, at + 2));
    }

    /** A COOKIE ECHO, and a DATA chunk behind it. */
    private static Octets echo(Octets cookie) {
        String padding = "00".repeat(-cookie.length() & 3);
        byte[] packet =
                Octets.hex(
                                COMMON
                                        + "0a00%04x".formatted(4 + cookie.length())
                                        + cookie
                                        + padding
                                        + "00030010000000010000000000000000")
                        .toArray();
        SctpPacket.writeChecksum(packet, packet.length);
        return Octets.of(packet);
    }
}
