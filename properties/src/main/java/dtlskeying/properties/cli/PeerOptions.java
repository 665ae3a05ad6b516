package dtlskeying.properties.cli;

import dtlskeying.spec.Role;

import picocli.CommandLine.Option;

import java.time.Duration;

/** Where the peer is, if it is not embedded. */
final class PeerOptions {
    private static final double CONNECT_SECONDS = 10;
    private static final double LISTEN_SECONDS = 60;
    private static final double MOST_SECONDS = 86_400;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            description = "Be the client of a server there, over UDP.")
    private HostPort connect;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Be the server of the first client that comes, over UDP.")
    private HostPort listen;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for the peer (default: 10; with --listen 60).")
    private Double timeout;

    /** Whether there is a peer outside of this process. */
    boolean isGiven() {
        if (connect != null && listen != null)
            throw new Misuse("--connect and --listen exclude each other");
        if (connect != null && connect.port() == 0)
            throw new Misuse("--connect: nobody listens on port 0");
        return isServer() || connect != null;
    }

    private boolean isServer() {
        return listen != null;
    }

    /** Where that peer is met. */
    Meeting meeting() {
        return isServer() ? Meeting.here(listen.address()) : Meeting.at(connect.address());
    }

    /** How long that end waits for the other. */
    Duration timeout(Role role) {
        double usual = role == Role.SERVER ? LISTEN_SECONDS : CONNECT_SECONDS;
        double seconds = timeout != null ? timeout : usual;
        if (!(seconds > 0 && seconds <= MOST_SECONDS))
            throw new Misuse("--timeout is more than 0 and at most 86400 seconds");
        return Duration.ofMillis(Math.max(1, Math.round(seconds * 1000)));
    }
}
