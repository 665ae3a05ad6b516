package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECPoint;

import java.io.IOException;
import java.math.BigInteger;

/** A point that verifies ECDSA. */
record EcPublicKey(Curve curve, ECPoint point) implements SubjectPublicKey {
    @Override
    public KeyKind kind() {
        return curve.kind();
    }

    @Override
    public boolean verify(SignatureScheme scheme, Octets message, Octets signature) {
        if (!scheme.suits(kind())) return false;
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, new ECPublicKeyParameters(point, curve.domain()));
        byte[] digest = scheme.hash().digest(message).toArray();
        try {
            BigInteger[] pair =
                    StandardDSAEncoding.INSTANCE.decode(curve.domain().getN(), signature.toArray());
            return verifier.verifySignature(digest, pair[0], pair[1]);
        } catch (IOException | RuntimeException e) {
            // The decoder has many ways to say that these bytes are no pair of numbers.
            return false;
        }
    }
}
