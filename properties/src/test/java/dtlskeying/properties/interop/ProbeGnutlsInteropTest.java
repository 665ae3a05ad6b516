package dtlskeying.properties.interop;

import dtlskeying.properties.probe.SrtpCases;

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
        String command = command("server", ProbePeers.server(), "");
        ProbeExpectations.check(
                "gnutls-server",
                SrtpCases.handshake(),
                cases -> ProbePeers.putToServer(cases, command));
    }

    @Test
    void the_verdict_on_its_client_is_the_known_one() {
        String command = command("client", ProbePeers.client(), "0a0b");
        ProbeExpectations.check(
                "gnutls-client",
                SrtpCases.handshake(),
                cases -> ProbePeers.putToClient(cases, command));
    }

    private String command(String role, Credential own, String mki) {
        return "exec %s %s {port} %s %s %s '%s'"
                .formatted(
                        CompiledPeer.compile("gnutls_peer", "gnutls"),
                        role,
                        own.certificateFile(directory),
                        own.keyFile(directory),
                        PROFILES,
                        mki);
    }
}
