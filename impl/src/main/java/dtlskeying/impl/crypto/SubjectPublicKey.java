package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

/** The public key of a certificate, of a kind that we verify with. */
public sealed interface SubjectPublicKey permits EcPublicKey, RsaPublicKey, Ed25519PublicKey {
    /** Which kind of key it is. */
    KeyKind kind();

    /**
     * Whether {@code signature} is one of {@code message} by this key; any bytes may be asked
     * about.
     *
     * @return false also if the scheme does not suit the key
     */
    boolean verify(SignatureScheme scheme, Octets message, Octets signature);
}
