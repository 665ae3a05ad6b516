package dtlskeying.impl.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-GCM and ChaCha20-Poly1305 as the JDK has them. */
final class JceAeadKey implements AeadKey {
    private final Aead aead;
    private final Secret secret;
    private final SecretKeySpec key;
    private Cipher sealing;
    private Cipher opening;

    JceAeadKey(Aead aead, Secret secret) {
        this.aead = aead;
        this.secret = secret;
        this.key = new SecretKeySpec(secret.peek(), isChaCha() ? "ChaCha20" : "AES");
    }

    @Override
    public Aead aead() {
        return aead;
    }

    @Override
    public int seal(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] plain,
            int offset,
            int length,
            byte[] target,
            int targetOffset) {
        try {
            Cipher cipher = readyToSeal(parameters(nonce));
            cipher.updateAAD(aad, aadOffset, aadLength);
            return cipher.doFinal(plain, offset, length, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw misused(e);
        }
    }

    @Override
    public int open(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] sealed,
            int offset,
            int length,
            byte[] target,
            int targetOffset) {
        if (length < aead.tagLength()) return REFUSED;
        try {
            if (opening == null) opening = newCipher();
            opening.init(Cipher.DECRYPT_MODE, key, parameters(nonce));
            opening.updateAAD(aad, aadOffset, aadLength);
            return opening.doFinal(sealed, offset, length, target, targetOffset);
        } catch (AEADBadTagException e) {
            return REFUSED;
        } catch (GeneralSecurityException e) {
            throw misused(e);
        }
    }

    /**
     * JCE refuses the nonce that it sealed with last. A machine that is stepped twice from one
     * state has to get the same bytes twice, so that nonce gets a cipher without a memory.
     */
    private Cipher readyToSeal(AlgorithmParameterSpec parameters) throws GeneralSecurityException {
        if (sealing == null) sealing = newCipher();
        try {
            sealing.init(Cipher.ENCRYPT_MODE, key, parameters);
        } catch (GeneralSecurityException e) {
            sealing = newCipher();
            sealing.init(Cipher.ENCRYPT_MODE, key, parameters);
        }
        return sealing;
    }

    private Cipher newCipher() {
        String name = isChaCha() ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding";
        try {
            return Cipher.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has " + name, e);
        }
    }

    private AlgorithmParameterSpec parameters(byte[] nonce) {
        if (nonce.length != Aead.NONCE_LENGTH)
            throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes, not 12");
        return isChaCha()
                ? new IvParameterSpec(nonce)
                : new GCMParameterSpec(8 * aead.tagLength(), nonce);
    }

    private boolean isChaCha() {
        return aead == Aead.CHACHA20_POLY1305;
    }

    private static IllegalArgumentException misused(GeneralSecurityException e) {
        return new IllegalArgumentException(e.getMessage(), e);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JceAeadKey that && aead == that.aead && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return aead + " with a " + secret;
    }
}
