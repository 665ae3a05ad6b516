package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;

/** A modulus and exponent that verify RSA signatures. */
record RsaPublicKey(BigInteger modulus, BigInteger exponent) implements SubjectPublicKey {
    @Override
    public KeyKind kind() {
        return KeyKind.RSA;
    }

    @Override
    public boolean verify(SignatureScheme scheme, Octets message, Octets signature) {
        if (!scheme.suits(kind())) return false;
        try {
            Signature verifier = Rsa.newSignature(scheme);
            verifier.initVerify(
                    Rsa.keyFactory().generatePublic(new RSAPublicKeySpec(modulus, exponent)));
            verifier.update(message.toArray());
            return verifier.verify(signature.toArray());
        } catch (GeneralSecurityException e) {
            // A signature of a wrong length, or an exponent that the provider does not take.
            return false;
        }
    }
}
