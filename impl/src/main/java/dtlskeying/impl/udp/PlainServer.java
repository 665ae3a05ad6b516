package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.udp.PlainEndpoint.Watcher;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Waits on a port for one client of DTLS 1.3. Unless addresses are known otherwise, it keeps
 * nothing of one that has not returned its cookie.
 */
public final class PlainServer implements AutoCloseable {
    private static final int COOKIE_SECRET_LENGTH = 32;

    private final UdpSocket socket;
    private final Settings settings;
    private final Entropy entropy;
    private final RetryCookies cookies;
    private final Watcher watcher;

    private PlainServer(UdpSocket socket, Settings settings, Entropy entropy, Watcher watcher) {
        this.socket = socket;
        this.settings = settings;
        this.entropy = entropy;
        this.cookies = RetryCookies.of(entropy.secret("cookies", COOKIE_SECRET_LENGTH));
        this.watcher = watcher;
    }

    /**
     * Binds a port; it listens from here on.
     *
     * @param local where; port 0 is any
     * @param entropy for this server alone, from a good source
     * @throws IOException if it cannot be bound
     */
    public static PlainServer listen(
            InetSocketAddress local, Settings settings, Entropy entropy, Watcher watcher)
            throws IOException {
        return new PlainServer(new UdpSocket(local, Observer.NONE), settings, entropy, watcher);
    }

    /** Where it listens. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /**
     * Waits for a client that can be reached, and gives it the socket: call {@link
     * PlainEndpoint#handshake} next, and close the endpoint in the place of this server.
     *
     * @param limit how long to wait at most
     * @throws IOException if none came in time
     */
    public PlainEndpoint accept(Duration limit) throws IOException {
        long until = socket.now() + limit.toMillis();
        while (socket.now() < until) {
            if (!(socket.receive(until) instanceof Arrival.Datagram(var bytes, var client)))
                continue;
            var server = Association.server(settings, entropy, cookies, Words.addressBytes(client));
            var hello = new Input.Datagram(bytes, socket.now());
            boolean isReachable = !server.on(hello).state().isIdle();
            // Connecting drops what has arrived: after the answer, that could be the client's next.
            if (isReachable) socket.connect(client);
            var endpoint = new PlainEndpoint(socket, client, server, watcher);
            endpoint.take(hello);
            if (isReachable) return endpoint;
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
