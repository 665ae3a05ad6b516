package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A seed that signs with Ed25519 (RFC 8032 §5.1.6).
 *
 * @param seed 32 bytes
 */
record Ed25519SigningKey(Secret seed) implements SigningKey {
    @Override
    public KeyKind kind() {
        return KeyKind.ED25519;
    }

    @Override
    public Octets publicKeyInfo() {
        byte[] point = new byte[Ed25519.PUBLIC_KEY_SIZE];
        Ed25519.generatePublicKey(seed.peek(), 0, point, 0);
        var algorithm = new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519);
        return Der.encode(new SubjectPublicKeyInfo(algorithm, point));
    }

    @Override
    public Octets sign(SignatureScheme scheme, Octets message, Entropy entropy) {
        SigningKey.requireFit(scheme, kind());
        byte[] text = message.toArray();
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed.peek(), 0, text, 0, text.length, signature, 0);
        return Octets.of(signature);
    }
}
