package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One DTLS 1.3 association with one peer over UDP, whose records protect the data.
 *
 * <p>It has no thread of its own: time passes for it inside {@link #handshake} and {@link
 * #receive}, each of which waits no longer than it is told. It belongs to one thread at a time.
 */
public final class PlainEndpoint implements AutoCloseable {
    /** Who wants to see what an endpoint does, on the endpoint's thread. */
    @FunctionalInterface
    public interface Watcher {
        /** Somebody who looks away. */
        Watcher NONE = (_, _) -> {};

        /** The association has taken a step; the time is milliseconds since the endpoint began. */
        void stepped(List<Effect> effects, long now);
    }

    private final UdpSocket socket;
    private final InetSocketAddress peer;
    private final Watcher watcher;
    private final Queue<Octets> arrived = new ArrayDeque<>();
    private Association association;
    private Ending ending = Ending.NONE;

    PlainEndpoint(
            UdpSocket socket, InetSocketAddress peer, Association association, Watcher watcher) {
        this.socket = socket;
        this.peer = peer;
        this.association = association;
        this.watcher = watcher;
    }

    /**
     * A client of that server. Nothing is sent before {@link #handshake}.
     *
     * @param local where to bind; port 0 is any
     * @param entropy for this association alone, from a good source
     * @throws IOException if the host has no address, or the socket cannot be bound
     */
    public static PlainEndpoint connect(
            InetSocketAddress local,
            InetSocketAddress server,
            Settings settings,
            Entropy entropy,
            Watcher watcher)
            throws IOException {
        UdpSocket.requireResolved(server);
        var socket = new UdpSocket(local, Observer.NONE);
        socket.connect(server);
        var client = Association.client(settings, entropy);
        return new PlainEndpoint(socket, server, client, watcher);
    }

    /**
     * Completes the handshake, which a client starts. A client has then had the ACK of its last
     * flight.
     *
     * @param limit how long to wait for it at most
     * @throws IOException if it fails or is not complete in time; the message says why
     */
    public void handshake(Duration limit) throws IOException {
        take(new Input.Begin(socket.now()));
        long until = socket.now() + limit.toMillis();
        boolean unreachable = false;
        while (!association.isConfirmed()) {
            if (association.isOver()) throw new IOException(ending.words());
            if (socket.now() >= until) throw new IOException(silence(limit, unreachable));
            unreachable |= step(until) instanceof Arrival.Unreachable;
        }
    }

    /**
     * The next data of the peer. The association may be over afterwards.
     *
     * @param limit how long to wait at most
     * @return nothing if none came in time, or the association is over
     */
    public Optional<Octets> receive(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        while (arrived.isEmpty() && !association.isOver() && socket.now() < until) step(until);
        return Optional.ofNullable(arrived.poll());
    }

    /** Sends data, as {@link Input.Data}; nothing leaves before the handshake is complete. */
    public void send(Octets data) throws IOException {
        take(new Input.Data(data, socket.now()));
    }

    /** Wants new keys, as {@link Input.UpdateKeys}; it goes on inside {@link #receive}. */
    public void updateKeys(boolean both) throws IOException {
        take(new Input.UpdateKeys(both, socket.now()));
    }

    /** Wants new keys both ways, as {@link Input.RenewKeys}; it goes on inside {@link #receive}. */
    public void renewKeys() throws IOException {
        take(new Input.RenewKeys(socket.now()));
    }

    /** The association as it is now. */
    public Association association() {
        return association;
    }

    /** Where this end is bound. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** Why the association is over, in words; empty while it is not. */
    public String ending() {
        return ending.words();
    }

    /** Says close_notify, if there is anybody to say it to, and gives the socket back. */
    @Override
    public void close() throws IOException {
        try (socket) {
            take(new Input.Close(socket.now()));
        }
    }

    private Arrival step(long until) throws IOException {
        var arrival = socket.receive(Math.min(until, association.deadline()));
        if (socket.now() >= association.deadline()) take(new Input.Tick(socket.now()));
        if (arrival instanceof Arrival.Datagram(var bytes, _))
            take(new Input.Datagram(bytes, socket.now()));
        return arrival;
    }

    void take(Input input) throws IOException {
        var step = association.on(input);
        association.overwriteAllBut(step.state());
        association = step.state();
        watcher.stepped(step.effects(), input.now());
        for (Effect effect : step.effects()) {
            ending = ending.after(effect);
            if (effect instanceof Effect.Send(var datagram)) socket.send(datagram, peer);
            if (effect instanceof Effect.DataReceived(var content)) arrived.add(content);
        }
    }

    private String silence(Duration limit, boolean unreachable) {
        String what =
                unreachable
                        ? "nobody listens at %s (waited %d ms)"
                        : "the handshake with %s is not complete after %d ms";
        return what.formatted(Words.address(peer), limit.toMillis());
    }
}
