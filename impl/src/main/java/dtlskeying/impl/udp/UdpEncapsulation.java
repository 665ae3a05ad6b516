package dtlskeying.impl.udp;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.impl.udp.UdpSocket.Arrival;
import dtlskeying.spec.Octets;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * SCTP packets in UDP datagrams (RFC 6951), for one association: each datagram is one packet, and
 * nothing else. What is sent through it has its CRC32c already.
 *
 * <p>It has no thread of its own, and belongs to one at a time.
 */
public final class UdpEncapsulation implements AutoCloseable {
    /** The port of UDP at which SCTP is encapsulated, unless both agree on others (§8). */
    public static final int PORT = 9899;

    private final UdpSocket socket;
    private final EncapsulationPeer peer;

    private UdpEncapsulation(UdpSocket socket, EncapsulationPeer peer) {
        this.socket = socket;
        this.peer = peer;
    }

    /**
     * Waits at that address for a peer, whose address it learns.
     *
     * @throws IOException if it cannot be bound
     */
    public static UdpEncapsulation listen(InetSocketAddress local) throws IOException {
        return new UdpEncapsulation(
                new UdpSocket(local, Observer.NONE), EncapsulationPeer.unknown());
    }

    /**
     * Goes to a peer at that address, which may go on from another one later.
     *
     * @param local where to bind; port 0 is any
     * @throws IOException if the host has no address, or the socket cannot be bound
     */
    public static UdpEncapsulation connect(InetSocketAddress local, InetSocketAddress remote)
            throws IOException {
        UdpSocket.requireResolved(remote);
        return new UdpEncapsulation(
                new UdpSocket(local, Observer.NONE), EncapsulationPeer.at(remote));
    }

    /** Where it is bound. */
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    /** Sends a packet to the peer; nowhere while nobody has been heard. */
    public void send(Octets packet) throws IOException {
        InetSocketAddress to = peer.sends(packet);
        if (to != null) socket.send(packet, to);
    }

    /**
     * The next packet.
     *
     * @param limit how long to wait for it at most
     * @return one whose checksum is right; empty if none came in time
     */
    public Octets receive(Duration limit) throws IOException {
        long until = socket.now() + Math.max(1, limit.toMillis());
        while (socket.receive(until) instanceof Arrival.Datagram(var packet, var from)) {
            if (!SctpPacket.isSound(packet.toArray(), packet.length())) continue;
            peer.hears(packet, from);
            return packet;
        }
        return Octets.EMPTY;
    }

    /** Nanoseconds since it was made, for the timers of the association. */
    public long nanos() {
        return socket.now() * 1_000_000;
    }

    @Override
    public void close() {
        socket.close();
    }
}
