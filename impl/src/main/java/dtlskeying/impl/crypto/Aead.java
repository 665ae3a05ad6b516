package dtlskeying.impl.crypto;

/** The ciphers that encrypt and authenticate in one (RFC 5116, RFC 6655, RFC 8439). */
public enum Aead {
    AES_128_GCM(16, 16),
    AES_256_GCM(32, 16),
    CHACHA20_POLY1305(32, 16),
    AES_128_CCM(16, 16),
    AES_128_CCM_8(16, 8);

    /** Bytes of a nonce, the same for all. */
    public static final int NONCE_LENGTH = 12;

    private final int keyLength;
    private final int tagLength;

    Aead(int keyLength, int tagLength) {
        this.keyLength = keyLength;
        this.tagLength = tagLength;
    }

    /** Bytes of a key. */
    public int keyLength() {
        return keyLength;
    }

    /** Bytes of the tag, by which sealed text is longer than plain text. */
    public int tagLength() {
        return tagLength;
    }

    /**
     * A key ready for use.
     *
     * @throws IllegalArgumentException if the secret is not {@link #keyLength()} bytes
     */
    public AeadKey key(Secret secret) {
        if (secret.length() != keyLength)
            throw new IllegalArgumentException(
                    "%s takes a key of %d bytes, not %d"
                            .formatted(name(), keyLength, secret.length()));
        return switch (this) {
            case AES_128_GCM, AES_256_GCM, CHACHA20_POLY1305 -> new JceAeadKey(this, secret);
            case AES_128_CCM, AES_128_CCM_8 -> new CcmAeadKey(this, secret);
        };
    }
}
