package dtlskeying.properties.probe;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.spec.Octets;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.Set;

/** A way over UDP. A client's is tied to its server, a server's to the first who comes. */
final class UdpWire implements Wire {
    private static final int LARGEST_DATAGRAM = 65_535;

    /** How long to sleep at a stretch, so that the user's Ctrl-C is heard. */
    private static final long SLICE = 100;

    /** How long to wait before a server that has just been started is asked again. */
    private static final long AGAIN = 50;

    /** Nanoseconds that a server which is expected may take to start. */
    private static final long PATIENCE = 20_000_000_000L;

    /** Nanoseconds after which a datagram that was not refused was taken by somebody. */
    private static final long REFUSAL = 500_000_000L;

    /** Nanoseconds after which a port that is refused has nobody behind it. */
    private static final long ENOUGH = 1_500_000_000L;

    private final DatagramSocket socket;
    private final boolean isOwner;
    private final Presence presence;
    private final byte[] buffer = new byte[LARGEST_DATAGRAM];
    private final long opened = System.nanoTime();
    private long origin = opened;
    private Optional<Octets> first = Optional.empty();
    private Octets last = Octets.EMPTY;
    private long said;
    private boolean isRefused;
    private boolean isTaken;
    private boolean isAnswered;
    private boolean isGone;

    /** What is known of a server's being there. */
    interface Presence {
        /** Whether it is sure to listen soon, if nobody listens now. */
        boolean isExpected();

        /** Whether something has come from it before, on this way or another one. */
        boolean hasSpoken();

        /** What to ask oneself if it is not there. */
        String question();

        /** Something came from it. */
        void heard();

        /** That of a peer whose first datagram is here. */
        Presence PROVEN =
                new Presence() {
                    @Override
                    public boolean isExpected() {
                        return true;
                    }

                    @Override
                    public boolean hasSpoken() {
                        return true;
                    }

                    @Override
                    public String question() {
                        return "has it ended?";
                    }

                    @Override
                    public void heard() {
                        // That is known.
                    }
                };
    }

    private UdpWire(DatagramSocket socket, boolean isOwner, Presence presence) {
        this.socket = socket;
        this.isOwner = isOwner;
        this.presence = presence;
    }

    /** A way to a server. */
    static UdpWire to(InetSocketAddress server, Presence presence) {
        try {
            var socket = new DatagramSocket();
            socket.connect(server);
            return new UdpWire(socket, true, presence);
        } catch (SocketException e) {
            throw new ProbeTrouble("no way to " + server + ": " + e.getMessage(), e);
        }
    }

    /**
     * A way to the next client that says hello to this socket, which stays open. Until one comes,
     * the clock stands still.
     *
     * @param earlier where clients of earlier cases were, which are not heard; the new one is added
     * @param limit milliseconds to wait for one
     */
    static UdpWire at(DatagramSocket socket, Set<SocketAddress> earlier, long limit) {
        socket.disconnect();
        var wire = new UdpWire(socket, false, Presence.PROVEN);
        wire.awaitClient(earlier, limit);
        return wire;
    }

    private void awaitClient(Set<SocketAddress> earlier, long limit) {
        var packet = new DatagramPacket(buffer, buffer.length);
        do {
            Stopped.check();
            if (now() > limit)
                throw new ProbeTrouble(
                        "no client came to port %d within %d s"
                                .formatted(socket.getLocalPort(), limit / 1000),
                        null);
        } while (!isArrived(packet) || !isHello(packet) || !earlier.add(packet.getSocketAddress()));
        tie(packet);
        first = Optional.of(Octets.of(buffer, 0, packet.getLength()));
        origin = System.nanoTime();
        isAnswered = true;
    }

    private boolean isArrived(DatagramPacket packet) {
        try {
            packet.setLength(buffer.length);
            socket.setSoTimeout((int) SLICE);
            socket.receive(packet);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new ProbeTrouble("the socket fails: " + e.getMessage(), e);
        }
    }

    /** What a client begins with: a ClientHello, or the INIT of an SCTP association. */
    private static boolean isHello(DatagramPacket packet) {
        var datagram = Octets.of(packet.getData(), 0, packet.getLength());
        boolean isSctp =
                SctpPacket.isSound(datagram.toArray(), datagram.length())
                        && ChunkPackets.type(datagram) == ChunkPackets.INIT;
        return isSctp || isDtlsHello(datagram);
    }

    private static boolean isDtlsHello(Octets datagram) {
        return Records12.of(datagram).stream()
                .flatMap(record -> Records12.parts(record).stream())
                .anyMatch(part -> part.type() == Answers.CLIENT_HELLO);
    }

    @Override
    public long now() {
        return (System.nanoTime() - origin) / 1_000_000;
    }

    @Override
    public void send(Octets datagram) {
        last = datagram;
        isTaken |= said != 0 && !isRefused && System.nanoTime() - said > REFUSAL;
        said = System.nanoTime();
        isRefused = false;
        if (!socket.isConnected()) return;
        try {
            socket.send(new DatagramPacket(datagram.toArray(), datagram.length()));
        } catch (PortUnreachableException e) {
            unreachable();
        } catch (IOException e) {
            throw new ProbeTrouble(
                    "a datagram of %d bytes cannot be sent: %s"
                            .formatted(datagram.length(), e.getMessage()),
                    e);
        }
    }

    @Override
    public Optional<Octets> receive(long until) {
        if (first.isPresent()) {
            var hello = first;
            first = Optional.empty();
            return hello;
        }
        do {
            Stopped.check();
            var datagram = receiveWithin(Math.min(SLICE, until - now()));
            if (datagram.isPresent()) return datagram;
        } while (now() < until);
        return Optional.empty();
    }

    private Optional<Octets> receiveWithin(long millis) {
        if (millis <= 0) return Optional.empty();
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout((int) millis);
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (PortUnreachableException e) {
            unreachable();
            return Optional.empty();
        } catch (IOException e) {
            throw new ProbeTrouble("the socket fails: " + e.getMessage(), e);
        }
        isAnswered = true;
        presence.heard();
        return Optional.of(Octets.of(buffer, 0, packet.getLength()));
    }

    private void tie(DatagramPacket first) {
        try {
            socket.connect(first.getSocketAddress());
        } catch (SocketException e) {
            throw new ProbeTrouble("no way back to " + first.getSocketAddress(), e);
        }
    }

    /**
     * Before the first datagram is taken the server may not have started yet, and until it has, the
     * clock stands still; after it, the server has ended.
     */
    private void unreachable() {
        isRefused = true;
        if (isTaken || isAnswered || presence.hasSpoken() && !presence.isExpected()) {
            isGone = true;
            return;
        }
        if (System.nanoTime() - opened > (presence.isExpected() ? PATIENCE : ENOUGH))
            throw new ProbeTrouble(
                    "nobody listens at "
                            + socket.getRemoteSocketAddress()
                            + "; "
                            + presence.question(),
                    null);
        long refused = System.nanoTime();
        try {
            Thread.sleep(AGAIN);
            origin += System.nanoTime() - refused;
            said = System.nanoTime();
            isRefused = false;
            socket.send(new DatagramPacket(last.toArray(), last.length()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // Still not there: the engine's own timer asks again.
        }
    }

    @Override
    public boolean isGone() {
        return isGone;
    }

    @Override
    public void close() {
        if (isOwner) socket.close();
        else socket.disconnect();
    }
}
