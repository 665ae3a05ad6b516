package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls13.Association;
import dtlskeying.impl.dtls13.RetryCookies;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;

/**
 * Our DTLS 1.3 association at one end of a loopback UDP flow, in either role, on a thread of its
 * own.
 */
final class OurDtls13Peer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 10;
    private static final int DATAGRAM = 65_535;

    private final DatagramSocket socket;
    private final BlockingQueue<Input> wishes = new LinkedBlockingQueue<>();
    private final Growing<Effect> done = new Growing<>();
    private final Growing<Octets> arrived = new Growing<>();
    private final Thread thread;
    private volatile Association association;
    private volatile SocketAddress peer;
    private volatile boolean closing;

    private OurDtls13Peer(DatagramSocket socket, SocketAddress peer, Association association) {
        this.socket = socket;
        this.peer = peer;
        this.association = association;
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /** A client of the server on that port of loopback. */
    static OurDtls13Peer client(int port, Settings settings) {
        return client(port, settings, Draws.entropy());
    }

    /** The same with what it draws its secrets from. */
    static OurDtls13Peer client(int port, Settings settings, Entropy entropy) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var ours = new OurDtls13Peer(open(), address, Association.client(settings, entropy));
        ours.wishes.add(new Input.Begin(now()));
        return ours;
    }

    /** A server for the first client that comes. */
    static OurDtls13Peer server(Settings settings) {
        var cookies = RetryCookies.of(Secret.of(Draws.key()));
        var waiting = Association.server(settings, Draws.entropy(), cookies, Octets.EMPTY);
        return new OurDtls13Peer(open(), null, waiting);
    }

    /** The port of loopback that it has. */
    int port() {
        return socket.getLocalPort();
    }

    /** Waits for the end of the handshake; whether it went well. */
    boolean agreed() {
        await(() -> association.isConfirmed() || association.isOver());
        return association.isConfirmed();
    }

    /** What it has come to. */
    Association association() {
        return association;
    }

    /** Has it send application data: one line of text. */
    void send(String text) {
        wishes.add(new Input.Data(Octets.of(text.getBytes(StandardCharsets.UTF_8)), now()));
    }

    /** Waits for that text as application data. */
    void awaitReceived(String text) {
        var content = Octets.of(text.getBytes(StandardCharsets.UTF_8));
        done.first(effect -> effect.equals(new Effect.DataReceived(content)));
    }

    /** Has it update its sending keys, and ask for the same if {@code both}. */
    void update(boolean both) {
        wishes.add(new Input.UpdateKeys(both, now()));
    }

    /** Waits until it sends, and reads, in these epochs. */
    void awaitEpochs(long reading, long writing) {
        await(() -> association.readEpoch() == reading && association.writeEpoch() == writing);
    }

    /** The datagrams that it has sent, in order. */
    List<Octets> sent() {
        var datagrams = new ArrayList<Octets>();
        for (Effect effect : done.all())
            if (effect instanceof Effect.Send(var datagram)) datagrams.add(datagram);
        return datagrams;
    }

    /** The datagrams that have come to it, in order. */
    List<Octets> arrived() {
        return arrived.all();
    }

    /** What it has done, in order. */
    String transcript() {
        return done.all().toString();
    }

    /** Waits until the association is over. */
    void awaitOver() {
        await(() -> association.isOver());
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (socket) {
            while (!closing) round();
            take(new Input.Close(now()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void round() throws IOException {
        Input wish = wishes.poll();
        if (wish != null) take(wish);
        receive();
        if (association.deadline() <= now()) take(new Input.Tick(now()));
    }

    private void receive() throws IOException {
        var packet = new DatagramPacket(new byte[DATAGRAM], DATAGRAM);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return;
        }
        if (peer == null) peer = packet.getSocketAddress();
        Octets datagram = Octets.of(packet.getData(), 0, packet.getLength());
        arrived.add(datagram);
        take(new Input.Datagram(datagram, now()));
    }

    private void take(Input input) throws IOException {
        var step = association.on(input);
        association = step.state();
        for (var effect : step.effects()) {
            done.add(effect);
            if (effect instanceof Effect.Send(var datagram))
                socket.send(new DatagramPacket(datagram.toArray(), datagram.length(), peer));
        }
    }

    private void await(BooleanSupplier wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.getAsBoolean()) {
            if (System.nanoTime() > deadline)
                throw new AssertionError("it does not come: " + association + transcript());
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static DatagramSocket open() {
        try {
            var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(POLL_MILLIS);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
