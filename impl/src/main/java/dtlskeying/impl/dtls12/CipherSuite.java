package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Prf;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cipher suites of DTLS 1.2 that we have, best first: an ephemeral key agreement, a signature
 * and an AEAD (RFC 5289, RFC 7251, RFC 7905).
 */
public enum CipherSuite {
    TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256(
            0xc02b, Authentication.ECDSA, Aead.AES_128_GCM, Hash.SHA256),
    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256(
            0xc02f, Authentication.RSA, Aead.AES_128_GCM, Hash.SHA256),
    TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384(
            0xc02c, Authentication.ECDSA, Aead.AES_256_GCM, Hash.SHA384),
    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384(
            0xc030, Authentication.RSA, Aead.AES_256_GCM, Hash.SHA384),
    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256(
            0xcca9, Authentication.ECDSA, Aead.CHACHA20_POLY1305, Hash.SHA256),
    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256(
            0xcca8, Authentication.RSA, Aead.CHACHA20_POLY1305, Hash.SHA256),
    TLS_ECDHE_ECDSA_WITH_AES_128_CCM(0xc0ac, Authentication.ECDSA, Aead.AES_128_CCM, Hash.SHA256);

    /** What the server's certificate has to hold: the third word of the name. */
    public enum Authentication {
        /** An EC key, or an Ed25519 one (RFC 8422 §2.2). */
        ECDSA,
        /** An RSA key. */
        RSA
    }

    private final int code;
    private final Authentication authentication;
    private final Aead aead;
    private final Hash hash;

    CipherSuite(int code, Authentication authentication, Aead aead, Hash hash) {
        this.code = code;
        this.authentication = authentication;
        this.aead = aead;
        this.hash = hash;
    }

    /** The code point, 0 to 65,535. */
    public int code() {
        return code;
    }

    /** The suite with this code point, or nothing if we do not have it. */
    public static Optional<CipherSuite> find(int code) {
        return Arrays.stream(values()).filter(suite -> suite.code == code).findFirst();
    }

    /** What the server's certificate has to hold. */
    public Authentication authentication() {
        return authentication;
    }

    /** Whether a server with a key of this kind can use the suite. */
    public boolean suits(KeyKind key) {
        return (authentication == Authentication.RSA) == (key == KeyKind.RSA);
    }

    /** The cipher of the records. */
    public Aead aead() {
        return aead;
    }

    /** The hash of the transcript and of the pseudorandom function. */
    public Hash hash() {
        return hash;
    }

    /** The pseudorandom function. */
    public Prf prf() {
        return new Prf(hash);
    }

    /**
     * Bytes of the part of the nonce that comes from the key block: 4 (RFC 5288 §3, RFC 6655 §3),
     * or 12 with ChaCha20 (RFC 7905 §2).
     */
    public int fixedIvLength() {
        return aead == Aead.CHACHA20_POLY1305 ? 12 : 4;
    }

    /** Bytes of the part of the nonce that each record carries: the rest of the 12. */
    public int explicitNonceLength() {
        return Aead.NONCE_LENGTH - fixedIvLength();
    }
}
