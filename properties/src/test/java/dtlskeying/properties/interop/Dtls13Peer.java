package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A DTLS 1.3 endpoint that we did not write, at one end of a loopback UDP flow, with mutual
 * authentication. Both libraries are driven by programs that speak the same words; those of the
 * options are in {@code nss_peer.c} and {@code wolfssl_peer.c}.
 */
final class Dtls13Peer implements AutoCloseable {
    /** Whose endpoint it is. */
    enum Library {
        NSS("nss"),
        WOLFSSL("wolfssl");

        private final String name;

        Library(String name) {
            this.name = name;
        }

        /** Skips the test where the library or a compiler is missing. */
        void assumePresent() {
            CompiledPeer.assumeFetched(name);
            program();
        }

        private Path program() {
            return CompiledPeer.compile(name + "_peer", name);
        }
    }

    private final ForeignProcess process;

    private Dtls13Peer(List<String> command) {
        this.process = ForeignProcess.start(command);
    }

    /** A server on some port of loopback, which believes the client and nobody else. */
    static Dtls13Peer server(Library library, Path directory, Parties parties, String... options) {
        return new Dtls13Peer(
                command(
                        library,
                        "server",
                        0,
                        directory,
                        parties.server(),
                        parties.client(),
                        options));
    }

    /** A client of the server on that port of loopback. */
    static Dtls13Peer client(
            Library library, int port, Path directory, Parties parties, String... options) {
        return new Dtls13Peer(
                command(
                        library,
                        "client",
                        port,
                        directory,
                        parties.client(),
                        parties.server(),
                        options));
    }

    /** The port that a server listens on. */
    int port() {
        return Integer.parseInt(process.await("listening "));
    }

    /** Waits for the end of the handshake; whether it went well. */
    boolean agreed() {
        return process.awaitAny("agreed", "failed").startsWith("agreed");
    }

    /** Its words about a failure. */
    String failure() {
        return process.await("failed ");
    }

    /** The code point of the suite, four hex digits. */
    String suite() {
        return process.await("suite ");
    }

    /** The group: NSS gives four hex digits, wolfSSL a name. */
    String group() {
        return process.await("group ");
    }

    /** The code point of the protection profile, four hex digits. */
    String profile() {
        return process.await("profile ");
    }

    /** What it has exported, as its options ask. */
    Octets exported() {
        return Octets.hex(process.await("exported "));
    }

    /** SHA-256 of the certificate that it was shown. */
    Octets peerFingerprint() {
        return Octets.hex(process.await("peer "));
    }

    /** Has it send application data: one line of text. */
    void send(String text) {
        process.type("send " + text);
    }

    /** Waits for that line of text as application data. */
    void awaitReceived(String text) {
        process.await("received " + text);
    }

    /** Has it update its sending keys. */
    void update() {
        process.type("update");
    }

    /** Has it update its sending keys and ask for the same: NSS only. */
    void updateAndRequest() {
        process.type("update request");
    }

    /** Has it close the connection. */
    void finish() {
        process.type("close");
    }

    /** Waits until the connection is closed. */
    void awaitClosed() {
        process.await("closed");
    }

    @Override
    public void close() {
        process.close();
    }

    private static List<String> command(
            Library library,
            String role,
            int port,
            Path directory,
            Credential own,
            Credential trusted,
            String... options) {
        var command =
                new ArrayList<>(
                        List.of(library.program().toString(), role, Integer.toString(port)));
        command.add(own.certificateFile(directory));
        command.add(own.keyFile(directory));
        command.add(trusted.certificateFile(directory));
        command.addAll(List.of(options));
        return command;
    }
}
