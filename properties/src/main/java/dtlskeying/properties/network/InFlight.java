package dtlskeying.properties.network;

import dtlskeying.spec.Octets;

import java.util.Comparator;

/**
 * One copy of a datagram on its way.
 *
 * @param handle the datagram
 * @param copy 0 for the first copy
 * @param arrival the virtual time in milliseconds at which it is there
 * @param datagram its bytes
 */
public record InFlight(Handle handle, int copy, long arrival, Octets datagram)
        implements Comparable<InFlight> {
    private static final Comparator<InFlight> BY_ARRIVAL =
            Comparator.comparingLong(InFlight::arrival)
                    .thenComparing(packet -> packet.handle().from())
                    .thenComparingInt(packet -> packet.handle().number())
                    .thenComparingInt(InFlight::copy);

    /** Earlier arrivals first; what arrives together, in the order it was sent. */
    @Override
    public int compareTo(InFlight other) {
        return BY_ARRIVAL.compare(this, other);
    }
}
