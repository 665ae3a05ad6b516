package dtlskeying.properties.shim;

import dtlskeying.spec.Octets;

import java.util.List;

/**
 * What came of a call.
 *
 * @param notices what happened, in order
 * @param timer in how many milliseconds something will happen by itself, or {@link #NO_TIMER}
 */
public record Reaction(List<Notice> notices, long timer) {
    /** Nothing will happen by itself. */
    public static final long NO_TIMER = Long.MAX_VALUE;

    public Reaction {
        notices = List.copyOf(notices);
    }

    /** The datagrams for the peer, in order. */
    public List<Octets> datagrams() {
        return notices.stream()
                .filter(Notice.Sent.class::isInstance)
                .map(notice -> ((Notice.Sent) notice).datagram())
                .toList();
    }
}
