package dtlskeying.impl.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** What signing and verifying with RSA have in common (RFC 8017 §8). */
final class Rsa {
    private static final int LEAST_BITS = 2048;
    // A peer chooses its key, and the time that verifying takes grows with it.
    private static final int MOST_BITS = 8192;

    private Rsa() {}

    static boolean isSupported(BigInteger modulus) {
        return modulus.bitLength() >= LEAST_BITS && modulus.bitLength() <= MOST_BITS;
    }

    static KeyFactory keyFactory() {
        try {
            return KeyFactory.getInstance("RSA");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("no provider has RSA", e);
        }
    }

    /** A signature object that waits for a key. */
    static Signature newSignature(SignatureScheme scheme) throws GeneralSecurityException {
        String digest = "SHA-" + 8 * scheme.hash().length();
        return switch (scheme.algorithm()) {
            case RSA_PKCS1 -> Signature.getInstance(digest.replace("-", "") + "withRSA");
            case RSA_PSS -> {
                Signature signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(pss(digest, scheme.hash().length()));
                yield signature;
            }
            case ECDSA, EDDSA -> throw new AssertionError(scheme + " is not RSA");
        };
    }

    private static PSSParameterSpec pss(String digest, int saltLength) {
        var mask = new MGF1ParameterSpec(digest);
        return new PSSParameterSpec(
                digest, "MGF1", mask, saltLength, PSSParameterSpec.TRAILER_FIELD_BC);
    }
}
