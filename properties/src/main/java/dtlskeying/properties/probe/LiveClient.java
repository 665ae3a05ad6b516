package dtlskeying.properties.probe;

import dtlskeying.spec.Role;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
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
        return new Waiting();
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

    /** A client for each association; one that is told a port has that to itself. */
    private final class Waiting implements Peer {
        private final List<StartCommand.Running> processes = new ArrayList<>();
        private final List<DatagramSocket> sockets = new ArrayList<>();

        @Override
        public Wire open() {
            boolean isOnItsOwn = start.isPresent() && start.get().wantsPort();
            if (!isOnItsOwn) {
                start.ifPresent(each -> processes.add(each.start(port())));
                return UdpWire.at(socket, earlier, limit);
            }
            var own = bind(new InetSocketAddress(local.getAddress(), 0));
            sockets.add(own);
            processes.add(start.get().start(own.getLocalPort()));
            return UdpWire.at(own, new HashSet<>(), limit);
        }

        @Override
        public void close() {
            processes.forEach(StartCommand.Running::close);
            sockets.forEach(DatagramSocket::close);
        }
    }
}
