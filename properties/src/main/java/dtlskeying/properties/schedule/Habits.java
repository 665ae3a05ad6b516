package dtlskeying.properties.schedule;

/**
 * How often a walk draws which kind of event; weights, 0 for never.
 *
 * @param longest the most events of a schedule
 */
public record Habits(
        int longest,
        int deliver,
        int lose,
        int duplicate,
        int delay,
        int forge,
        int media,
        int close,
        int tick) {
    /** Some of everything. */
    public static final Habits MIXED = new Habits(40, 8, 5, 3, 3, 3, 3, 0, 9);

    /** Some of everything, where many datagrams are under way at once. */
    public static final Habits CROWDED = new Habits(60, 16, 2, 3, 3, 3, 2, 0, 3);

    /** A network that loses nothing for good, and no attacker. */
    public static final Habits ORDER_ONLY = new Habits(60, 12, 0, 3, 2, 0, 0, 0, 1);

    /** A bad network, no attacker. */
    public static final Habits LOSSY = new Habits(40, 6, 9, 3, 3, 0, 0, 0, 6);

    /** Media between two ends, with an attacker. */
    public static final Habits MEDIA = new Habits(40, 9, 1, 3, 1, 5, 9, 0, 1);

    public Habits {
        if (longest < 1 || Math.min(Math.min(deliver, lose), Math.min(duplicate, delay)) < 0)
            throw new IllegalArgumentException("weights are 0 or more");
        if (Math.min(Math.min(forge, media), Math.min(close, tick)) < 0)
            throw new IllegalArgumentException("weights are 0 or more");
    }

    /** The same with closing by a user. */
    public Habits withClose(int weight) {
        return new Habits(longest, deliver, lose, duplicate, delay, forge, media, weight, tick);
    }

    int total() {
        return deliver + lose + duplicate + delay + forge + media + close + tick;
    }
}
