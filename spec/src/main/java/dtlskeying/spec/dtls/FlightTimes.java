package dtlskeying.spec.dtls;

/**
 * The numbers of the retransmission timer; times are milliseconds.
 *
 * @param initial the first timeout
 * @param cap the longest timeout
 * @param retransmissions how often the timer sends a flight again before the end gives up
 * @param linger how long the last flight is kept, for the peer that did not get it
 * @param quiet how long after a transmission a repeated message of the peer sends nothing, so that
 *     one repeated flight of many records is answered once
 * @param answers how often repeated messages of the peer send one flight again
 */
public record FlightTimes(
        long initial, long cap, int retransmissions, long linger, long quiet, int answers) {
    /** One second, doubling to a minute, eight times; four minutes (twice the MSL) for the last. */
    public static final FlightTimes DEFAULT = new FlightTimes(1_000, 60_000, 8, 240_000, 250, 8);

    public FlightTimes {
        if (initial < 1 || cap < initial)
            throw new IllegalArgumentException("0 < initial <= cap, not " + initial + ", " + cap);
        if (retransmissions < 0 || linger < 0 || quiet < 0 || answers < 0)
            throw new IllegalArgumentException("limits are 0 or more");
    }

    /** The timeout after this one. */
    public long doubled(long timeout) {
        return Math.min(cap, 2 * timeout);
    }
}
