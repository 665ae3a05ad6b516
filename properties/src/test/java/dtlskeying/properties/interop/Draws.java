package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.spec.Octets;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What our ends and test certificates draw: no two the same, and the same in every run of the same
 * tests. What a foreign peer draws is its own business.
 */
final class Draws {
    private static final AtomicLong MADE = new AtomicLong();

    private Draws() {}

    static Entropy entropy() {
        return Entropy.of(MADE.incrementAndGet());
    }

    static Octets key() {
        return entropy().bytes("key", 32);
    }

    /** The same for those who ask for it in the shape of JCA. */
    static SecureRandom random() {
        try {
            var random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(MADE.incrementAndGet());
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA1PRNG", e);
        }
    }
}
