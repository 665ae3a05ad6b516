package dtlskeying.impl.crypto;

/**
 * A key that seals and opens byte ranges, from one array to another, with cipher objects that are
 * kept for reuse.
 *
 * <p>The result depends on the arguments alone, but one key must not be used by two threads at
 * once. That no nonce seals two different texts is for the caller to see to. The two arrays must
 * not overlap. A range outside its array is the caller's error: a {@link RuntimeException}.
 *
 * <p>Two keys are equal if they are the same bytes for the same cipher.
 */
public sealed interface AeadKey permits JceAeadKey, CcmAeadKey {
    /** What {@link #open} returns for a text that the key does not authenticate. */
    int REFUSED = -1;

    /** The cipher. */
    Aead aead();

    /**
     * Writes the cipher text and then the tag.
     *
     * @param nonce {@link Aead#NONCE_LENGTH} bytes, never used with this key for another text
     * @return the bytes written, {@code length} and the tag's
     */
    int seal(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] plain,
            int offset,
            int length,
            byte[] target,
            int targetOffset);

    /**
     * Writes the plain text of {@code length} bytes that end with the tag.
     *
     * @return the bytes written, {@code length} without the tag's; or {@link #REFUSED}, after which
     *     the target range holds nothing of use
     */
    int open(
            byte[] nonce,
            byte[] aad,
            int aadOffset,
            int aadLength,
            byte[] sealed,
            int offset,
            int length,
            byte[] target,
            int targetOffset);
}
