package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.Flights;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.Fragment;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How much of a flight goes out at once, and in parts of what size (RFC 9147 §4.4, §5.8.3). Over
 * messages that arrive there is nothing to spare.
 *
 * @param flights the flight that is out
 * @param sent what of it was sent, and when
 */
record Burst(Settings settings, Flights flights, SentRecords sent) {
    /** Records in one transmission at most. */
    private static final int MOST = 10;

    /** After every so many retransmissions in silence, datagrams are half as large. */
    private static final int PATIENCE = 3;

    private static final int SMALLEST = 256;

    /** The largest datagram to send now: silence may mean that larger ones get lost. */
    @Cites("rfc9147/4.4/b")
    int mtu() {
        int mtu = settings.mtu();
        if (settings.carrier() == Carrier.MESSAGES || !(flights instanceof Flights.Waiting waiting))
            return mtu;
        int halvings = waiting.timer().retransmissions() / PATIENCE;
        return Math.max(mtu >> halvings, Math.min(mtu, SMALLEST));
    }

    /**
     * Those that go out now, in their order: first what was never sent, then what was sent longest
     * ago. The rest goes out when these are acknowledged, or when the timer fires.
     *
     * @param parts each the size of a record
     */
    @Cites("rfc9147/5.8.3/a")
    List<FlightItem> of(List<FlightItem> parts) {
        if (settings.carrier() == Carrier.MESSAGES || parts.size() <= MOST) return parts;
        Set<FlightItem> chosen =
                parts.stream()
                        .sorted(Comparator.comparingInt(this::lastSent))
                        .limit(MOST)
                        .collect(Collectors.toSet());
        return parts.stream().filter(chosen::contains).toList();
    }

    /** The place of its last sending among all of this flight, -1 if there is none. */
    private int lastSent(FlightItem item) {
        if (!(sent instanceof SentRecords.Outstanding(var sendings, _))
                || !(item instanceof FlightItem.Handshake(_, var part))) return -1;
        for (int i = sendings.size() - 1; i >= 0; i--)
            if (sendings.get(i).parts().stream().anyMatch(extent -> touches(extent, part)))
                return i;
        return -1;
    }

    private static boolean touches(Extent extent, Fragment part) {
        if (extent.messageSeq() != part.messageSeq()) return false;
        boolean isEmpty = part.length() == 0;
        return isEmpty || extent.from() < part.end() && extent.to() > part.offset();
    }
}
