package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.FirstBytes;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.Ssrc;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * One association with one peer over UDP, and the media that its handshakes key. DTLS and SRTP
 * share the socket.
 *
 * <p>It has no thread of its own: time passes for it inside {@link #handshake} and {@link
 * #receive}, each of which waits no longer than it is told. It belongs to one thread at a time.
 */
public final class UdpEndpoint implements AutoCloseable {
    /** A packet of the peer, as it was before it was protected. */
    public record Packet(PacketKind kind, Octets bytes) {}

    private final UdpSocket socket;
    private final InetSocketAddress peer;
    private final SrtpEndpoint endpoint;
    private final Queue<Packet> arrived = new ArrayDeque<>();
    private String ending = "";

    UdpEndpoint(UdpSocket socket, InetSocketAddress peer, SrtpEndpoint endpoint) {
        this.socket = socket;
        this.peer = peer;
        this.endpoint = endpoint;
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
            Versions versions,
            SessionSettings session,
            Entropy entropy,
            Observer observer)
            throws IOException {
        UdpSocket.requireResolved(server);
        var socket = new UdpSocket(local, observer);
        socket.connect(server);
        var endpoint = new SrtpEndpoint(versions.client(entropy), session);
        return new UdpEndpoint(socket, server, endpoint);
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
        while (!association().isEstablished()) {
            if (association().isOver()) throw new IOException(ending);
            if (socket.now() >= until) throw new IOException(silence(limit, heard, unreachable));
            switch (arrival(until)) {
                case Arrival.Datagram(var bytes, _) -> {
                    heard |= isDtls(bytes);
                    take(new Input.Datagram(bytes, socket.now()));
                }
                case Arrival.Unreachable() -> unreachable = true;
                case Arrival.Silence() -> {}
            }
        }
    }

    /**
     * The next packet of the peer, authentic and new. What is DTLS is dealt with meanwhile; the
     * association may be over afterwards.
     *
     * @param limit how long to wait at most
     * @return nothing if none came in time, or the association is over
     */
    public Optional<Packet> receive(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        while (arrived.isEmpty() && !association().isOver() && socket.now() < until) {
            switch (arrival(until)) {
                case Arrival.Datagram(var bytes, _) ->
                        take(new Input.Datagram(bytes, socket.now()));
                case Arrival.Unreachable() -> {}
                case Arrival.Silence() -> {}
            }
        }
        return Optional.ofNullable(arrived.poll());
    }

    /**
     * Starts another handshake, or asks the client for one. It goes on inside {@link #receive},
     * between the packets that come meanwhile; {@link DtlsAssociation#handshakes} tells when it is
     * complete.
     *
     * @param mki what a client offers, as in {@link Input.Rehandshake}
     */
    public void rehandshake(Mki mki) throws IOException {
        take(new Input.Rehandshake(mki, socket.now()));
    }

    /** Lets a source of this end send under that name, as {@link SrtpEndpoint#use}. */
    public Optional<Clause> use(Ssrc ssrc) {
        return endpoint.use(ssrc);
    }

    /**
     * Protects a packet under the newest keys and sends it.
     *
     * @return whether it was sent: there may be no keys, or these may be at their end, or its
     *     source has not been let {@link #use} its name
     */
    public boolean send(PacketKind kind, Octets packet) throws IOException {
        var events = endpoint.send(kind, packet, socket.now());
        follow(events);
        return events.stream().noneMatch(EndpointEvent.Refused.class::isInstance);
    }

    /** The association as it is now. */
    public DtlsAssociation association() {
        return endpoint.association();
    }

    /** Keying material, as {@link DtlsAssociation#export(String, int)}. */
    public Secret export(String label, int length) {
        return association().export(label, length);
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
        var arrival = socket.receive(Math.min(until, endpoint.deadline()));
        if (socket.now() >= endpoint.deadline()) take(new Input.Tick(socket.now()));
        return arrival;
    }

    private void take(Input input) throws IOException {
        follow(endpoint.on(input));
    }

    void follow(List<EndpointEvent> events) throws IOException {
        for (EndpointEvent event : events) {
            switch (event) {
                case EndpointEvent.Stepped(var input, var effects) -> stepped(input, effects);
                case EndpointEvent.Protected(_, var datagram) -> socket.send(datagram, peer);
                case EndpointEvent.Opened(var kind, _, var packet) ->
                        arrived.add(new Packet(kind, packet));
                case EndpointEvent.Keyed _,
                        EndpointEvent.SetEnded _,
                        EndpointEvent.RekeyAsked _,
                        EndpointEvent.Refused _,
                        EndpointEvent.Held _,
                        EndpointEvent.Dropped _,
                        EndpointEvent.Foreign _ -> {}
            }
            socket.observer().happened(event, socket.now());
        }
    }

    private void stepped(Input input, List<Effect> effects) throws IOException {
        socket.observer().stepped(input, effects);
        for (Effect effect : effects) {
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
