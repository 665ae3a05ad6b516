package dtlskeying.impl.crypto;

import dtlskeying.spec.Octets;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be seen: compared by value, in constant time, and never printed.
 *
 * <p>{@link #octets()} is the one way out; whoever calls it answers for where the bytes go.
 */
public final class Secret {
    private final byte[] bytes;

    private Secret(byte[] owned) {
        this.bytes = owned;
    }

    /** A copy of these bytes. */
    public static Secret of(byte... bytes) {
        return new Secret(bytes.clone());
    }

    /** These bytes, from now on a secret. */
    public static Secret of(Octets octets) {
        return new Secret(octets.toArray());
    }

    /** Takes over an array that nobody else keeps. */
    static Secret owning(byte[] bytes) {
        return new Secret(bytes);
    }

    /** The array itself, for this package, which must not change it or let it out. */
    byte[] peek() {
        return bytes;
    }

    /** The number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Secret slice(int from, int to) {
        return new Secret(Arrays.copyOfRange(bytes, from, to));
    }

    /** The bytes in the open: for a wire, a key log, or output that was asked for. */
    public Octets octets() {
        return Octets.of(bytes);
    }

    /** A secret of its own with the same bytes. */
    public Secret copy() {
        return new Secret(bytes.clone());
    }

    /** Overwrites the bytes with zeros: for the one who alone holds this secret. */
    public void overwrite() {
        Arrays.fill(bytes, (byte) 0);
    }

    boolean isOverwritten() {
        int all = 0;
        for (byte each : bytes) all |= each;
        return all == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "secret of " + bytes.length + " bytes";
    }
}
