package dtlskeying.spec;

/**
 * The number of a generation of record keys (RFC 6347 §4.1, RFC 9147 §4.2.1).
 *
 * @param number 0 (no protection) to 2^48 - 1 in DTLS 1.3, to 2^16 - 1 in DTLS 1.2
 */
public record Epoch(long number) implements Comparable<Epoch> {
    /** Records without protection. */
    public static final Epoch UNPROTECTED = new Epoch(0);

    /** The first epoch of application traffic in DTLS 1.3. */
    public static final Epoch FIRST_OF_TRAFFIC = new Epoch(3);

    private static final long LARGEST = (1L << 48) - 1;

    /** The last epoch that DTLS 1.3 has. */
    public static final Epoch LAST = new Epoch(LARGEST);

    public Epoch {
        if (number < 0 || number > LARGEST)
            throw new IllegalArgumentException("an epoch is a number of 48 bits, not " + number);
    }

    /** The epoch after this one. */
    public Epoch next() {
        return new Epoch(number + 1);
    }

    /** Whether this epoch is the one right after {@code other}. */
    public boolean follows(Epoch other) {
        return number == other.number + 1;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
