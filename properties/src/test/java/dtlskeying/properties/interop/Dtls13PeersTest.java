package dtlskeying.properties.interop;

import static dtlskeying.properties.interop.Dtls13Peer.Library.NSS;
import static dtlskeying.properties.interop.Dtls13Peer.Library.WOLFSSL;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/**
 * The two foreign DTLS 1.3 endpoints agree with one another. Where that fails, it is the harness or
 * the peers, and not our engine.
 */
class Dtls13PeersTest {
    private static final Parties PARTIES = Parties.of(Credential.Kind.ECDSA);
    private static final String[] EXPORT = {"label=EXPORTER-test", "context=0102", "length=32"};

    @TempDir Path directory;

    @BeforeAll
    static void peers_are_present() {
        NSS.assumePresent();
        WOLFSSL.assumePresent();
    }

    @ParameterizedTest
    @CsvSource({
        "NSS, WOLFSSL, 1301, 1d",
        "WOLFSSL, NSS, 1302, 18",
        "NSS, NSS, 1303, 11ec",
        "WOLFSSL, WOLFSSL, 1304, 17"
    })
    void foreign_peers_agree(
            Dtls13Peer.Library serving, Dtls13Peer.Library asking, String suite, String group) {
        try (var server = Dtls13Peer.server(serving, directory, PARTIES, EXPORT);
                var client =
                        Dtls13Peer.client(
                                asking,
                                server.port(),
                                directory,
                                PARTIES,
                                EXPORT[0],
                                EXPORT[1],
                                EXPORT[2],
                                "suite=" + suite,
                                "groups=" + group)) {
            assertThat(client.agreed()).isTrue();
            assertThat(server.agreed()).isTrue();
            assertThat(server.suite()).isEqualTo(suite).isEqualTo(client.suite());
            assertThat(server.exported()).isEqualTo(client.exported());
            assertThat(server.peerFingerprint()).isEqualTo(PARTIES.client().fingerprint());
            client.update();
            client.send("hello");
            server.awaitReceived("hello");
        }
    }
}
