package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A point that verifies Ed25519 (RFC 8032 §5.1.7).
 *
 * @param point 32 bytes, compressed
 */
record Ed25519PublicKey(Octets point) implements SubjectPublicKey {
    @Override
    public KeyKind kind() {
        return KeyKind.ED25519;
    }

    @Override
    public boolean verify(SignatureScheme scheme, Octets message, Octets signature) {
        if (!scheme.suits(kind()) || signature.length() != Ed25519.SIGNATURE_SIZE) return false;
        byte[] text = message.toArray();
        return Ed25519.verify(signature.toArray(), 0, point.toArray(), 0, text, 0, text.length);
    }
}
