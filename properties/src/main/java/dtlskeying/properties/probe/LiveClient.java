package dtlskeying.properties.probe;

import dtlskeying.spec.Role;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client over UDP: one that somebody has come again for every case, or one that a command starts.
 */
public final class LiveClient implements Subject, AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress local;
    private final Optional<StartCommand> start;
    private final long limit;
    private final Set<SocketAddress> earlier = ConcurrentHashMap.newKeySet();

    /**
     * Binds a port to wait on. A command that wants a port is told another one for every case.
     *
     * @param limit milliseconds to wait for a client
     * @throws ProbeTrouble if it cannot be bound
     */
    public LiveClient(InetSocketAddress local, Optional<StartCommand> start, long limit) {
        this.local = local;
        this.start = start;
        this.limit = limit;
        this.socket = bind(local);
    }

    /** Where clients are waited for, if no command starts them. */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public Role role() {
        return Role.CLIENT;
    }

    @Override
    public Peer appear() {
        boolean isOnItsOwn = start.isPresent() && start.get().wantsPort();
        return isOnItsOwn
                ? new Waiting(bind(new InetSocketAddress(local.getAddress(), 0)), true)
                : new Waiting(socket, false);
    }

    @Override
    public void close() {
        socket.close();
    }

    private static DatagramSocket bind(InetSocketAddress local) {
        try {
            return new DatagramSocket(local);
        } catch (SocketException e) {
            throw new ProbeTrouble("cannot bind to " + local + ": " + e.getMessage(), e);
        }
    }

    /** A port, and the clients that have been started to come to it, one for each association. */
    private final class Waiting implements Peer {
        private final DatagramSocket place;
        private final boolean isOwned;
        private final List<StartCommand.Running> processes = new ArrayList<>();

        private Waiting(DatagramSocket place, boolean isOwned) {
            this.place = place;
            this.isOwned = isOwned;
        }

        @Override
        public Wire open() {
            start.ifPresent(each -> processes.add(each.start(place.getLocalPort())));
            return UdpWire.at(place, earlier, limit);
        }

        @Override
        public void close() {
            processes.forEach(StartCommand.Running::close);
            if (isOwned) place.close();
        }
    }
}
