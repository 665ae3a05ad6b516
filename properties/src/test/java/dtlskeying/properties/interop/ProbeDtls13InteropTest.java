package dtlskeying.properties.interop;

import dtlskeying.properties.probe.Dtls13Cases;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.Locale;

/** What the probe says of NSS and wolfSSL, driven by {@code nss_peer.c}, {@code wolfssl_peer.c}. */
class ProbeDtls13InteropTest {
    @TempDir Path directory;

    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_server_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        String command =
                command(library, "server", ProbePeers.server(), ProbePeers.client()) + " retry=1";
        ProbeExpectations.check(
                name(library) + "-server",
                Dtls13Cases.all(),
                cases -> ProbePeers.putToServer(cases, command));
    }

    @ParameterizedTest
    @EnumSource(Dtls13Peer.Library.class)
    void the_verdict_on_their_client_is_the_known_one(Dtls13Peer.Library library) {
        library.assumePresent();
        String command = command(library, "client", ProbePeers.client(), ProbePeers.server());
        ProbeExpectations.check(
                name(library) + "-client",
                Dtls13Cases.all(),
                cases -> ProbePeers.putToClient(cases, command));
    }

    private String command(
            Dtls13Peer.Library library, String role, Credential own, Credential trusted) {
        return "exec %s %s {port} %s %s %s"
                .formatted(
                        CompiledPeer.compile(name(library) + "_peer", name(library)),
                        role,
                        own.certificateFile(directory),
                        own.keyFile(directory),
                        trusted.certificateFile(directory));
    }

    private static String name(Dtls13Peer.Library library) {
        return library.name().toLowerCase(Locale.ROOT);
    }
}
