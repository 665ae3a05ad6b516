package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls.DtlsAssociation;
import dtlskeying.impl.endpoint.SrtpEndpoint;
import dtlskeying.impl.srtp.SessionSettings;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.impl.versions.Versions;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Function;

/**
 * Waits on a port for one client. Unless its clients are known, it keeps nothing of one that has
 * not returned its cookie.
 */
public final class UdpServer implements AutoCloseable {
    private final UdpSocket socket;
    private final SessionSettings session;
    private final Function<InetSocketAddress, DtlsAssociation> associations;

    private UdpServer(
            UdpSocket socket,
            SessionSettings session,
            Function<InetSocketAddress, DtlsAssociation> associations) {
        this.socket = socket;
        this.session = session;
        this.associations = associations;
    }

    /**
     * Binds a port; it listens from here on.
     *
     * @param local where; port 0 is any
     * @param entropy for this server alone, from a good source
     * @throws IOException if it cannot be bound
     */
    public static UdpServer listen(
            InetSocketAddress local,
            Versions versions,
            SessionSettings session,
            Entropy entropy,
            Observer observer)
            throws IOException {
        var secret = Versions.cookieSecret(entropy);
        return new UdpServer(
                new UdpSocket(local, observer),
                session,
                client -> versions.server(entropy, secret, Words.addressBytes(client)));
    }

    /**
     * The same for a client that is known to be reachable: it is not asked for a cookie. Whoever
     * sends a hello first is that client.
     */
    public static UdpServer listenToKnownClient(
            InetSocketAddress local,
            Versions versions,
            SessionSettings session,
            Entropy entropy,
            Observer observer)
            throws IOException {
        return new UdpServer(
                new UdpSocket(local, observer),
                session,
                client -> versions.serverOfKnownClient(entropy));
    }

    /** Where it listens. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /**
     * Waits for a client that can be reached, and gives it the socket: call {@link
     * UdpEndpoint#handshake} next, and close the endpoint in the place of this server.
     *
     * @param limit how long to wait at most
     * @throws IOException if none came in time
     */
    public UdpEndpoint accept(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        while (socket.now() < until) {
            if (!(socket.receive(until) instanceof Arrival.Datagram(var bytes, var client)))
                continue;
            var endpoint = new SrtpEndpoint(associations.apply(client), session);
            var events = endpoint.on(new Input.Datagram(bytes, socket.now()));
            boolean isStranger = endpoint.association().isIdle();
            if (!isStranger) socket.connect(client);
            var flow = new UdpEndpoint(socket, client, endpoint);
            flow.follow(events);
            if (!isStranger) return flow;
        }
        throw new IOException(
                "no client came to %s within %d ms"
                        .formatted(Words.address(localAddress()), limit.toMillis()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
