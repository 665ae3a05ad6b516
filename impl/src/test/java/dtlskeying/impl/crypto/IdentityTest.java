package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "p256, p256-pkcs8.key, EC_P256",
        "p256, p256-sec1.key, EC_P256",
        "leaf, p256-pkcs8.key, EC_P256",
        "p384, p384.key, EC_P384",
        "ed25519, ed25519.key, ED25519",
        "rsa, rsa-pkcs1.key, RSA",
        "rsa, rsa-pkcs8.key, RSA"
    })
    void every_form_of_key_that_openssl_writes_is_read(
            String certificate, String key, KeyKind kind) {
        var identity = Identity.ofPem(PemFile.read(certificate), PemFile.read(key));
        assertThat(identity.kind()).isEqualTo(kind);
        assertThat(identity.chain().keyKind()).contains(kind);
    }

    @Test
    void certificates_and_key_may_stand_in_one_text() {
        var text =
                PemFile.read("p256-pkcs8.key")
                        + PemFile.read("leaf")
                        + PemFile.read("intermediate");
        assertThat(Identity.ofPem(text, text).chain().certificates()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "p256, p384.key, the private key does not belong to the first certificate",
        "p256, p256-encrypted.key, the private key is encrypted; give it in the clear",
        "p521, p521.key, curve 1.3.132.0.35 is neither P-256 nor P-384",
        "'rsa1024', rsa1024.key, 'an RSA key has to have 2,048 to 8,192 bits'",
        "p256, p256, there is no private key in the PEM text",
        "p256-sec1.key, p256-sec1.key, there is no BEGIN CERTIFICATE in the PEM text"
    })
    void what_is_wrong_is_said(String certificates, String key, String message) {
        assertThatThrownBy(() -> Identity.ofPem(PemFile.read(certificates), PemFile.read(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_key_signs_first_with_the_hash_of_its_curve() {
        assertThat(Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P384).schemes())
                .containsExactly(
                        SignatureScheme.ECDSA_SECP384R1_SHA384,
                        SignatureScheme.ECDSA_SECP256R1_SHA256);
    }

    @Test
    void damaged_pem_is_the_callers_error() {
        var key = PemFile.read("p256-pkcs8.key");
        for (int at = 0; at < key.length(); at++) {
            var damaged = key.substring(0, at) + "*" + key.substring(at + 1);
            try {
                Identity.ofPem(PemFile.read("p256"), damaged);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_demonstration_is_repeatable(KeyKind kind) {
        var identity = Identity.demonstration("alice", Entropy.of(1), kind);
        assertThat(identity.kind()).isEqualTo(kind);
        assertThat(identity.chain().keyKind()).contains(kind);
        assertThat(identity).isEqualTo(Identity.demonstration("alice", Entropy.of(1), kind));
        assertThat(identity.chain())
                .isNotEqualTo(Identity.demonstration("alice", Entropy.of(2), kind).chain())
                .isNotEqualTo(Identity.demonstration("bob", Entropy.of(1), kind).chain());
    }
}
