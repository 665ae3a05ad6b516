package dtlskeying.impl.dtls12;

import dtlskeying.impl.crypto.Secret;

/**
 * Seals and opens the records of one epoch in one direction, on ranges of arrays that the caller
 * supplies.
 *
 * <p>{@code number} is the 64-bit sequence number of RFC 6347 §4.1: the epoch in the upper 16 bits
 * and the sequence number in the lower 48. {@code type} is the content type byte and {@code
 * version} the two bytes of the record header. An object belongs to one thread at a time, and its
 * {@code toString} shows no key.
 */
public interface RecordProtection {
    /** How many bytes a sealed fragment is longer than its content. */
    int expansion();

    /**
     * Protects {@code length} bytes from {@code from} on, into {@code target} from {@code at} on,
     * which must be another array.
     *
     * @return how many bytes were written: {@code length + expansion()}
     */
    int seal(
            int type,
            int version,
            long number,
            byte[] content,
            int from,
            int length,
            byte[] target,
            int at);

    /**
     * Opens {@code length} protected bytes from {@code from} on, into {@code target} from {@code
     * at} on, which must be another array with room for {@code length} bytes.
     *
     * @return how many bytes of content were written, or {@link #FORGED}
     */
    int open(
            int type,
            int version,
            long number,
            byte[] sealed,
            int from,
            int length,
            byte[] target,
            int at);

    /** What {@code open} returns for a fragment that its key did not seal. */
    int FORGED = -1;

    /** The protection of epoch 0: none. */
    RecordProtection NONE = new NoProtection();

    /**
     * The protection of a suite's records, from the keys that the key block has for one sender.
     *
     * @throws IllegalArgumentException if key or iv have not the lengths that the suite says
     */
    static RecordProtection of(CipherSuite suite, Secret key, Secret iv) {
        if (iv.length() != suite.fixedIvLength())
            throw new IllegalArgumentException(
                    "%s takes an iv of %d bytes, not %d"
                            .formatted(suite, suite.fixedIvLength(), iv.length()));
        return new AeadProtection(suite.aead().key(key), iv, suite.explicitNonceLength());
    }
}
