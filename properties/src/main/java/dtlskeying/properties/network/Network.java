package dtlskeying.properties.network;

import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The datagrams between a client and a server, as an immutable value. Times are virtual
 * milliseconds, and the network has no clock: who asks says how late it is.
 *
 * @param fates what becomes of each datagram
 * @param sentByClient how many datagrams the client has sent
 * @param sentByServer how many datagrams the server has sent
 * @param inFlight the copies on their way, in the order of their arrival
 */
public record Network(Fates fates, int sentByClient, int sentByServer, List<InFlight> inFlight) {
    /** The time of a network in which nothing is on its way: later than any other. */
    public static final long NEVER = Long.MAX_VALUE;

    public Network {
        inFlight = List.copyOf(inFlight);
    }

    /** A network on which nothing has been sent yet. */
    public static Network quiet(Fates fates) {
        return new Network(fates, 0, 0, List.of());
    }

    /** The name of the datagram that this end sends next. */
    public Handle nextHandle(Role from) {
        return new Handle(from, from == Role.CLIENT ? sentByClient : sentByServer);
    }

    /** One end sends a datagram at the time {@code now}. */
    public Network send(Role from, Octets datagram, long now) {
        Handle handle = nextHandle(from);
        var after = new ArrayList<>(inFlight);
        int copy = 0;
        for (long delay : fates.fate(handle).delays())
            after.add(new InFlight(handle, copy++, now + delay, datagram));
        Collections.sort(after);
        return new Network(
                fates,
                sentByClient + (from == Role.CLIENT ? 1 : 0),
                sentByServer + (from == Role.SERVER ? 1 : 0),
                after);
    }

    /** The same with other fates for what is sent from here on. */
    public Network under(Fates others) {
        return new Network(others, sentByClient, sentByServer, inFlight);
    }

    /** When the next datagram arrives, or {@link #NEVER}. */
    public long nextArrival() {
        return inFlight.isEmpty() ? NEVER : inFlight.getFirst().arrival();
    }

    /**
     * The datagram that arrives next.
     *
     * @throws IllegalStateException if nothing is on its way
     */
    public InFlight first() {
        if (inFlight.isEmpty()) throw new IllegalStateException("nothing is on its way");
        return inFlight.getFirst();
    }

    /** The network once {@link #first()} has been handed over. */
    public Network delivered() {
        return new Network(fates, sentByClient, sentByServer, inFlight.subList(1, inFlight.size()));
    }
}
