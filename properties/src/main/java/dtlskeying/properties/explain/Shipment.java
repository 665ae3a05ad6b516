package dtlskeying.properties.explain;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.List;

/**
 * One datagram, from where it left to where it arrived.
 *
 * @param number 1 for the first of the run
 * @param from which end sent it
 * @param ms when it left, in milliseconds since the start of the run
 * @param arrivals when it arrived, once for each copy; none if it was lost
 * @param bytes all of it
 * @param isForeign whether it arrived at the peer and nobody of ours has sent it
 */
public record Shipment(
        int number, Role from, long ms, List<Long> arrivals, Octets bytes, boolean isForeign) {
    public Shipment {
        arrivals = List.copyOf(arrivals);
    }

    /** Whether no copy of it arrived. */
    public boolean isLost() {
        return arrivals.isEmpty();
    }

    /** Whether more than one copy of it arrived. */
    public boolean isTwice() {
        return arrivals.size() > 1;
    }
}
