package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;
import java.security.MessageDigest;

/**
 * Bytes that must not be seen: a key, a salt, a master secret. They are compared by value, in time
 * that does not depend on where two secrets differ, and never printed.
 */
public final class Secret {
    private final Octets octets;

    private Secret(Octets octets) {
        this.octets = octets;
    }

    /** A secret of these bytes. */
    public static Secret of(Octets octets) {
        return new Secret(octets);
    }

    /** A secret of a copy of these bytes. */
    public static Secret of(byte... bytes) {
        return new Secret(Octets.of(bytes));
    }

    /** The bytes themselves; whoever prints or stores them answers for it. */
    public Octets octets() {
        return octets;
    }

    /** The number of bytes. */
    public int length() {
        return octets.length();
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return octets.isEmpty();
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive), as a secret. */
    public Secret slice(int from, int to) {
        return new Secret(octets.slice(from, to));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(octets.toArray(), that.octets.toArray());
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    /** The length only. */
    @Override
    public String toString() {
        return "secret of " + octets.length() + " bytes";
    }
}
