package dtlskeying.properties.interop;

import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What the probe says of GnuTLS, driven by {@code gnutls_peer.c}. */
class ProbeGnutlsInteropTest {
    private static final String PROFILES =
            "SRTP_AES128_CM_HMAC_SHA1_80:SRTP_AES128_CM_HMAC_SHA1_32";

    @TempDir Path directory;

    @BeforeAll
    static void gnutls_is_present() {
        GnutlsPeer.assumePresent();
    }

    @Test
    void the_verdict_on_its_server_is_the_known_one() {
        var peer =
                peer(
                        Role.SERVER,
                        "gnutls_peer server {port} server.pem server.key %s ''"
                                .formatted(PROFILES));
        String command = command(peer);
        ProbeExpectations.check(
                peer, SrtpCases.handshake(), cases -> ProbePeers.putToServer(cases, command));
    }

    @Test
    void the_verdict_on_its_client_is_the_known_one() {
        var peer =
                peer(
                        Role.CLIENT,
                        "gnutls_peer client {port} client.pem client.key %s 0a0b"
                                .formatted(PROFILES));
        String command = command(peer);
        ProbeExpectations.check(
                peer, SrtpCases.handshake(), cases -> ProbePeers.putToClient(cases, command));
    }

    private static ProbedPeer peer(Role role, String command) {
        return new ProbedPeer(
                "gnutls-" + role.text(),
                "GnuTLS",
                CompiledPeer.version("gnutls"),
                role,
                "srtp",
                command);
    }

    private String command(ProbedPeer peer) {
        return peer.startWith(
                directory, "gnutls_peer", CompiledPeer.compile("gnutls_peer", "gnutls"));
    }
}
