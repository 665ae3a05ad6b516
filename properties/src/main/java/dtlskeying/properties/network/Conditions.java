package dtlskeying.properties.network;

/**
 * How bad a network is, the same in both directions. Shares are from 0 (never) to 1 (always); times
 * are milliseconds.
 *
 * @param loss the share of datagrams that never arrive
 * @param reordering the share of datagrams that arrive late, behind later ones
 * @param duplication the share of datagrams that arrive twice
 * @param delay how long a datagram travels
 * @param lateness the most that a late datagram, or a second copy, takes on top
 */
public record Conditions(
        double loss, double reordering, double duplication, long delay, long lateness) {
    /** Everything arrives, in order, after 10 ms. */
    public static final Conditions IDEAL = new Conditions(0, 0, 0, 10, 80);

    public Conditions {
        requireShare("loss", loss);
        requireShare("reordering", reordering);
        requireShare("duplication", duplication);
        if (delay < 0 || lateness < 1)
            throw new IllegalArgumentException("a delay is 0 ms or more, lateness 1 ms or more");
    }

    /** The same with that share of loss. */
    public Conditions withLoss(double share) {
        return new Conditions(share, reordering, duplication, delay, lateness);
    }

    /** The same with that share of reordering. */
    public Conditions withReordering(double share) {
        return new Conditions(loss, share, duplication, delay, lateness);
    }

    /** The same with that share of duplication. */
    public Conditions withDuplication(double share) {
        return new Conditions(loss, reordering, share, delay, lateness);
    }

    private static void requireShare(String name, double share) {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException(name + " is a share from 0 to 1, not " + share);
    }
}
