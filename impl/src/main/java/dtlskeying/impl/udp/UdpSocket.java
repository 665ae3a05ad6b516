package dtlskeying.impl.udp;

import dtlskeying.spec.Octets;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** A socket and a clock, and somebody who watches. */
final class UdpSocket implements AutoCloseable {
    private static final int LARGEST_DATAGRAM = 65_535;

    /** How long an interrupt is not heard, in milliseconds. */
    private static final int SLICE = 100;

    private final DatagramSocket socket;
    private final Observer observer;
    private final long origin = System.nanoTime();
    private final byte[] buffer = new byte[LARGEST_DATAGRAM];

    UdpSocket(InetSocketAddress local, Observer observer) throws IOException {
        this.socket = bound(local);
        this.observer = observer;
    }

    /** What waiting for a datagram comes to. */
    sealed interface Arrival {
        /** A datagram, from that address. */
        record Datagram(Octets bytes, InetSocketAddress from) implements Arrival {}

        /** Nothing came in time. */
        record Silence() implements Arrival {}

        /** The network says that nobody listens there; it may be wrong, or early. */
        record Unreachable() implements Arrival {}
    }

    private static DatagramSocket bound(InetSocketAddress local) throws IOException {
        requireResolved(local);
        try {
            return new DatagramSocket(local);
        } catch (SocketException e) {
            throw new IOException("cannot bind to " + local + ": " + e.getMessage(), e);
        }
    }

    static void requireResolved(InetSocketAddress address) throws UnknownHostException {
        if (address.isUnresolved())
            throw new UnknownHostException("no host is called " + address.getHostString());
    }

    /** Milliseconds since the socket was made. */
    long now() {
        return (System.nanoTime() - origin) / 1_000_000;
    }

    Observer observer() {
        return observer;
    }

    InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** From here on only this peer is heard, and the network's complaints about it are, too. */
    void connect(InetSocketAddress peer) throws IOException {
        socket.connect(peer);
    }

    /** Sends; that nobody listens is found out by the silence, as with every lost datagram. */
    void send(Octets datagram, InetSocketAddress to) throws IOException {
        observer.sent(datagram, now());
        try {
            socket.send(new DatagramPacket(datagram.toArray(), datagram.length(), to));
        } catch (PortUnreachableException e) {
            // An earlier datagram found nobody: the peer may not have started yet.
        }
    }

    /**
     * Waits until that time, in milliseconds as of {@link #now()}.
     *
     * @throws InterruptedIOException if the thread is interrupted, {@value #SLICE} ms later at most
     */
    Arrival receive(long until) throws IOException {
        Arrival arrival = new Arrival.Silence();
        for (long left = until - now();
                left > 0 && arrival instanceof Arrival.Silence;
                left = until - now()) {
            if (Thread.interrupted()) throw new InterruptedIOException("interrupted");
            arrival = receiveWithin((int) Math.min(left, SLICE));
        }
        return arrival;
    }

    private Arrival receiveWithin(int limit) throws IOException {
        socket.setSoTimeout(limit);
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return new Arrival.Silence();
        } catch (PortUnreachableException e) {
            return new Arrival.Unreachable();
        }
        var bytes = Octets.of(buffer, 0, packet.getLength());
        observer.received(bytes, now());
        return new Arrival.Datagram(bytes, (InetSocketAddress) packet.getSocketAddress());
    }

    @Override
    public void close() {
        socket.close();
    }
}
