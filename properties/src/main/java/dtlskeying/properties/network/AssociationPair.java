package dtlskeying.properties.network;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;

/**
 * Two ends of a DTLS 1.2 association and the network between them, as an immutable value in virtual
 * time, milliseconds from 0.
 *
 * <p>A datagram whose first byte says SRTP goes past the association (§5.1.2, figure 7).
 */
public record AssociationPair(Association client, Association server, Network network, long now) {
    /** What happened. */
    public sealed interface Event {
        /**
         * An association took an input.
         *
         * @param end whose it is
         * @param input what it took
         * @param effects what it did
         * @param sent the names of the datagrams that it sent, one for each {@code Send}
         */
        record Stepped(Role end, Input input, List<Effect> effects, List<Handle> sent)
                implements Event {
            public Stepped {
                effects = List.copyOf(effects);
                sent = List.copyOf(sent);
            }
        }

        /** An SRTP or SRTCP packet arrived at that end. */
        record MediaArrived(Role end, Octets packet) implements Event {}

        /** Nothing is on its way and nobody waits for anything: nothing will ever happen. */
        record Quiet() implements Event {}
    }

    /** Both ends after an event. */
    public record Next(AssociationPair pair, Event event) {}

    /** Both ends before anything was sent. */
    public static AssociationPair start(Association client, Association server, Fates fates) {
        return new AssociationPair(client, server, Network.quiet(fates), 0);
    }

    /** The association of that end. */
    public Association end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** Whether both ends have completed the handshake. */
    public boolean isEstablished() {
        return client.isEstablished() && server.isEstablished();
    }

    /** When {@link #next()} happens, or {@link Network#NEVER}. */
    public long nextTime() {
        long timer = Math.min(client.deadline(), server.deadline());
        return Math.max(now, Math.min(network.nextArrival(), timer));
    }

    /** The next arrival or timeout; arrivals first, then the client, if they fall together. */
    public Next next() {
        long time = nextTime();
        if (time == Network.NEVER) return new Next(this, new Event.Quiet());
        AssociationPair then = at(time);
        if (network.nextArrival() <= time) return then.arrive();
        return then.take(
                client.deadline() <= time ? Role.CLIENT : Role.SERVER, new Input.Tick(time));
    }

    /** One end begins its handshake. */
    public Next begin(Role end) {
        return take(end, new Input.Begin(now));
    }

    /** One end wants another handshake; a client offers this MKI. */
    public Next rehandshake(Role end, Mki mki) {
        return take(end, new Input.Rehandshake(mki, now));
    }

    /** The same with these sessions for the server to take up. */
    public AssociationPair serverKnowing(SessionCache sessions) {
        return new AssociationPair(client, server.knowing(sessions), network, now);
    }

    /** One end gets a datagram that was kept from it. */
    public Next receive(Role end, Octets datagram) {
        return take(end, new Input.Datagram(datagram, now));
    }

    /** The same without the datagram that arrives next. */
    public AssociationPair losingFirst() {
        return new AssociationPair(client, server, network.delivered(), now);
    }

    /** One end closes. */
    public Next close(Role end) {
        return take(end, new Input.Close(now));
    }

    /** One end sends an SRTP or SRTCP packet. */
    public AssociationPair sendMedia(Role from, Octets packet) {
        return new AssociationPair(client, server, network.send(from, packet, now), now);
    }

    /**
     * The same, so late.
     *
     * @throws IllegalArgumentException if that is in its past
     */
    public AssociationPair at(long time) {
        if (time < now) throw new IllegalArgumentException("time does not run backwards");
        return new AssociationPair(client, server, network, time);
    }

    private Next arrive() {
        InFlight first = network.first();
        Role to = first.handle().from().peer();
        var after = new AssociationPair(client, server, network.delivered(), now);
        return isMedia(first.datagram())
                ? new Next(after, new Event.MediaArrived(to, first.datagram()))
                : after.take(to, new Input.Datagram(first.datagram(), now));
    }

    private Next take(Role role, Input input) {
        Step<Association, Effect> step = end(role).on(input);
        Network after = network;
        var sent = new ArrayList<Handle>();
        for (Effect effect : step.effects())
            if (effect instanceof Effect.Send(var datagram)) {
                sent.add(after.nextHandle(role));
                after = after.send(role, datagram, now);
            }
        AssociationPair pair =
                role == Role.CLIENT
                        ? new AssociationPair(step.state(), server, after, now)
                        : new AssociationPair(client, step.state(), after, now);
        return new Next(pair, new Event.Stepped(role, input, step.effects(), sent));
    }

    private static boolean isMedia(Octets datagram) {
        return FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Media;
    }
}
