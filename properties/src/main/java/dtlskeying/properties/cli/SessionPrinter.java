package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.Handle;
import dtlskeying.properties.network.SessionPair.Happened;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.Iterator;
import java.util.List;

/** Prints what two ends do, seen from between them: flights, runs of packets, and keys. */
final class SessionPrinter {
    private final FlightPrinter flights;
    private final MediaTally media;
    private final KeyPrinter keys;

    SessionPrinter(FlightPrinter flights) {
        this.flights = flights;
        this.media = new MediaTally(flights);
        this.keys = new KeyPrinter(flights);
    }

    void happened(Happened happened, Fates fates) {
        Iterator<Handle> names = happened.sent().iterator();
        for (EndpointEvent event : happened.events()) {
            List<Octets> datagrams = event.datagrams();
            int lost = 0;
            for (int i = 0; i < datagrams.size(); i++)
                if (fates.fate(names.next()).isLost()) lost++;
            print(happened.time(), happened.end(), event, lost);
        }
    }

    private void print(long ms, Role end, EndpointEvent event, int lost) {
        if (event instanceof EndpointEvent.Protected(_, var datagram))
            media.sent(end, datagram, ms);
        if (event instanceof EndpointEvent.Stepped(_, var effects)) {
            if (!event.datagrams().isEmpty()) media.flush();
            flights.sent(ms, end, effects, lost);
        }
        if (KeyPrinter.speaksOf(event)) {
            media.flush();
            keys.print(ms, end, event);
        }
    }

    void flush() {
        media.flush();
    }
}
