package dtlskeying.model.explore;

/**
 * How far an exploration goes.
 *
 * @param states the most states to find, 1 to 1,500,000,000; one more ends the search
 * @param depth the most steps from an initial state, 0 or more
 */
public record Bounds(int states, int depth) {
    /** What the build explores of one model. */
    public static final Bounds OF_THE_BUILD = new Bounds(2_000_000, Integer.MAX_VALUE);

    private static final int LARGEST = 1_500_000_000;

    public Bounds {
        if (states < 1 || states > LARGEST)
            throw new IllegalArgumentException(
                    "an exploration visits 1 to " + LARGEST + " states, not " + states);
        if (depth < 0) throw new IllegalArgumentException("a depth is not negative: " + depth);
    }

    /** A limit on states alone. */
    public static Bounds states(int states) {
        return new Bounds(states, Integer.MAX_VALUE);
    }
}
