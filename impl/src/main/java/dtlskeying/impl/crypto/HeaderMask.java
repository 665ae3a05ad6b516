package dtlskeying.impl.crypto;

/**
 * The mask that hides a number in a header (RFC 9147 §4.2.3; RFC 9001 §5.4 makes it in the same
 * way), from the first bytes of the cipher text behind that header.
 *
 * <p>The result depends on the arguments alone, but an object belongs to one thread at a time. Two
 * masks are equal if they are the same key for the same cipher.
 */
public sealed interface HeaderMask permits AesHeaderMask, ChaChaHeaderMask {
    /** Bytes of cipher text that a mask is made from. */
    int SAMPLE_LENGTH = 16;

    /**
     * The first bytes of the mask for the {@link #SAMPLE_LENGTH} bytes from {@code at} on.
     *
     * @return four bytes, the first one uppermost
     */
    int of(byte[] sealed, int at);

    /**
     * The mask that goes with a cipher.
     *
     * @throws IllegalArgumentException if the secret is not as long as a key of that cipher
     */
    static HeaderMask of(Aead aead, Secret secret) {
        if (secret.length() != aead.keyLength())
            throw new IllegalArgumentException(
                    "%s takes a mask key of %d bytes, not %d"
                            .formatted(aead, aead.keyLength(), secret.length()));
        return switch (aead) {
            case AES_128_GCM, AES_256_GCM, AES_128_CCM, AES_128_CCM_8 -> new AesHeaderMask(secret);
            case CHACHA20_POLY1305 -> new ChaChaHeaderMask(secret);
        };
    }
}
