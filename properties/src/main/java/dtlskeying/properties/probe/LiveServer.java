package dtlskeying.properties.probe;

import dtlskeying.spec.Role;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/**
 * A server over UDP: one that is there already and takes one client after the other, or one that a
 * command starts anew for every case.
 *
 * @param address where it is; of a command that wants a port, the host alone counts
 */
public record LiveServer(InetSocketAddress address, Optional<StartCommand> start)
        implements Subject {
    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Peer appear() {
        if (start.isEmpty()) return new Open(address, Optional.empty());
        int port = start.get().wantsPort() ? freePort() : address.getPort();
        var place = new InetSocketAddress(address.getAddress(), port);
        return new Open(place, Optional.of(start.get().start(port)));
    }

    private int freePort() {
        try (var socket = new DatagramSocket(new InetSocketAddress(address.getAddress(), 0))) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new ProbeTrouble("no free port at " + address.getHostString(), e);
        }
    }

    private record Open(InetSocketAddress address, Optional<StartCommand.Running> process)
            implements Peer {
        @Override
        public Wire open() {
            return UdpWire.to(address);
        }

        @Override
        public void close() {
            process.ifPresent(StartCommand.Running::close);
        }
    }
}
