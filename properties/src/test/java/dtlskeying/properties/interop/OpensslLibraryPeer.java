package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * OpenSSL's library at one end of a loopback UDP flow, with mutual authentication. Unlike the
 * command line, it tells the exported material of every handshake. It knows no MKI.
 */
final class OpensslLibraryPeer implements AutoCloseable {
    /** What it answers to a peer that wants another handshake. */
    enum Answer {
        ACCEPT,
        DECLINE
    }

    private final ForeignProcess process;

    private OpensslLibraryPeer(List<String> command) {
        this.process = ForeignProcess.start(command);
    }

    /** Skips the test where OpenSSL's library or a compiler is missing. */
    static void assumePresent() {
        program();
    }

    /** A server, which asks for a certificate. */
    static OpensslLibraryPeer server(
            Path directory, Parties parties, ProtectionProfile profile, Answer answer) {
        return new OpensslLibraryPeer(
                command(
                        "server",
                        0,
                        parties.server().certificateFile(directory),
                        parties.server().keyFile(directory),
                        parties.client().certificateFile(directory),
                        profile,
                        answer));
    }

    /** A client of the server on that port of loopback. */
    static OpensslLibraryPeer client(
            int port, Path directory, Parties parties, ProtectionProfile profile, Answer answer) {
        return new OpensslLibraryPeer(
                command(
                        "client",
                        port,
                        parties.client().certificateFile(directory),
                        parties.client().keyFile(directory),
                        parties.server().certificateFile(directory),
                        profile,
                        answer));
    }

    /** The port that a server listens on. */
    int port() {
        return Integer.parseInt(process.await("listening "));
    }

    /** Has it start another handshake. */
    void rehandshake() {
        process.type("rehandshake");
    }

    /** What a handshake has agreed on, the first being number 1; waits for that, with a bound. */
    Outcome outcome(int handshake) {
        process.await("agreed", handshake);
        return new Outcome.Agreed(
                ProtectionProfile.parse(process.await("profile ", handshake)),
                Mki.NONE,
                Octets.hex(process.await("exported ", handshake)));
    }

    /** Waits for an alert of level and name, such as "warning no renegotiation". */
    void awaitAlert(String words) {
        process.await("heard " + words);
    }

    /** Waits until it has heard that the other end closes. */
    void awaitClosed() {
        process.await("closed");
    }

    @Override
    public void close() {
        process.close();
    }

    private static Path program() {
        return CompiledPeer.compile("openssl_peer", "openssl");
    }

    private static List<String> command(
            String role,
            int port,
            String own,
            String key,
            String trusted,
            ProtectionProfile profile,
            Answer answer) {
        return List.of(
                program().toString(),
                role,
                Integer.toString(port),
                own,
                key,
                trusted,
                profile.shortName(),
                answer.name().toLowerCase(Locale.ROOT));
    }
}
