package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.JsonNode;

class DeriveSrtpTest {
    /** Master key and salt of RFC 3711 §B.3 as the client's, zeros as the server's. */
    private static final String EXPORTED =
            "e1f97a0d3e018be0d64fa32c06de4139"
                    + "00".repeat(16)
                    + "0ec675ad498afeebb6960b3aabe6"
                    + "00".repeat(14);

    @Test
    void the_keys_are_those_of_rfc_3711_appendix_b_3() {
        JsonNode client = derive("SRTP_AES128_CM_HMAC_SHA1_80", EXPORTED).json().get("client");

        assertThat(client.get("rtpKey").asString()).isEqualTo("c61e7a93744f39ee10734afe3ff7a087");
        assertThat(client.get("rtpSalt").asString()).isEqualTo("30cbbc08863d8c85d49db34a9ae1");
        assertThat(client.get("rtpAuth").asString())
                .isEqualTo("cebe321f6ff7716b6fd4ab49af256a156d38baa4");
    }

    @Test
    void the_block_is_cut_into_keys_first_and_then_salts() {
        JsonNode json = derive("SRTP_AES128_CM_SHA1_80", EXPORTED).json();

        assertThat(json.get("clientKey").asString()).isEqualTo("e1f97a0d3e018be0d64fa32c06de4139");
        assertThat(json.get("serverKey").asString()).isEqualTo("00".repeat(16));
        assertThat(json.get("clientSalt").asString()).isEqualTo("0ec675ad498afeebb6960b3aabe6");
        assertThat(json.get("serverSalt").asString()).isEqualTo("00".repeat(14));
    }

    @ParameterizedTest
    @EnumSource
    void every_profile_answers_to_both_names_and_its_code_point(ProtectionProfile profile) {
        String exported = "5a".repeat(profile.exportLength());
        Shell byName = derive(profile.name(), exported);

        assertThat(byName.status()).isZero();
        assertThat(derive(profile.shortName(), exported)).isEqualTo(byName);
        assertThat(derive("0x000" + profile.code(), exported)).isEqualTo(byName);
        assertThat(byName.json().get("server").propertyNames())
                .containsExactly("rtpKey", "rtpAuth", "rtpSalt", "rtcpKey", "rtcpAuth", "rtcpSalt");
    }

    @Test
    void a_wrong_length_is_told_the_right_one() {
        Shell shell = derive("SRTP_AEAD_AES_128_GCM", EXPORTED);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("takes 56 exported bytes, not 60");
    }

    @Test
    void an_unknown_profile_is_told_the_known_ones() {
        Shell shell = derive("SRTP_ROT13", EXPORTED);
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("SRTP_ROT13", "SRTP_AEAD_AES_256_GCM");
    }

    @Test
    void hex_that_is_none_is_told_where() {
        assertThat(derive("0x0001", "abc").err()).contains("odd number of hexadecimal digits (3)");
        assertThat(derive("0x0001", "00zz").err()).contains("'z' at position 2");
    }

    private static Shell derive(String profile, String exported) {
        return Shell.run("derive", "srtp", "--profile", profile, "--exported", exported);
    }
}
