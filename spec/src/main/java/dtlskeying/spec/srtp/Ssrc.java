package dtlskeying.spec.srtp;

/**
 * A synchronisation source (RFC 3550 §5.1).
 *
 * @param value the 32 bits, as an {@code int}; print them unsigned
 */
public record Ssrc(int value) implements Comparable<Ssrc> {
    @Override
    public int compareTo(Ssrc other) {
        return Integer.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return String.format("%08x", value);
    }
}
