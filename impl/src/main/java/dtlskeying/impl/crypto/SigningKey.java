package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

/** A private key that signs; its bytes are not printed. */
sealed interface SigningKey permits EcSigningKey, RsaSigningKey, Ed25519SigningKey {
    KeyKind kind();

    /** The public half, as SubjectPublicKeyInfo in DER. */
    Octets publicKeyInfo();

    /**
     * Signs; the same arguments give the same signature.
     *
     * @throws IllegalArgumentException if the scheme does not suit the key
     */
    Octets sign(SignatureScheme scheme, Octets message, Entropy entropy);

    static void requireFit(SignatureScheme scheme, KeyKind kind) {
        if (!scheme.suits(kind))
            throw new IllegalArgumentException(scheme + " does not suit a key of kind " + kind);
    }
}
