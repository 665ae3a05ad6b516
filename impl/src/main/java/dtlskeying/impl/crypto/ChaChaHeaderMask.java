package dtlskeying.impl.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The keystream of ChaCha20: the sample is its block counter (4, little-endian) and nonce (12). */
final class ChaChaHeaderMask implements HeaderMask {
    private static final int COUNTER_LENGTH = 4;

    private final Secret secret;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] mask = new byte[4];

    ChaChaHeaderMask(Secret secret) {
        this.secret = secret;
        this.key = new SecretKeySpec(secret.peek(), "ChaCha20");
        try {
            cipher = Cipher.getInstance("ChaCha20");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has ChaCha20", e);
        }
    }

    @Override
    public int of(byte[] sealed, int at) {
        int counter = Ints.littleEndian(sealed, at);
        byte[] nonce = Arrays.copyOfRange(sealed, at + COUNTER_LENGTH, at + SAMPLE_LENGTH);
        Arrays.fill(mask, (byte) 0);
        try {
            // JCE encrypts under one nonce once; it decrypts as often as it is asked, to the same.
            cipher.init(Cipher.DECRYPT_MODE, key, new ChaCha20ParameterSpec(nonce, counter));
            cipher.doFinal(mask, 0, mask.length, mask, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("ChaCha20 takes every counter and nonce", e);
        }
        return Ints.bigEndian(mask, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChaChaHeaderMask that && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "ChaCha20 with a " + secret;
    }
}
