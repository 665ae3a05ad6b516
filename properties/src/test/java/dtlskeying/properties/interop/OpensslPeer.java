package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * OpenSSL's command line at one end of a loopback UDP flow, with mutual authentication. It prints
 * the exported material; it knows no MKI, offers none, and answers one with none.
 */
final class OpensslPeer implements AutoCloseable {
    private static final String MATERIAL = "Keying material: ";
    private static final String PROFILE = "SRTP Extension negotiated, profile=";

    private final ForeignProcess process;

    private OpensslPeer(ForeignProcess process) {
        this.process = process;
    }

    /** Skips the test where there is no OpenSSL. */
    static void assumePresent() {
        assumeTrue(CompiledPeer.succeeds("openssl", "version"), "there is no openssl");
    }

    /** A server that asks for a certificate and sends a cookie first. */
    static OpensslPeer server(
            Path directory, Credential own, Credential trusted, ProtectionProfile... profiles) {
        return start(
                List.of("s_server", "-accept", "127.0.0.1:0", "-Verify", "1"),
                options(directory, own, trusted, List.of(profiles)));
    }

    /** A client of the server on that port of loopback; {@code more} are options of its own. */
    static OpensslPeer client(
            int port,
            Path directory,
            Credential own,
            Credential trusted,
            List<ProtectionProfile> profiles,
            String... more) {
        var command = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port));
        command.addAll(List.of(more));
        return start(command, options(directory, own, trusted, profiles));
    }

    /** The port that a server listens on. */
    int port() {
        String address = process.await("ACCEPT ");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /**
     * How the handshake ended; waits for that, with a bound. A client prints material also where
     * the handshake failed half-way: what counts is whether an error came first.
     */
    Outcome outcome() {
        String line = process.awaitAny(MATERIAL, "ERROR", "Error", "CONNECTION FAILURE");
        String printed = process.transcript();
        if (!line.startsWith(MATERIAL) || printed.contains(":error:"))
            return new Outcome.Failed(printed);
        if (!printed.contains(PROFILE)) return new Outcome.WithoutSrtp();
        return new Outcome.Agreed(
                ProtectionProfile.parse(process.await(PROFILE)),
                Mki.NONE,
                Octets.hex(process.await(MATERIAL)));
    }

    @Override
    public void close() {
        process.close();
    }

    private static OpensslPeer start(List<String> role, List<String> options) {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(role);
        command.addAll(options);
        return new OpensslPeer(ForeignProcess.start(command));
    }

    private static List<String> options(
            Path directory, Credential own, Credential trusted, List<ProtectionProfile> profiles) {
        int length = profiles.getFirst().exportLength();
        return List.of(
                "-dtls1_2",
                "-cipher",
                "ALL",
                "-cert",
                own.certificateFile(directory),
                "-key",
                own.keyFile(directory),
                "-CAfile",
                trusted.certificateFile(directory),
                "-verify_return_error",
                "-use_srtp",
                profiles.stream()
                        .map(ProtectionProfile::shortName)
                        .collect(Collectors.joining(":")),
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                Integer.toString(length));
    }
}
