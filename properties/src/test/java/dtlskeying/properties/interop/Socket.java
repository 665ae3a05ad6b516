package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.ObjIntConsumer;

/** A UDP socket on some port of loopback; waiting for a datagram has a bound. */
final class Socket implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int MAX_DATAGRAM = 65_535;

    private final DatagramSocket socket;

    private Socket(DatagramSocket socket) {
        this.socket = socket;
    }

    /** A socket on any free port. */
    static Socket open() {
        try {
            return new Socket(
                    new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its own port. */
    int port() {
        return socket.getLocalPort();
    }

    /** Sends to a port of loopback. */
    void send(Octets datagram, int port) {
        byte[] bytes = datagram.toArray();
        try {
            socket.send(
                    new DatagramPacket(
                            bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next datagram. */
    Octets next() {
        try {
            socket.setSoTimeout(PATIENCE_MILLIS);
            return bytes(receive());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands on each datagram with the port it comes from, until the socket is closed. */
    void pump(ObjIntConsumer<Octets> target) {
        try {
            while (true) {
                var packet = receive();
                target.accept(bytes(packet), packet.getPort());
            }
        } catch (IOException | UncheckedIOException e) {
            // The path is closed, or an end is gone: nothing arrives any more.
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private DatagramPacket receive() throws IOException {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        socket.receive(packet);
        return packet;
    }

    private static Octets bytes(DatagramPacket packet) {
        return Octets.of(packet.getData(), packet.getOffset(), packet.getLength());
    }
}
