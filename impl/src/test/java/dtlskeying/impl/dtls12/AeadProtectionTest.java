package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Octets;

import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

import java.security.spec.AlgorithmParameterSpec;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Nonce and additional data as the RFCs write them, built here by hand and sealed by others. */
class AeadProtectionTest {
    private static final Octets KEY_16 = Octets.hex("000102030405060708090a0b0c0d0e0f");
    private static final Octets KEY_32 = Octets.concat(KEY_16, KEY_16);
    private static final Octets IV_4 = Octets.hex("a0a1a2a3");
    private static final Octets IV_12 = Octets.hex("a0a1a2a3a4a5a6a7a8a9aaab");
    private static final Octets CONTENT = Octets.hex("1400000cffeeddccbbaa99");
    private static final long NUMBER = 0x0001_0000_0000_0203L;
    private static final Octets EXPLICIT = Octets.hex("0001000000000203");
    private static final Octets AAD = Octets.concat(EXPLICIT, Octets.hex("16fefd000b"));

    @Test
    void AES_GCM_is_that_of_RFC_5288() throws Exception {
        var nonce = Octets.concat(IV_4, EXPLICIT);
        var parameters = new GCMParameterSpec(128, nonce.toArray());
        for (Octets key : new Octets[] {KEY_16, KEY_32}) {
            var suite =
                    key == KEY_16
                            ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                            : CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384;
            var sealed = byJce("AES/GCM/NoPadding", "AES", key, parameters);
            isSealedAs(Octets.concat(EXPLICIT, sealed), suite, key, IV_4);
        }
    }

    @Test
    void ChaCha20_Poly1305_is_that_of_RFC_7905() throws Exception {
        var parameters = new IvParameterSpec(Octets.hex("a0a1a2a3a4a4a6a7a8a9a8a8").toArray());
        var sealed = byJce("ChaCha20-Poly1305", "ChaCha20", KEY_32, parameters);
        var suite = CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256;
        isSealedAs(sealed, suite, KEY_32, IV_12);
    }

    @Test
    void AES_CCM_is_that_of_RFC_6655() throws Exception {
        var ccm = (CCMBlockCipher) CCMBlockCipher.newInstance(AESEngine.newInstance());
        byte[] nonce = Octets.concat(IV_4, EXPLICIT).toArray();
        ccm.init(
                true,
                new AEADParameters(new KeyParameter(KEY_16.toArray()), 128, nonce, AAD.toArray()));
        byte[] sealed = ccm.processPacket(CONTENT.toArray(), 0, CONTENT.length());
        var suite = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CCM;
        isSealedAs(Octets.concat(EXPLICIT, Octets.of(sealed)), suite, KEY_16, IV_4);
    }

    @Test
    void a_fragment_too_short_for_nonce_and_tag_is_forged() {
        for (CipherSuite suite : CipherSuite.values()) {
            var protection = protection(suite);
            for (int length = 0; length < protection.expansion(); length++)
                assertThat(
                                protection.open(
                                        22,
                                        0xfefd,
                                        NUMBER,
                                        new byte[64],
                                        0,
                                        length,
                                        new byte[64],
                                        0))
                        .isEqualTo(RecordProtection.FORGED);
        }
    }

    private static void isSealedAs(Octets expected, CipherSuite suite, Octets key, Octets iv) {
        var protection = RecordProtection.of(suite, Secret.of(key), Secret.of(iv));
        byte[] sealed = new byte[CONTENT.length() + protection.expansion()];
        int length =
                protection.seal(
                        22, 0xfefd, NUMBER, CONTENT.toArray(), 0, CONTENT.length(), sealed, 0);
        assertThat(length).isEqualTo(sealed.length);
        assertThat(Octets.of(sealed)).isEqualTo(expected);
        byte[] opened = new byte[sealed.length];
        int content = protection.open(22, 0xfefd, NUMBER, sealed, 0, sealed.length, opened, 0);
        assertThat(Octets.of(opened, 0, content)).isEqualTo(CONTENT);
    }

    private static Octets byJce(
            String transformation, String algorithm, Octets key, AlgorithmParameterSpec parameters)
            throws Exception {
        var cipher = Cipher.getInstance(transformation);
        var secret = new SecretKeySpec(key.toArray(), algorithm);
        cipher.init(Cipher.ENCRYPT_MODE, secret, parameters);
        cipher.updateAAD(AAD.toArray());
        return Octets.of(cipher.doFinal(CONTENT.toArray()));
    }

    private static RecordProtection protection(CipherSuite suite) {
        return RecordProtection.of(
                suite,
                Secret.of(new byte[suite.aead().keyLength()]),
                Secret.of(new byte[suite.fixedIvLength()]));
    }
}
