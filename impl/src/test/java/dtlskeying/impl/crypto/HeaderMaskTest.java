package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

/** The masks that RFC 9001 appendix A prints: QUIC makes them as DTLS 1.3 does. */
class HeaderMaskTest {
    @Test
    void aes_of_rfc_9001_appendix_a_2() {
        assertThat(
                        mask(
                                Aead.AES_128_GCM,
                                "9f50449e04a0e810283a1e9933adedd2",
                                "d1b1c98dd7689fb8ec11d242b123dc9b"))
                .isEqualTo("437b9aec");
    }

    @Test
    void chacha20_of_rfc_9001_appendix_a_5() {
        assertThat(
                        mask(
                                Aead.CHACHA20_POLY1305,
                                "25a282b9e82f06f21f488917a4fc8f1b73573685608597d0efcb076b0ab7a7a4",
                                "5e5cd55c41f69080575d7999c25a5bfb"))
                .isEqualTo("aefefe7d");
    }

    @Test
    void a_counter_above_2_31_is_taken_as_it_is() {
        String key = "01".repeat(32);
        String low = mask(Aead.CHACHA20_POLY1305, key, "0000007f" + "02".repeat(12));
        String high = mask(Aead.CHACHA20_POLY1305, key, "000000ff" + "02".repeat(12));
        assertThat(low).isNotEqualTo(high);
        assertThat(mask(Aead.CHACHA20_POLY1305, key, "000000ff" + "02".repeat(12))).isEqualTo(high);
    }

    @Test
    void a_key_of_another_length_is_refused() {
        assertThatThrownBy(() -> HeaderMask.of(Aead.AES_256_GCM, Secret.of(new byte[16])))
                .hasMessageContaining("32 bytes, not 16");
    }

    private static String mask(Aead aead, String key, String sample) {
        var mask = HeaderMask.of(aead, Secret.of(Octets.hex(key)));
        return "%08x".formatted(mask.of(Octets.hex(sample).toArray(), 0));
    }
}
