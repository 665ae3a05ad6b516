package dtlskeying.properties.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * A loopback path between one client and one server that loses or repeats datagrams by their
 * number.
 */
final class LossyRelay implements AutoCloseable {
    private static final int MAX_DATAGRAM = 65_535;

    private final IntUnaryOperator copies;
    private final DatagramSocket towardsClient = socket();
    private final DatagramSocket towardsServer = socket();
    private volatile SocketAddress client;

    private LossyRelay(IntUnaryOperator copies) {
        this.copies = copies;
    }

    /**
     * A path to the server on that port of loopback.
     *
     * @param copies how many copies arrive of a datagram, by its number in its direction, from 0
     */
    static LossyRelay to(int port, IntUnaryOperator copies) {
        var relay = new LossyRelay(copies);
        var server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        relay.start(
                relay.towardsClient,
                packet -> {
                    relay.client = packet.getSocketAddress();
                    packet.setSocketAddress(server);
                },
                relay.towardsServer);
        relay.start(
                relay.towardsServer,
                packet -> packet.setSocketAddress(relay.client),
                relay.towardsClient);
        return relay;
    }

    /** The port of loopback that a client connects to. */
    int port() {
        return towardsClient.getLocalPort();
    }

    @Override
    public void close() {
        towardsClient.close();
        towardsServer.close();
    }

    private void start(DatagramSocket from, Consumer<DatagramPacket> readdress, DatagramSocket to) {
        Thread.ofVirtual().start(() -> pump(from, readdress, to));
    }

    private void pump(DatagramSocket from, Consumer<DatagramPacket> readdress, DatagramSocket to) {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        try {
            for (int number = 0; ; number++) {
                packet.setLength(MAX_DATAGRAM);
                from.receive(packet);
                readdress.accept(packet);
                for (int copy = copies.applyAsInt(number); copy > 0; copy--) to.send(packet);
            }
        } catch (IOException e) {
            // The path is closed, or an end is gone: nothing arrives any more.
        }
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
