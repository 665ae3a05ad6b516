package dtlskeying.properties.network;

import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Two ends of a key-managed SCTP association and the network between them, in virtual time,
 * milliseconds from 0. The end that opens has the name of the client, whatever it becomes in the
 * key management.
 */
public final class ChunkPair {
    /** How often both ends learn how late it is. */
    private static final long TICK = 100;

    private static final long NANOS = 1_000_000L;

    private final Map<Role, ChunkEndpoint> ends = new EnumMap<>(Role.class);
    private final List<Happened> unread = new ArrayList<>();
    private UnaryOperator<InFlight> onPath = UnaryOperator.identity();
    private Network network;
    private Arrivals watcher = Arrivals.UNSEEN;
    private long now;
    private long ticked;

    /**
     * What one end has done at one moment.
     *
     * @param sent the names of the packets that it sent, in order
     */
    public record Happened(Role end, long time, List<ChunkEvent> events, List<Handle> sent) {
        public Happened {
            events = List.copyOf(events);
            sent = List.copyOf(sent);
        }
    }

    /** Both ends before anything was sent. */
    public ChunkPair(ChunkEndpoint opening, ChunkEndpoint waiting, Fates fates) {
        ends.put(Role.CLIENT, opening);
        ends.put(Role.SERVER, waiting);
        this.network = Network.quiet(fates);
        ends.values().forEach(end -> end.advance(0));
    }

    /** From here on somebody on the path may change each packet before it is sent on. */
    public void onPath(UnaryOperator<InFlight> change) {
        onPath = change;
    }

    /** From here on somebody sees what arrives. */
    public void watch(Arrivals arrivals) {
        watcher = arrivals;
    }

    /** The end of that name. */
    public ChunkEndpoint end(Role name) {
        return ends.get(name);
    }

    /** That end is lost, and this one is in its place. */
    public void replace(Role name, ChunkEndpoint end) {
        ends.put(name, end).close();
        end.advance(now * NANOS);
    }

    /** The network, for who wants to know or to change its fates. */
    public Network network() {
        return network;
    }

    /** From here on the packets have other fates. */
    public void suffer(Fates fates) {
        network =
                new Network(
                        fates, network.sentByClient(), network.sentByServer(), network.inFlight());
    }

    /** How late it is. */
    public long now() {
        return now;
    }

    /** That end opens the association. */
    public void connect(Role name) {
        ends.get(name).connect();
        take(name);
    }

    /** That end sends a message. */
    public ChunkEndpoint.Sending send(Role name, UserMessage message) {
        var sending = ends.get(name).send(message);
        take(name);
        return sending;
    }

    /** That end wants new keys. */
    public void renewKeys(Role name) {
        ends.get(name).renewKeys();
        take(name);
    }

    /** That end has its peer prove again who it is. */
    public void reauthenticate(Role name) {
        ends.get(name).reauthenticate();
        take(name);
    }

    /** That end proves again who it is, unasked. */
    public void showIdentity(Role name) {
        ends.get(name).showIdentity();
        take(name);
    }

    /** That end shuts the association down. */
    public void shutdown(Role name) {
        ends.get(name).shutdown();
        take(name);
    }

    /** What has happened since the last call. */
    public List<Happened> happened() {
        var all = List.copyOf(unread);
        unread.clear();
        return all;
    }

    /** The next arrival, or the next look at the clock. */
    public void next() {
        long tick = ticked + TICK;
        if (network.nextArrival() <= tick) arrive();
        else {
            now = tick;
            ticked = tick;
            for (Role name : Role.values()) {
                ends.get(name).advance(now * NANOS);
                take(name);
            }
        }
    }

    /** All that happens up to a time. */
    public void until(long time) {
        while (Math.min(network.nextArrival(), ticked + TICK) <= time) next();
    }

    private void arrive() {
        InFlight first = network.first();
        network = network.delivered();
        now = Math.max(now, first.arrival());
        Role to = first.handle().from().peer();
        Octets bytes = onPath.apply(first).datagram();
        watcher.arrived(to, now, first.handle(), bytes);
        ends.get(to).receive(bytes);
        take(to);
    }

    private void take(Role name) {
        var events = ends.get(name).events();
        var sent = new ArrayList<Handle>();
        for (var event : events)
            if (event instanceof ChunkEvent.Packet(var bytes)) {
                sent.add(network.nextHandle(name));
                network = network.send(name, bytes, now);
            }
        if (!events.isEmpty()) unread.add(new Happened(name, now, events, sent));
    }
}
