package dtlskeying.properties.cli;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.EnumMap;
import java.util.Map;

/** Packets between two flights, printed as one line an end. */
final class MediaTally {
    private final FlightPrinter flights;
    private final Map<Role, Tally> tallies = new EnumMap<>(Role.class);

    /** Packets of one end, and when the first of them was seen. */
    private record Tally(long since, int packets, int bytes) {
        Tally and(Tally other) {
            return new Tally(since, packets + other.packets, bytes + other.bytes);
        }
    }

    MediaTally(FlightPrinter flights) {
        this.flights = flights;
    }

    /** A packet of that end was seen. */
    void sent(Role sender, Octets packet, long ms) {
        tallies.merge(sender, new Tally(ms, 1, packet.length()), Tally::and);
    }

    /** Prints what was seen since the last time. */
    void flush() {
        tallies.forEach(
                (sender, tally) -> flights.media(tally.since, sender, tally.packets, tally.bytes));
        tallies.clear();
    }
}
