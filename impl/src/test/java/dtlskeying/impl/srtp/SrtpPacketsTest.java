package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_256_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.srtp.SrtpPackets.Result.Packet;
import dtlskeying.impl.srtp.SrtpPackets.Result.Refused;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;

import org.junit.jupiter.api.Test;

/** Known answers for whole packets: RFC 7714 §16 and §17, and one of libsrtp's own. */
class SrtpPacketsTest {
    private static final String KEY = "000102030405060708090a0b0c0d0e0f";
    private static final String LONG_KEY = KEY + "101112131415161718191a1b1c1d1e1f";
    private static final long CONTROL_INDEX = 0x5d4;

    private static final Octets RTP =
            Octets.hex(
                    "8040f17b8041f8d35501a0b247616c6c696120657374206f6d6e69732064697669736120696e20"
                            + "7061727465732074726573");
    private static final Octets SRTP_128 =
            Octets.hex(
                    "8040f17b8041f8d35501a0b2f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f4"
                            + "7a51c7d19b36de3adf8833899d7f27beb16a9152cf765ee4390cce");
    private static final Octets SRTP_256 =
            Octets.hex(
                    "8040f17b8041f8d35501a0b232b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a"
                            + "0276ffae0f1ba63799b87b7aa3db36dfffd6b0f9bb7878d7a76c13");

    private static final Octets RTCP =
            Octets.hex(
                    "81c8000d4d6172734e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbe"
                            + "efdeadbeefdeadbeefdeadbeef");
    private static final Octets SRTCP_128 =
            Octets.hex(
                    "81c8000d4d61727363e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6f"
                            + "da4ce09b4686303ded0bb9275bc84aa45896cf4d2fc5abf87245d9eade800005d4");
    private static final Octets SRTCP_256 =
            Octets.hex(
                    "81c8000d4d617273d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555"
                            + "be8415f658c61de0476f1b6fad1d1eb30c4446839f57ff6f6cb26ac3be800005d4");
    private static final Octets SRTCP_128_CLEAR =
            Octets.concat(RTCP, Octets.hex("841dd9683dd78ec92ae58790125f62b3000005d4"));
    private static final Octets SRTCP_256_CLEAR =
            Octets.concat(RTCP, Octets.hex("91db4afbfeee5a978fab4393ed2615fe000005d4"));

    @Test
    void an_AEAD_RTP_packet_is_that_of_RFC_7714_section_16() {
        rtpIsProtectedAs(SRTP_128, aead(SRTP_AEAD_AES_128_GCM, KEY));
        rtpIsProtectedAs(SRTP_256, aead(SRTP_AEAD_AES_256_GCM, LONG_KEY));
    }

    @Test
    void an_AEAD_RTCP_packet_is_that_of_RFC_7714_section_17() {
        rtcpIsProtectedAs(SRTCP_128, aead(SRTP_AEAD_AES_128_GCM, KEY));
        rtcpIsProtectedAs(SRTCP_256, aead(SRTP_AEAD_AES_256_GCM, LONG_KEY));
    }

    @Test
    void an_AEAD_RTCP_packet_whose_E_flag_is_clear_is_only_authenticated() {
        assertThat(opened(aead(SRTP_AEAD_AES_128_GCM, KEY), SRTCP_128_CLEAR))
                .isEqualTo(new Packet(RTCP));
        assertThat(opened(aead(SRTP_AEAD_AES_256_GCM, LONG_KEY), SRTCP_256_CLEAR))
                .isEqualTo(new Packet(RTCP));
    }

    @Test
    void a_packet_of_AES_CM_and_HMAC_SHA1_is_that_of_libsrtps_own_test() {
        SessionKeys keys =
                SrtpKdf.derive(
                        SRTP_AES128_CM_HMAC_SHA1_80,
                        secret("e1f97a0d3e018be0d64fa32c06de4139"),
                        secret("0ec675ad498afeebb6960b3aabe6"));
        Octets rtp = Octets.hex("800f1234decafbadcafebabe" + "ab".repeat(16));
        Octets srtp =
                Octets.hex(
                        "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402"
                                + "b78d6acc99ea179b8dbb");

        assertThat(SrtpPackets.protectRtp(keys, Mki.NONE, 0, rtp)).isEqualTo(new Packet(srtp));
        assertThat(SrtpPackets.unprotectRtp(keys, Mki.NONE, 0, srtp)).isEqualTo(new Packet(rtp));
    }

    @Test
    void under_another_roll_over_counter_the_packet_is_not_authentic() {
        SessionKeys keys = aead(SRTP_AEAD_AES_128_GCM, KEY);

        assertThat(SrtpPackets.unprotectRtp(keys, Mki.NONE, 1, SRTP_128))
                .isEqualTo(new Refused(Claim.UNAUTHENTIC_PACKET_IS_DISCARDED));
    }

    private static void rtpIsProtectedAs(Octets srtp, SessionKeys keys) {
        assertThat(SrtpPackets.protectRtp(keys, Mki.NONE, 0, RTP)).isEqualTo(new Packet(srtp));
        assertThat(SrtpPackets.unprotectRtp(keys, Mki.NONE, 0, srtp)).isEqualTo(new Packet(RTP));
    }

    private static void rtcpIsProtectedAs(Octets srtcp, SessionKeys keys) {
        assertThat(SrtpPackets.protectRtcp(keys, Mki.NONE, CONTROL_INDEX, RTCP))
                .isEqualTo(new Packet(srtcp));
        assertThat(opened(keys, srtcp)).isEqualTo(new Packet(RTCP));
    }

    private static SrtpPackets.Result opened(SessionKeys keys, Octets srtcp) {
        return SrtpPackets.unprotectRtcp(keys, Mki.NONE, srtcp);
    }

    /** The RFC's vectors start from session keys; RTP and RTCP share them there. */
    private static SessionKeys aead(ProtectionProfile profile, String key) {
        SessionKeys.Keys keys =
                new SessionKeys.Keys(secret(key), secret(""), secret("517569642070726f2071756f"));
        return new SessionKeys(profile, keys, keys);
    }

    private static Secret secret(String hex) {
        return Secret.of(Octets.hex(hex));
    }
}
