package dtlskeying.impl.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Known answers for AES in counter mode. */
class CounterModeTest {
    private static final int SEGMENT = 1044512;
    private static final Octets SALT = Octets.hex("f0f1f2f3f4f5f6f7f8f9fafbfcfd");

    @Test
    void keystream_is_that_of_RFC_3711_appendix_B_2() {
        Octets keystream = keystream("2b7e151628aed2a6abf7158809cf4f3c", SEGMENT);

        assertThat(keystream.slice(0, 48))
                .isEqualTo(
                        Octets.hex(
                                "e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab"
                                        + "41e95b3bb0a2e8dd477901e4fca894c0"));
        assertThat(keystream.slice(SEGMENT - 48, SEGMENT))
                .isEqualTo(
                        Octets.hex(
                                "ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae"
                                        + "6a2cc3787889374fbeb4c81b17ba6c44"));
    }

    @Test
    void keystream_of_256_bits_is_that_of_RFC_6188_section_7_1() {
        Octets keystream =
                keystream(
                        "57f82fe3613fd170a85ec93c40b1f0922ec4cb0dc025b58272147cc438944a98",
                        SEGMENT);

        assertThat(keystream.slice(0, 48))
                .isEqualTo(
                        Octets.hex(
                                "92bdd28a93c3f52511c677d08b5515a49da71b2378a854f67050756ded165bac"
                                        + "63c4868b7096d88421b563b8c94c9a31"));
        assertThat(keystream.slice(SEGMENT - 48, SEGMENT))
                .isEqualTo(
                        Octets.hex(
                                "cea518c90fd91ced9cbb18c078a547113dbc4814f4da5f00a08772b63c6a046d"
                                        + "6eb246913062a16891433e97dd01a57f"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 48, 255, 256})
    void short_packets_take_the_same_keystream_as_long_ones(int length) {
        String key = "2b7e151628aed2a6abf7158809cf4f3c";

        assertThat(keystream(key, length)).isEqualTo(keystream(key, 257).slice(0, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1200})
    void in_place_gives_the_same_bytes(int length) {
        CounterMode cipher = cipher("2b7e151628aed2a6abf7158809cf4f3c");
        byte[] apart = new byte[length];
        byte[] inPlace = new byte[length];

        cipher.apply(7, 8, new byte[length], 0, length, apart, 0);
        cipher.apply(7, 8, inPlace, 0, length, inPlace, 0);

        assertThat(inPlace).isEqualTo(apart);
    }

    private static Octets keystream(String key, int length) {
        byte[] target = new byte[length];
        cipher(key).apply(0, 0, new byte[length], 0, length, target, 0);
        return Octets.of(target);
    }

    private static CounterMode cipher(String key) {
        return new CounterMode(Secret.of(Octets.hex(key)), Secret.of(SALT));
    }
}
