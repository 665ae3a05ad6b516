package dtlskeying.impl.crypto;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** AES in ECB mode over one block: the sample. */
final class AesHeaderMask implements HeaderMask {
    private final Secret secret;
    private final Cipher cipher;
    private final byte[] block = new byte[SAMPLE_LENGTH];

    AesHeaderMask(Secret secret) {
        this.secret = secret;
        try {
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(secret.peek(), "AES"));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has AES", e);
        }
    }

    @Override
    public int of(byte[] sealed, int at) {
        try {
            cipher.update(sealed, at, SAMPLE_LENGTH, block, 0);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("one block in gives one block out", e);
        }
        return Ints.bigEndian(block, 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AesHeaderMask that && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return "AES with a " + secret;
    }
}
