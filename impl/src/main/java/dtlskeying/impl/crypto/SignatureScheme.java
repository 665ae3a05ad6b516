package dtlskeying.impl.crypto;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The signatures that we make and verify, numbered as in RFC 8446 §4.2.3; for all but the PSS ones
 * and Ed25519 the two bytes are the hash and signature algorithm of RFC 5246 §7.4.1.4.1.
 */
public enum SignatureScheme {
    ECDSA_SECP256R1_SHA256(0x0403, Algorithm.ECDSA, Hash.SHA256, KeyKind.EC_P256),
    ECDSA_SECP384R1_SHA384(0x0503, Algorithm.ECDSA, Hash.SHA384, KeyKind.EC_P384),
    ED25519(0x0807, Algorithm.EDDSA, Hash.SHA512, KeyKind.ED25519),
    RSA_PSS_RSAE_SHA256(0x0804, Algorithm.RSA_PSS, Hash.SHA256, KeyKind.RSA),
    RSA_PSS_RSAE_SHA384(0x0805, Algorithm.RSA_PSS, Hash.SHA384, KeyKind.RSA),
    RSA_PSS_RSAE_SHA512(0x0806, Algorithm.RSA_PSS, Hash.SHA512, KeyKind.RSA),
    RSA_PKCS1_SHA256(0x0401, Algorithm.RSA_PKCS1, Hash.SHA256, KeyKind.RSA),
    RSA_PKCS1_SHA384(0x0501, Algorithm.RSA_PKCS1, Hash.SHA384, KeyKind.RSA),
    RSA_PKCS1_SHA512(0x0601, Algorithm.RSA_PKCS1, Hash.SHA512, KeyKind.RSA);

    /** How a signature is made. */
    enum Algorithm {
        ECDSA,
        EDDSA,
        RSA_PSS,
        RSA_PKCS1
    }

    private static final Set<KeyKind> EC = EnumSet.of(KeyKind.EC_P256, KeyKind.EC_P384);

    private final int code;
    private final Algorithm algorithm;
    private final Hash hash;
    private final KeyKind kind;

    SignatureScheme(int code, Algorithm algorithm, Hash hash, KeyKind kind) {
        this.code = code;
        this.algorithm = algorithm;
        this.hash = hash;
        this.kind = kind;
    }

    /** The code point, 0 to 65,535. */
    public int code() {
        return code;
    }

    /** The scheme with this code point, or nothing if we do not have it. */
    public static Optional<SignatureScheme> find(int code) {
        return Arrays.stream(values()).filter(scheme -> scheme.code == code).findFirst();
    }

    /**
     * Whether TLS 1.2 signs so with a key of this kind: there ECDSA goes with either hash on either
     * curve (RFC 8446 §4.2.3).
     */
    public boolean suits(KeyKind key) {
        return algorithm == Algorithm.ECDSA ? EC.contains(key) : kind == key;
    }

    /** The kind of key that TLS 1.3 ties to this scheme. */
    public KeyKind kind() {
        return kind;
    }

    Algorithm algorithm() {
        return algorithm;
    }

    Hash hash() {
        return hash;
    }
}
