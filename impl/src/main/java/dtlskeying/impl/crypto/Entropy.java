package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Randomness as a value: the same seed and label give the same bytes, and there is no state to
 * carry on.
 *
 * <p>Whoever asks for bytes for two purposes uses two labels. A seed of at least 32 bytes from a
 * good source makes the bytes as good as that source; a fixed seed makes a handshake repeatable.
 *
 * @param seed where all bytes come from, any length
 */
public record Entropy(Secret seed) {
    private static final Hash HASH = Hash.SHA256;

    /** What is left when the seed is forgotten; good for nothing. */
    public static final Entropy FORGOTTEN = new Entropy(Secret.of());

    /** The most bytes that one label gives. */
    public static final int MAX_LENGTH = 255 * HASH.length();

    /** Entropy from a seed that is no secret, as in a test or a demonstration. */
    public static Entropy of(Octets seed) {
        return new Entropy(Secret.of(seed));
    }

    /** Entropy from a number, for tests and demonstrations. */
    public static Entropy of(long seed) {
        return of(Octets.of(ByteBuffer.allocate(Long.BYTES).putLong(seed).array()));
    }

    /**
     * {@code length} bytes for the purpose that {@code label} names, to be seen by anyone.
     *
     * @throws IllegalArgumentException if {@code length} is not 0 to {@link #MAX_LENGTH}
     */
    public Octets bytes(String label, int length) {
        return secret(label, length).octets();
    }

    /**
     * {@code length} bytes for the purpose that {@code label} names, to be kept secret.
     *
     * @throws IllegalArgumentException if {@code length} is not 0 to {@link #MAX_LENGTH}
     */
    public Secret secret(String label, int length) {
        return expand("bytes " + label, length);
    }

    /** Another seed, for a part of the work that has labels of its own. */
    public Entropy child(String label) {
        return new Entropy(expand("child " + label, HASH.length()));
    }

    /** The same with a seed of its own, for one who will overwrite it. */
    public Entropy copy() {
        return new Entropy(seed.copy());
    }

    private Secret expand(String info, int length) {
        Secret key = Hkdf.extract(HASH, Secret.of(), seed);
        return Hkdf.expand(HASH, key, Octets.of(info.getBytes(StandardCharsets.UTF_8)), length);
    }
}
