package dtlskeying.properties.interop;

import dtlskeying.properties.probe.SrtpCases;

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
        var own = ProbePeers.server();
        String command =
                "exec openssl s_server -dtls1_2 -accept 127.0.0.1:{port} -verify 1 -cert "
                        + own.certificateFile(directory)
                        + " -key "
                        + own.keyFile(directory)
                        + " -use_srtp "
                        + PROFILES;
        ProbeExpectations.check(
                "openssl-server",
                SrtpCases.handshake(),
                cases -> ProbePeers.putToServer(cases, command));
    }

    @Test
    void the_verdict_on_its_client_is_the_known_one() {
        var own = ProbePeers.client();
        String command =
                "exec openssl s_client -dtls1_2 -connect 127.0.0.1:{port} -cert "
                        + own.certificateFile(directory)
                        + " -key "
                        + own.keyFile(directory)
                        + " -use_srtp "
                        + PROFILES;
        ProbeExpectations.check(
                "openssl-client",
                SrtpCases.handshake(),
                cases -> ProbePeers.putToClient(cases, command));
    }
}
