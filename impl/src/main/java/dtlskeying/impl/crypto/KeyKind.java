package dtlskeying.impl.crypto;

/** The kinds of key that sign here. */
public enum KeyKind {
    /** ECDSA on P-256. */
    EC_P256,
    /** ECDSA on P-384. */
    EC_P384,
    /** RSA with 2,048 to 8,192 bits. */
    RSA,
    /** Ed25519. */
    ED25519
}
