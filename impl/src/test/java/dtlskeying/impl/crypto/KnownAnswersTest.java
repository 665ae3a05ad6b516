package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.Octets;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

/** Values that the defining documents print. */
class KnownAnswersTest {
    @Test
    void hmac_of_rfc_4231_test_case_2() {
        Octets mac =
                Hash.SHA256.hmac(
                        Secret.of(ascii("Jefe")), ascii("what do ya want "), ascii("for nothing?"));
        assertThat(mac.toHex())
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void hkdf_of_rfc_5869_test_case_1() {
        Secret key =
                Hkdf.extract(
                        Hash.SHA256, secret("000102030405060708090a0b0c"), secret("0b".repeat(22)));
        assertThat(key)
                .isEqualTo(
                        secret("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5"));
        assertThat(Hkdf.expand(Hash.SHA256, key, Octets.hex("f0f1f2f3f4f5f6f7f8f9"), 42))
                .isEqualTo(
                        secret(
                                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                                        + "34007208d5b887185865"));
    }

    @Test
    void hkdf_of_rfc_5869_test_case_3_without_salt() {
        Secret key = Hkdf.extract(Hash.SHA256, Secret.of(), secret("0b".repeat(22)));
        assertThat(Hkdf.expand(Hash.SHA256, key, Octets.EMPTY, 42))
                .isEqualTo(
                        secret(
                                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                                        + "9d201395faa4b61a96c8"));
    }

    /** From the message "TLS 1.2 PRF test vectors" to the working group's list. */
    @Test
    void prf_with_sha_256() {
        Secret output =
                new Prf(Hash.SHA256)
                        .derive(
                                secret("9bbe436ba940f017b17652849a71db35"),
                                "test label",
                                Octets.hex("a0ba9f936cda311827a6f796ffd5198c"),
                                100);
        assertThat(output)
                .isEqualTo(
                        secret(
                                "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a"
                                        + "6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab"
                                        + "4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701"
                                        + "87347b66"));
    }

    @Test
    void x25519_of_rfc_7748_section_6_1() {
        var alice =
                new NamedGroup.KeyPair(
                        NamedGroup.X25519,
                        secret("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a"),
                        Octets.EMPTY);
        var bob = Octets.hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
        assertThat(alice.agree(bob))
                .isEqualTo(
                        new NamedGroup.Agreement.Agreed(
                                secret(
                                        "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")));
    }

    @Test
    void ecdsa_of_rfc_6979_appendix_a_2_5() {
        var key =
                new EcSigningKey(
                        Curve.P256,
                        secret("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));
        Octets signature =
                key.sign(SignatureScheme.ECDSA_SECP256R1_SHA256, ascii("sample"), Entropy.of(1));
        assertThat(signature.toHex())
                .isEqualTo(
                        "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
                                + "022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");
    }

    @Test
    void ed25519_of_rfc_8032_section_7_1_test_2() {
        var key =
                new Ed25519SigningKey(
                        secret("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        Octets signature = key.sign(SignatureScheme.ED25519, Octets.hex("72"), Entropy.of(1));
        assertThat(signature.toHex())
                .isEqualTo(
                        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    }

    private static Secret secret(String hex) {
        return Secret.of(Octets.hex(hex));
    }

    private static Octets ascii(String text) {
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
