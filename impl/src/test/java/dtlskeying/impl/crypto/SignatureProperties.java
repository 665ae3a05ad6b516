package dtlskeying.impl.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Octets;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.EnumMap;
import java.util.Map;

class SignatureProperties {
    private static final Map<KeyKind, Identity> IDENTITIES = new EnumMap<>(KeyKind.class);

    static {
        for (var kind : KeyKind.values())
            IDENTITIES.put(kind, Identity.demonstration("signer", Entropy.of(3), kind));
    }

    @Property(tries = 200)
    void a_signature_is_verified(
            @ForAll KeyKind kind, @ForAll SignatureScheme scheme, @ForAll byte[] text) {
        var identity = IDENTITIES.get(kind);
        var message = Octets.of(text);
        if (!scheme.suits(kind)) {
            assertThatThrownBy(() -> identity.sign(scheme, message, Entropy.of(1)))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        var signature = identity.sign(scheme, message, Entropy.of(1));
        var key = identity.chain().publicKey().orElseThrow();
        assertThat(signature).isEqualTo(identity.sign(scheme, message, Entropy.of(1)));
        assertThat(key.verify(scheme, message, signature)).isTrue();
        assertThat(key.verify(scheme, Octets.concat(message, Octets.hex("00")), signature))
                .isFalse();
        for (var other : SignatureScheme.values())
            assertThat(key.verify(other, message, signature)).isEqualTo(other == scheme);
    }

    @Example
    void every_scheme_is_verified_by_the_jdk() throws GeneralSecurityException {
        var message = Octets.hex("0102030405");
        for (var scheme : SignatureScheme.values()) {
            var identity = IDENTITIES.get(scheme.kind());
            var verifier = jdk(scheme);
            verifier.initVerify(jdkKey(identity));
            verifier.update(message.toArray());
            var signature = identity.sign(scheme, message, Entropy.of(2));
            assertThat(verifier.verify(signature.toArray())).as(scheme.name()).isTrue();
        }
    }

    @Property(tries = 200)
    void any_bytes_are_no_signature(
            @ForAll SignatureScheme scheme, @ForAll byte[] message, @ForAll byte[] signature) {
        var key = IDENTITIES.get(scheme.kind()).chain().publicKey().orElseThrow();
        assertThat(key.verify(scheme, Octets.of(message), Octets.of(signature))).isFalse();
    }

    @Example
    void the_salt_of_pss_comes_from_the_entropy() {
        var identity = IDENTITIES.get(KeyKind.RSA);
        var scheme = SignatureScheme.RSA_PSS_RSAE_SHA256;
        assertThat(identity.sign(scheme, Octets.EMPTY, Entropy.of(1)))
                .isNotEqualTo(identity.sign(scheme, Octets.EMPTY, Entropy.of(2)));
    }

    private static PublicKey jdkKey(Identity identity) throws GeneralSecurityException {
        var bytes = new ByteArrayInputStream(identity.chain().leaf().toArray());
        return CertificateFactory.getInstance("X.509").generateCertificate(bytes).getPublicKey();
    }

    private static Signature jdk(SignatureScheme scheme) throws GeneralSecurityException {
        return switch (scheme) {
            case ECDSA_SECP256R1_SHA256 -> Signature.getInstance("SHA256withECDSA");
            case ECDSA_SECP384R1_SHA384 -> Signature.getInstance("SHA384withECDSA");
            case ED25519 -> Signature.getInstance("Ed25519");
            case RSA_PKCS1_SHA256 -> Signature.getInstance("SHA256withRSA");
            case RSA_PKCS1_SHA384 -> Signature.getInstance("SHA384withRSA");
            case RSA_PKCS1_SHA512 -> Signature.getInstance("SHA512withRSA");
            case RSA_PSS_RSAE_SHA256 -> pss("SHA-256", 32);
            case RSA_PSS_RSAE_SHA384 -> pss("SHA-384", 48);
            case RSA_PSS_RSAE_SHA512 -> pss("SHA-512", 64);
        };
    }

    private static Signature pss(String hash, int salt) throws GeneralSecurityException {
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
                new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), salt, 1));
        return signature;
    }
}
