package dtlskeying.properties.probe;

import dtlskeying.spec.Role;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Optional;

/**
 * A server over UDP: one that is there already and takes one client after the other, or one that a
 * command starts anew for every case.
 */
public final class LiveServer implements Subject {
    private final InetSocketAddress address;
    private final Optional<StartCommand> start;
    private volatile boolean isProven;

    /**
     * A server there.
     *
     * @param address where it is; of a command that wants a port, the host alone counts
     */
    public LiveServer(InetSocketAddress address, Optional<StartCommand> start) {
        this.address = address;
        this.start = start;
    }

    @Override
    public Role role() {
        return Role.SERVER;
    }

    @Override
    public Peer appear() {
        if (start.isEmpty()) return new There();
        int port = start.get().wantsPort() ? freePort() : address.getPort();
        var place = new InetSocketAddress(address.getAddress(), port);
        return new Started(place, start.get().start(port));
    }

    /** Nobody has said that somebody is there, and nothing has come from there. */
    @Override
    public Optional<String> doubt() {
        return start.isPresent() || isProven
                ? Optional.empty()
                : Optional.of("no answer at all comes from " + address + "; is a server there?");
    }

    private int freePort() {
        try (var socket = new DatagramSocket(new InetSocketAddress(address.getAddress(), 0))) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new ProbeTrouble("no free port at " + address.getHostString(), e);
        }
    }

    /** One that is there already; where none ever was, none is expected. */
    private final class There implements Peer, UdpWire.Presence {
        @Override
        public Wire open() {
            return UdpWire.to(address, this);
        }

        @Override
        public boolean isExpected() {
            return isProven;
        }

        @Override
        public boolean hasSpoken() {
            return isProven;
        }

        @Override
        public String question() {
            return "is it started?";
        }

        @Override
        public void heard() {
            isProven = true;
        }

        @Override
        public void close() {
            // It was there before us.
        }
    }

    /**
     * One that was started, and is on its way for as long as its process is alive. Where the
     * command has worked before, one that ends without a word has ended for what it was told.
     */
    private final class Started implements Peer, UdpWire.Presence {
        private final InetSocketAddress place;
        private final StartCommand.Running process;

        Started(InetSocketAddress place, StartCommand.Running process) {
            this.place = place;
            this.process = process;
        }

        @Override
        public Wire open() {
            return UdpWire.to(place, this);
        }

        @Override
        public boolean isExpected() {
            return process.isAlive();
        }

        @Override
        public boolean hasSpoken() {
            return isProven;
        }

        @Override
        public String question() {
            return "does the command of --start listen there, and go on?";
        }

        @Override
        public void heard() {
            isProven = true;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
