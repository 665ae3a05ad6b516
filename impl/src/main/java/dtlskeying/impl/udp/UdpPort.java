package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.endpoint.SharedPort;
import dtlskeying.impl.endpoint.SharedPort.Told;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.PacketKind;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A UDP port that any number of clients share, each with an association of its own (§5.1.2): a
 * {@link SharedPort} with a socket. Nothing is kept of a client that has not returned its cookie.
 *
 * <p>It has no thread of its own: everything happens inside {@link #serve}. It belongs to one
 * thread at a time.
 */
public final class UdpPort implements AutoCloseable {
    /** How long nothing may come before a packet that was postponed has its turn. */
    private static final long PAUSE = 5;

    private final UdpSocket socket;
    private final SharedPort port;

    private UdpPort(UdpSocket socket, SharedPort port) {
        this.socket = socket;
        this.port = port;
    }

    /**
     * Binds a port; it listens from here on.
     *
     * @param local where; port 0 is any
     * @param entropy for this port alone, from a good source
     * @throws IOException if it cannot be bound
     */
    public static UdpPort listen(
            InetSocketAddress local,
            Versions versions,
            SessionSettings session,
            Entropy entropy,
            Observer observer)
            throws IOException {
        var secret = Versions.cookieSecret(entropy);
        var socket = new UdpSocket(local, observer);
        var port =
                new SharedPort(
                        client ->
                                new SrtpEndpoint(
                                        versions.server(
                                                entropy.child(client.toHex() + socket.now()),
                                                secret,
                                                client),
                                        session),
                        SsrcMapping.LIMITS);
        return new UdpPort(socket, port);
    }

    /** Where it listens. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** Deals with what comes, for so long; all that has happened, in order. */
    public List<Told> serve(Duration limit) throws IOException {
        var all = new ArrayList<Told>();
        long until = socket.now() + limit.toMillis();
        while (socket.now() < until) {
            long pause = Math.min(until, socket.now() + PAUSE);
            var told =
                    socket.receive(pause) instanceof Arrival.Datagram(var bytes, var from)
                            ? port.arrive(Words.addressBytes(from), bytes, socket.now())
                            : port.turn(socket.now());
            all.addAll(sent(told));
            if (socket.now() >= port.deadline()) all.addAll(sent(port.tick(socket.now())));
        }
        return all;
    }

    /** Sends a packet to the peer of an association that there is. */
    public List<Told> send(int association, PacketKind kind, Octets packet) throws IOException {
        return sent(port.send(association, kind, packet, socket.now()));
    }

    /** The associations and the table of their sources. */
    public SharedPort port() {
        return port;
    }

    private List<Told> sent(List<Told> told) throws IOException {
        for (Told each : told)
            if (each instanceof Told.Of(_, var peer, var event))
                for (Octets datagram : event.datagrams()) socket.send(datagram, address(peer));
        return told;
    }

    private static InetSocketAddress address(Octets name) throws IOException {
        int host = name.length() - 2;
        return new InetSocketAddress(
                InetAddress.getByAddress(name.slice(0, host).toArray()),
                name.at(host) << 8 | name.at(host + 1));
    }

    @Override
    public void close() {
        socket.close();
    }
}
