package dtlskeying.properties.interop;

import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * GnuTLS at one end of a loopback UDP flow, with mutual authentication. As a server it echoes any
 * MKI; as a client it does not check the answered one.
 */
final class GnutlsPeer implements AutoCloseable {
    private static final String FAILED = "failed ";
    private static final String AGREED = "agreed";

    private final ForeignProcess process;

    private GnutlsPeer(ForeignProcess process) {
        this.process = process;
    }

    /** Skips the test where GnuTLS or a compiler is missing. */
    static void assumePresent() {
        program();
    }

    /** A server, which sends a cookie first and asks for a certificate. */
    static GnutlsPeer server(Path directory, Credential own, ProtectionProfile... profiles) {
        return start(command("server", 0, directory, own, Mki.NONE, profiles));
    }

    /** A client of the server on that port of loopback. */
    static GnutlsPeer client(
            int port, Path directory, Credential own, Mki mki, ProtectionProfile... profiles) {
        return start(command("client", port, directory, own, mki, profiles));
    }

    /** A client that does not offer extended_master_secret (RFC 7627). */
    static GnutlsPeer clientWithoutExtendedMasterSecret(
            int port, Path directory, Credential own, ProtectionProfile... profiles) {
        var command = command("client", port, directory, own, Mki.NONE, profiles);
        command.add("NORMAL:-VERS-ALL:+VERS-DTLS1.2:%NO_SESSION_HASH");
        return start(command);
    }

    /** A server that lets its first client come again and resume. */
    static GnutlsPeer resumingServer(Path directory, Credential own, ProtectionProfile profile) {
        return start(resuming(command("server", 0, directory, own, Mki.NONE, profile)));
    }

    /** A client that, once its server has closed, comes again and resumes. */
    static GnutlsPeer resumingClient(
            int port, Path directory, Credential own, Mki mki, ProtectionProfile profile) {
        return start(resuming(command("client", port, directory, own, mki, profile)));
    }

    private static List<String> resuming(List<String> command) {
        command.add("NORMAL:-VERS-ALL:+VERS-DTLS1.2:%SAFE_RENEGOTIATION");
        command.add("resume");
        return command;
    }

    /** Why it has given up; waits for that, with a bound. */
    String failure() {
        return process.await(FAILED);
    }

    /** Whether that handshake, 1 for the first, took up an earlier session. */
    boolean resumed(int handshake) {
        return process.await("resumed ", handshake).equals("yes");
    }

    /** The port that a server listens on. */
    int port() {
        return Integer.parseInt(process.await("listening "));
    }

    /** How the handshake ended; waits for that, with a bound. */
    Outcome outcome() {
        String line = process.awaitAny(AGREED, FAILED);
        if (line.startsWith(FAILED)) return new Outcome.Failed(line.substring(FAILED.length()));
        String profile = process.await("profile ");
        if (profile.equals("none")) return new Outcome.WithoutSrtp();
        return new Outcome.Agreed(
                ProtectionProfile.parse(profile), Mki.hex(process.await("mki")), value("exported"));
    }

    /** Has it start another handshake; a client offers that MKI. */
    void rehandshake(Mki mki) {
        process.type(mki.value().toHex());
    }

    /** What a later handshake has agreed on, the first being number 1; waits for that. */
    Outcome outcome(int handshake) {
        process.await(AGREED, handshake);
        String profile = process.await("profile ", handshake);
        if (profile.equals("none")) return new Outcome.WithoutSrtp();
        return new Outcome.Agreed(
                ProtectionProfile.parse(profile),
                Mki.hex(process.await("mki", handshake)),
                Octets.hex(process.await("exported ", handshake)));
    }

    /** The SRTP keys in GnuTLS's own cut: client key, server key, client salt, server salt. */
    List<Octets> keys() {
        return List.of(
                value("client-key"),
                value("server-key"),
                value("client-salt"),
                value("server-salt"));
    }

    /** SHA-256 of the certificate that the other end showed. */
    Octets peerFingerprint() {
        return value("peer");
    }

    /** All that it has printed so far. */
    String transcript() {
        return process.transcript();
    }

    @Override
    public void close() {
        process.close();
    }

    private Octets value(String name) {
        return Octets.hex(process.await(name + " "));
    }

    private static Path program() {
        return CompiledPeer.compile("gnutls_peer", "gnutls");
    }

    private static GnutlsPeer start(List<String> command) {
        return new GnutlsPeer(ForeignProcess.start(command));
    }

    private static List<String> command(
            String role,
            int port,
            Path directory,
            Credential own,
            Mki mki,
            ProtectionProfile... profiles) {
        var command = new ArrayList<>(List.of(program().toString(), role, Integer.toString(port)));
        command.add(own.certificateFile(directory));
        command.add(own.keyFile(directory));
        command.add(
                Arrays.stream(profiles).map(GnutlsPeer::nameOf).collect(Collectors.joining(":")));
        command.add(mki.value().toHex());
        return command;
    }

    /** GnuTLS leaves HMAC out of one name. */
    private static String nameOf(ProtectionProfile profile) {
        return profile == ProtectionProfile.SRTP_NULL_HMAC_SHA1_32
                ? profile.shortName()
                : profile.name();
    }
}
