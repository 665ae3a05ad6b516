package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;

/** A private key that makes RSA signatures; the salt of PSS comes from the entropy. */
record RsaSigningKey(RSAPrivateCrtKey key) implements SigningKey {
    @Override
    public KeyKind kind() {
        return KeyKind.RSA;
    }

    @Override
    public Octets publicKeyInfo() {
        try {
            var numbers = new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent());
            return Octets.of(Rsa.keyFactory().generatePublic(numbers).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the private key was accepted", e);
        }
    }

    @Override
    public Octets sign(SignatureScheme scheme, Octets message, Entropy entropy) {
        SigningKey.requireFit(scheme, kind());
        try {
            Signature signer = Rsa.newSignature(scheme);
            signer.initSign(key, new EntropyRandom(entropy.child("signature")));
            signer.update(message.toArray());
            return Octets.of(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a key of 2,048 bits is long enough for " + scheme, e);
        }
    }

    @Override
    public String toString() {
        return "RSA private key of " + key.getModulus().bitLength() + " bits";
    }
}
