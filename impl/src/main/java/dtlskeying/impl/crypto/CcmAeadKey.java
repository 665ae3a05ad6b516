package dtlskeying.impl.crypto;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CCMBlockCipher;
import org.bouncycastle.crypto.modes.CCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

import java.util.Arrays;

/** AES-CCM, which the JDK does not have (RFC 6655). */
final class CcmAeadKey implements AeadKey {
    private final Aead aead;
    private final Secret secret;
    private final KeyParameter key;
    private final CCMModeCipher cipher = CCMBlockCipher.newInstance(AESEngine.newInstance());

    CcmAeadKey(Aead aead, Secret secret) {
        this.aead = aead;
        this.secret = secret;
        this.key = new KeyParameter(secret.peek());
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
            cipher.init(true, parameters(nonce, aad, aadOffset, aadLength));
            return run(plain, offset, length, target, targetOffset);
        } catch (InvalidCipherTextException e) {
            throw new AssertionError("sealing refuses no text", e);
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
            cipher.init(false, parameters(nonce, aad, aadOffset, aadLength));
            return run(sealed, offset, length, target, targetOffset);
        } catch (InvalidCipherTextException e) {
            // The text is decrypted before the tag is compared.
            int end = targetOffset + length - aead.tagLength();
            Arrays.fill(target, targetOffset, end, (byte) 0);
            return REFUSED;
        }
    }

    private int run(byte[] from, int offset, int length, byte[] target, int targetOffset)
            throws InvalidCipherTextException {
        cipher.processBytes(from, offset, length, target, targetOffset);
        return cipher.doFinal(target, targetOffset);
    }

    private AEADParameters parameters(byte[] nonce, byte[] aad, int offset, int length) {
        if (nonce.length != Aead.NONCE_LENGTH)
            throw new IllegalArgumentException("a nonce of " + nonce.length + " bytes, not 12");
        byte[] authenticated = Arrays.copyOfRange(aad, offset, offset + length);
        return new AEADParameters(key, 8 * aead.tagLength(), nonce, authenticated);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CcmAeadKey that && aead == that.aead && secret.equals(that.secret);
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
