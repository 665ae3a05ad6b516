package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES256_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_NULL_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

/** Known answers for the SRTP key derivation. */
class SrtpKdfTest {
    private static final Secret KEY = secret("e1f97a0d3e018be0d64fa32c06de4139");
    private static final Secret SALT = secret("0ec675ad498afeebb6960b3aabe6");

    @Test
    void session_keys_are_those_of_RFC_3711_appendix_B_3() {
        SessionKeys keys = SrtpKdf.derive(SRTP_AES128_CM_HMAC_SHA1_80, KEY, SALT);

        assertThat(keys.rtp().encryption()).isEqualTo(secret("c61e7a93744f39ee10734afe3ff7a087"));
        assertThat(keys.rtp().salt()).isEqualTo(secret("30cbbc08863d8c85d49db34a9ae1"));
        assertThat(SrtpKdf.derive(KEY, SALT, 1, 94))
                .isEqualTo(
                        secret(
                                "cebe321f6ff7716b6fd4ab49af256a156d38baa48f0a0acf3c34e2359e6cdbce"
                                        + "e049646c43d9327ad175578ef72270986371c10c9a369ac2f94a8c5fbcdddc25"
                                        + "6d6e919a48b610ef17c2041e474035766b68642c59bbfc2f34db60dbdfb2"));
        assertThat(keys.rtp().authentication())
                .isEqualTo(secret("cebe321f6ff7716b6fd4ab49af256a156d38baa4"));
    }

    @Test
    void session_keys_of_256_bits_are_those_of_RFC_6188_section_7_2() {
        SessionKeys keys =
                SrtpKdf.derive(
                        SRTP_AES256_CM_HMAC_SHA1_80,
                        secret("f0f04914b513f2763a1b1fa130f10e2998f6f6e43e4309d1e622a0e332b9f1b6"),
                        secret("3b04803de51ee7c96423ab5b78d2"));

        assertThat(keys.rtp().encryption())
                .isEqualTo(
                        secret("5ba1064e30ec51613cad926c5a28ef731ec7fb397f70a960653caf06554cd8c4"));
        assertThat(keys.rtp().salt()).isEqualTo(secret("fa31791685ca444a9e07c6c64e93"));
        assertThat(keys.rtp().authentication())
                .isEqualTo(secret("fd9c32d39ed5fbb5a9dc96b30818454d1313dc05"));
    }

    @Test
    void session_keys_of_an_AEAD_are_those_of_RFC_9335_appendix_A_2() {
        SessionKeys keys =
                SrtpKdf.derive(
                        SRTP_AEAD_AES_128_GCM,
                        secret("000102030405060708090a0b0c0d0e0f"),
                        secret("a0a1a2a3a4a5a6a7a8a9aaab"));

        assertThat(keys.rtp().encryption()).isEqualTo(secret("077c6143cb221bc355ff23d5f984a16e"));
        assertThat(keys.rtp().salt()).isEqualTo(secret("9af3e95364ebac9c99c5a7c4"));
        assertThat(keys.rtp().authentication().isEmpty()).isTrue();
    }

    @Test
    void no_two_of_the_six_labels_give_the_same_key() {
        assertThat(IntStream.range(0, 6).mapToObj(label -> SrtpKdf.derive(KEY, SALT, label, 14)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_letter_of_the_draft_makes_the_keys_of_a_NULL_profile_public() {
        SessionKeys keys = SrtpKdf.derive(SRTP_NULL_HMAC_SHA1_80, secret(""), secret(""));
        SessionKeys zeros =
                SrtpKdf.derive(
                        SRTP_NULL_HMAC_SHA1_80, secret("00".repeat(16)), secret("00".repeat(14)));

        assertThat(keys).isEqualTo(zeros);
    }

    @Test
    void a_master_key_of_another_length_is_the_callers_error() {
        assertThatThrownBy(() -> SrtpKdf.derive(SRTP_AES256_CM_HMAC_SHA1_80, KEY, SALT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, not 16");
    }

    @Test
    void keys_do_not_show_in_text() {
        assertThat(SrtpKdf.derive(SRTP_AES128_CM_HMAC_SHA1_80, KEY, SALT).toString())
                .doesNotContain("c61e7a93");
    }

    private static Secret secret(String hex) {
        return Secret.of(Octets.hex(hex));
    }
}
