package dtlskeying.impl.udp;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.Cookies;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls12.AssociationSpec.Effect;
import dtlskeying.spec.dtls12.AssociationSpec.Input;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Waits on a port for one client. Until a client has returned its cookie nothing is kept of it. */
public final class UdpServer implements AutoCloseable {
    private static final int COOKIE_SECRET_LENGTH = 32;

    private final UdpSocket socket;
    private final Settings settings;
    private final Entropy entropy;
    private final Cookies cookies;

    private UdpServer(UdpSocket socket, Settings settings, Entropy entropy) {
        this.socket = socket;
        this.settings = settings;
        this.entropy = entropy;
        this.cookies = new Cookies(entropy.secret("cookies", COOKIE_SECRET_LENGTH));
    }

    /**
     * Binds a port; it listens from here on.
     *
     * @param local where; port 0 is any
     * @param entropy for this server alone, from a good source
     * @throws IOException if it cannot be bound
     */
    public static UdpServer listen(
            InetSocketAddress local, Settings settings, Entropy entropy, Observer observer)
            throws IOException {
        return new UdpServer(new UdpSocket(local, observer), settings, entropy);
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
            var door = Association.server(settings, entropy, cookies, name(client));
            var input = new Input.Datagram(bytes, socket.now());
            var step = door.on(input);
            if (!step.state().isIdle()) {
                socket.connect(client);
                var endpoint = new UdpEndpoint(socket, client, step.state());
                endpoint.follow(input, step);
                return endpoint;
            }
            socket.observer().stepped(input, step.effects());
            for (Effect effect : step.effects()) {
                socket.observer().done(effect, socket.now());
                if (effect instanceof Effect.Send(var datagram)) socket.send(datagram, client);
            }
        }
        throw new IOException(
                "no client came to %s within %d ms"
                        .formatted(Words.address(localAddress()), limit.toMillis()));
    }

    /** Address and port, as the cookie takes them in. */
    private static Octets name(InetSocketAddress client) {
        int port = client.getPort();
        return Octets.concat(
                Octets.of(client.getAddress().getAddress()),
                Octets.of((byte) (port >> 8), (byte) port));
    }

    @Override
    public void close() {
        socket.close();
    }
}
