package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

import java.io.IOException;
import java.math.BigInteger;

/**
 * A scalar that signs with ECDSA, each nonce made from key and message (RFC 6979).
 *
 * @param scalar 1 to n - 1, big-endian
 */
record EcSigningKey(Curve curve, Secret scalar) implements SigningKey {
    @Override
    public KeyKind kind() {
        return curve.kind();
    }

    @Override
    public Octets publicKeyInfo() {
        byte[] point = curve.publicPoint(new BigInteger(1, scalar.peek())).getEncoded(false);
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve.oid());
        return Der.encode(new SubjectPublicKeyInfo(algorithm, point));
    }

    @Override
    public Octets sign(SignatureScheme scheme, Octets message, Entropy entropy) {
        SigningKey.requireFit(scheme, kind());
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(newDigest(scheme.hash())));
        BigInteger key = new BigInteger(1, scalar.peek());
        signer.init(true, new ECPrivateKeyParameters(key, curve.domain()));
        BigInteger[] pair = signer.generateSignature(scheme.hash().digest(message).toArray());
        return encode(pair);
    }

    private Octets encode(BigInteger[] pair) {
        try {
            return Octets.of(
                    StandardDSAEncoding.INSTANCE.encode(curve.domain().getN(), pair[0], pair[1]));
        } catch (IOException e) {
            throw new AssertionError("no output is in between", e);
        }
    }

    private static Digest newDigest(Hash hash) {
        return hash == Hash.SHA384 ? new SHA384Digest() : new SHA256Digest();
    }
}
