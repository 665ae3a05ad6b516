package dtlskeying.impl.udp;

import dtlskeying.impl.Step;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.dtls12.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * One association with one peer over UDP. DTLS and SRTP share the socket: what is DTLS by its first
 * byte goes to the association, anything else to whoever calls {@link #receive}.
 *
 * <p>It has no thread of its own: time passes for it inside {@link #handshake} and {@link
 * #receive}, each of which waits no longer than it is told. It belongs to one thread at a time.
 */
public final class UdpEndpoint implements AutoCloseable {
    private final UdpSocket socket;
    private final InetSocketAddress peer;
    private Association association;
    private String ending = "";

    UdpEndpoint(UdpSocket socket, InetSocketAddress peer, Association association) {
        this.socket = socket;
        this.peer = peer;
        this.association = association;
    }

    /**
     * A client of that server. Nothing is sent before {@link #handshake}.
     *
     * @param local where to bind; port 0 is any
     * @param entropy for this association alone, from a good source
     * @throws IOException if the host has no address, or the socket cannot be bound
     */
    public static UdpEndpoint connect(
            InetSocketAddress local,
            InetSocketAddress server,
            Settings settings,
            Entropy entropy,
            Observer observer)
            throws IOException {
        UdpSocket.requireResolved(server);
        var socket = new UdpSocket(local, observer);
        socket.connect(server);
        return new UdpEndpoint(socket, server, Association.client(settings, entropy));
    }

    /**
     * Completes the handshake, which a client starts.
     *
     * @param limit how long to wait for it at most
     * @throws IOException if it fails or is not complete in time; the message says why
     */
    public void handshake(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        boolean unreachable = false;
        boolean heard = false;
        take(new Input.Begin(socket.now()));
        while (!association.isEstablished()) {
            if (association.isOver()) throw new IOException(ending);
            if (socket.now() >= until) throw new IOException(silence(limit, heard, unreachable));
            switch (arrival(until)) {
                case Arrival.Datagram(var bytes, _) when isDtls(bytes) -> {
                    heard = true;
                    take(new Input.Datagram(bytes, socket.now()));
                }
                case Arrival.Datagram(var bytes, _) ->
                        socket.observer().dropped(bytes, socket.now());
                case Arrival.Unreachable() -> unreachable = true;
                case Arrival.Silence() -> {}
            }
        }
    }

    /**
     * The next datagram that is not DTLS. What is DTLS is dealt with meanwhile; the association may
     * be over afterwards.
     *
     * @param limit how long to wait at most
     * @return nothing if none came in time, or the association is over
     */
    public Optional<Octets> receive(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        while (!association.isOver() && socket.now() < until) {
            switch (arrival(until)) {
                case Arrival.Datagram(var bytes, _) when isDtls(bytes) ->
                        take(new Input.Datagram(bytes, socket.now()));
                case Arrival.Datagram(var bytes, _) -> {
                    return Optional.of(bytes);
                }
                case Arrival.Unreachable() -> {}
                case Arrival.Silence() -> {}
            }
        }
        return Optional.empty();
    }

    /**
     * Starts another handshake, or asks the client for one. It goes on inside {@link #receive},
     * between the packets that come meanwhile; {@link Association#handshakes} tells when it is
     * complete.
     *
     * @param mki what a client offers, as in {@link Input.Rehandshake}
     */
    public void rehandshake(Mki mki) throws IOException {
        take(new Input.Rehandshake(mki, socket.now()));
    }

    /** Sends a datagram that is not DTLS as it is, such as an SRTP packet. */
    public void send(Octets datagram) throws IOException {
        if (isDtls(datagram)) throw new IllegalArgumentException("the peer would take it for DTLS");
        socket.send(datagram, peer);
    }

    /** The association as it is now. */
    public Association association() {
        return association;
    }

    /** Keying material, as {@link Association#export(String, int)}. */
    public Secret export(String label, int length) {
        return association.export(label, length);
    }

    /** The address of the other end. */
    public InetSocketAddress peer() {
        return peer;
    }

    /** Where this end is bound. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** Why the association is over, in words; empty while it is not. */
    public String ending() {
        return ending;
    }

    /** Says close_notify, if there is anybody to say it to, and gives the socket back. */
    @Override
    public void close() throws IOException {
        try (socket) {
            take(new Input.Close(socket.now()));
        }
    }

    private Arrival arrival(long until) throws IOException {
        var arrival = socket.receive(Math.min(until, association.deadline()));
        if (socket.now() >= association.deadline()) take(new Input.Tick(socket.now()));
        return arrival;
    }

    void take(Input input) throws IOException {
        follow(input, association.on(input));
    }

    void follow(Input input, Step<Association, Effect> step) throws IOException {
        association = step.state();
        socket.observer().stepped(input, step.effects());
        for (Effect effect : step.effects()) {
            socket.observer().done(effect, socket.now());
            ending = reason(effect);
            if (effect instanceof Effect.Send(var datagram)) socket.send(datagram, peer);
        }
    }

    /** The last word on how the association ends: the peer's alert says more than what follows. */
    private String reason(Effect effect) {
        return switch (effect) {
            case Effect.AlertReceived(_, var description)
                    when description == Alert.CLOSE_NOTIFY.code() ->
                    "the peer closed the association";
            case Effect.AlertReceived(var fatal, var description) when fatal ->
                    "the peer ended the association: " + Words.alert(description);
            case Effect.AlertSent(var alert, var clause) when ending.isEmpty() ->
                    "ended by %s: %s (%s)".formatted(alert.text(), clause.summary(), clause.id());
            case Effect.Failed(var clause) when ending.isEmpty() ->
                    "%s (%s)".formatted(clause.summary(), clause.id());
            case Effect _ -> ending;
        };
    }

    private String silence(Duration limit, boolean heard, boolean unreachable) {
        String what =
                heard
                        ? "the handshake with %s is not complete after %d ms"
                        : unreachable
                                ? "nobody listens at %s (waited %d ms)"
                                : "no answer from %s within %d ms";
        return what.formatted(Words.address(peer), limit.toMillis());
    }

    private static boolean isDtls(Octets datagram) {
        return FirstBytes.FIGURE_7.pathOf(datagram) instanceof FirstBytes.Path.Dtls;
    }
}
