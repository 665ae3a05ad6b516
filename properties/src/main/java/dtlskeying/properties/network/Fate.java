package dtlskeying.properties.network;

import java.util.List;

/**
 * What becomes of one datagram.
 *
 * @param delays the milliseconds that each copy travels; none if the datagram is lost
 */
public record Fate(List<Long> delays) {
    /** It never arrives. */
    public static final Fate LOST = new Fate(List.of());

    public Fate {
        delays = List.copyOf(delays);
        if (delays.stream().anyMatch(delay -> delay < 0))
            throw new IllegalArgumentException("nothing arrives before it is sent");
    }

    /** It arrives once, after that many milliseconds. */
    public static Fate after(long delay) {
        return new Fate(List.of(delay));
    }

    /** Whether no copy arrives. */
    public boolean isLost() {
        return delays.isEmpty();
    }
}
