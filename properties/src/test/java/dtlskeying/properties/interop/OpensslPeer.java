package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.stream.Collectors.joining;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSL's command line at one end of a loopback UDP flow, with mutual authentication. It prints
 * the exported material; it knows no MKI, offers none, and answers one with none.
 */
final class OpensslPeer implements AutoCloseable {
    private static final String MATERIAL = "Keying material: ";
    private static final String PROFILE = "SRTP Extension negotiated, profile=";

    /** Options for datagrams of at most 400 bytes: a hello fits, a certificate does not. */
    static final String[] SMALL_DATAGRAMS = {"-mtu", "400"};

    private static final List<String> SERVER =
            List.of("s_server", "-accept", "127.0.0.1:0", "-Verify", "1");

    private final ForeignProcess process;

    private OpensslPeer(ForeignProcess process) {
        this.process = process;
    }

    /** Skips the test where there is no OpenSSL. */
    static void assumePresent() {
        assumeTrue(CompiledPeer.succeeds("openssl", "version"), "there is no openssl");
    }

    /** Its version, as in {@code 3.0.22}. */
    static String version() {
        return CompiledPeer.printed("openssl", "version").split(" ")[1];
    }

    /** A server that asks for a certificate and sends a cookie first. */
    static OpensslPeer server(
            Path directory, Credential own, Credential trusted, ProtectionProfile profile) {
        return start(
                SERVER,
                identity(directory, own),
                trust(directory, trusted),
                srtp(List.of(profile)));
    }

    /** The same, which writes its secrets to a file as they come. */
    static OpensslPeer serverWithKeyLog(
            Path directory,
            Credential own,
            Credential trusted,
            ProtectionProfile profile,
            Path keyLog) {
        return start(
                SERVER,
                List.of("-keylogfile", keyLog.toString()),
                identity(directory, own),
                trust(directory, trusted),
                srtp(List.of(profile)));
    }

    /** The same in datagrams of {@link #SMALL_DATAGRAMS}. */
    static OpensslPeer serverInSmallDatagrams(
            Path directory, Credential own, Credential trusted, ProtectionProfile profile) {
        return start(
                SERVER,
                List.of(SMALL_DATAGRAMS),
                identity(directory, own),
                trust(directory, trusted),
                srtp(List.of(profile)));
    }

    /** A client of the server on that port of loopback; {@code more} are options of its own. */
    static OpensslPeer client(
            int port,
            Path directory,
            Credential own,
            Credential trusted,
            List<ProtectionProfile> profiles,
            String... more) {
        return start(
                clientOf(port),
                List.of(more),
                identity(directory, own),
                trust(directory, trusted),
                srtp(profiles));
    }

    /** A client that shows no certificate where it is asked for one. */
    static OpensslPeer clientWithoutCertificate(
            int port, Path directory, Credential trusted, ProtectionProfile profile) {
        return start(clientOf(port), trust(directory, trusted), srtp(List.of(profile)));
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

    /**
     * What a server has agreed on with the client that came as that number, 1 for the first, and
     * whether it took up an earlier session; waits for that, with a bound.
     */
    Outcome outcome(int client) {
        return new Outcome.Agreed(
                ProtectionProfile.parse(process.await(PROFILE, client)),
                Mki.NONE,
                Octets.hex(process.await(MATERIAL, client)));
    }

    /** Whether any handshake so far has taken up an earlier session. */
    boolean hasResumed() {
        String printed = process.transcript();
        return printed.contains("Reused session-id") || printed.contains("Reused, TLS");
    }

    /** Waits until it has heard that the other end closes. */
    void awaitClosed() {
        process.await("DONE");
    }

    /** Has a client close. */
    void quit() {
        process.type("Q");
    }

    @Override
    public void close() {
        process.close();
    }

    @SafeVarargs
    private static OpensslPeer start(List<String> role, List<String>... options) {
        var command = new ArrayList<>(List.of("openssl"));
        command.addAll(role);
        command.addAll(List.of("-dtls1_2", "-cipher", "ALL"));
        for (List<String> each : options) command.addAll(each);
        return new OpensslPeer(ForeignProcess.start(command));
    }

    private static List<String> clientOf(int port) {
        return List.of("s_client", "-connect", "127.0.0.1:" + port);
    }

    private static List<String> identity(Path directory, Credential own) {
        return List.of("-cert", own.certificateFile(directory), "-key", own.keyFile(directory));
    }

    private static List<String> trust(Path directory, Credential trusted) {
        return List.of("-CAfile", trusted.certificateFile(directory), "-verify_return_error");
    }

    private static List<String> srtp(List<ProtectionProfile> profiles) {
        return List.of(
                "-use_srtp",
                profiles.stream().map(ProtectionProfile::shortName).collect(joining(":")),
                "-keymatexport",
                "EXTRACTOR-dtls_srtp",
                "-keymatexportlen",
                Integer.toString(profiles.getFirst().exportLength()));
    }
}
