package dtlskeying.properties.interop;

import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What the probe says of OpenSSL's command line. */
class ProbeOpensslInteropTest {
    private static final String PROFILES = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM";

    @TempDir Path directory;

    @BeforeAll
    static void openssl_is_present() {
        OpensslPeer.assumePresent();
    }

    @Test
    void the_verdict_on_its_server_is_the_known_one() {
        var peer =
                peer(
                        Role.SERVER,
                        "openssl s_server -dtls1_2 -accept 127.0.0.1:{port} -verify 1"
                                + " -cert server.pem -key server.key -use_srtp ");
        String command = peer.startWith(directory);
        ProbeExpectations.check(
                peer, SrtpCases.handshake(), cases -> ProbePeers.putToServer(cases, command));
    }

    @Test
    void the_verdict_on_its_client_is_the_known_one() {
        var peer =
                peer(
                        Role.CLIENT,
                        "openssl s_client -dtls1_2 -connect 127.0.0.1:{port}"
                                + " -cert client.pem -key client.key -use_srtp ");
        String command = peer.startWith(directory);
        ProbeExpectations.check(
                peer, SrtpCases.handshake(), cases -> ProbePeers.putToClient(cases, command));
    }

    private static ProbedPeer peer(Role role, String command) {
        return new ProbedPeer(
                "openssl-" + role.text(),
                "OpenSSL",
                OpensslPeer.version(),
                role,
                "srtp",
                command + PROFILES);
    }
}
