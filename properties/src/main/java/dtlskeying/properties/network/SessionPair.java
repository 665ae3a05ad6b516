package dtlskeying.properties.network;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;

/**
 * Two ends of DTLS-SRTP and the network between them, in virtual time, milliseconds from 0. Unlike
 * {@link AssociationPair} it changes in place, as the sessions of its ends do.
 */
public final class SessionPair {
    private final SrtpEndpoint client;
    private final SrtpEndpoint server;
    private Network network;
    private Arrivals watcher = Arrivals.UNSEEN;
    private long now;

    /** Both ends before anything was sent. */
    public SessionPair(SrtpEndpoint client, SrtpEndpoint server, Fates fates) {
        this.client = client;
        this.server = server;
        this.network = Network.quiet(fates);
    }

    /**
     * What one end has done at one moment.
     *
     * @param sent the names of the datagrams that it sent, in order
     */
    public record Happened(Role end, long time, List<EndpointEvent> events, List<Handle> sent) {
        public Happened {
            events = List.copyOf(events);
            sent = List.copyOf(sent);
        }
    }

    /** From here on somebody sees what arrives. */
    public void watch(Arrivals arrivals) {
        watcher = arrivals;
    }

    /** The end of that role. */
    public SrtpEndpoint end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** Whether both ends have completed a handshake, and neither is over. */
    public boolean isEstablished() {
        return client.association().isEstablished() && server.association().isEstablished();
    }

    /** Whether another handshake is under way, or asked for, at either end. */
    public boolean isRehandshaking() {
        return client.association().isRehandshaking() || server.association().isRehandshaking();
    }

    /** Whether one end is closed or has failed. */
    public boolean isOver() {
        return client.association().isOver() || server.association().isOver();
    }

    /** How late it is. */
    public long now() {
        return now;
    }

    /** The datagrams under way. */
    public Network network() {
        return network;
    }

    /** The client begins. */
    public Happened begin() {
        return done(Role.CLIENT, client.on(new Input.Begin(now)));
    }

    /** One end wants another handshake; a client offers this MKI. */
    public Happened rehandshake(Role end, Mki mki) {
        return done(end, end(end).on(new Input.Rehandshake(mki, now)));
    }

    /** One end sends a packet. */
    public Happened send(Role end, PacketKind kind, Octets packet) {
        return done(end, end(end).send(kind, packet, now));
    }

    /** One end closes. */
    public Happened close(Role end) {
        return done(end, end(end).on(new Input.Close(now)));
    }

    /** When {@link #next()} happens, or {@link Network#NEVER}. */
    public long nextTime() {
        long timer = Math.min(client.deadline(), server.deadline());
        return Math.max(now, Math.min(network.nextArrival(), timer));
    }

    /** The next arrival or timeout; arrivals first, then the client, if they fall together. */
    public Happened next() {
        now = nextTime();
        if (now == Network.NEVER) throw new IllegalStateException("nothing will ever happen");
        if (network.nextArrival() <= now) return arrive();
        Role end = client.deadline() <= now ? Role.CLIENT : Role.SERVER;
        return done(end, end(end).on(new Input.Tick(now)));
    }

    /**
     * All that happens up to a time, at which it then is.
     *
     * @throws IllegalArgumentException if that is in its past
     */
    public List<Happened> until(long time) {
        if (time < now) throw new IllegalArgumentException("time does not run backwards");
        var all = new ArrayList<Happened>();
        while (nextTime() <= time) all.add(next());
        now = time;
        return all;
    }

    private Happened arrive() {
        InFlight first = network.first();
        network = network.delivered();
        Role to = first.handle().from().peer();
        watcher.arrived(to, now, first.handle(), first.datagram());
        return done(to, end(to).on(new Input.Datagram(first.datagram(), now)));
    }

    private Happened done(Role end, List<EndpointEvent> events) {
        var sent = new ArrayList<Handle>();
        for (EndpointEvent event : events)
            for (Octets datagram : event.datagrams()) {
                sent.add(network.nextHandle(end));
                network = network.send(end, datagram, now);
            }
        return new Happened(end, now, events, sent);
    }
}
