package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;

/**
 * The peers agree with one another: a test that fails against our own engine fails because of our
 * engine.
 */
class HarnessTest {
    @TempDir Path directory;

    @BeforeAll
    static void openssl_is_present() {
        OpensslPeer.assumePresent();
    }

    @ParameterizedTest
    @EnumSource(Credential.Kind.class)
    void bouncy_castle_and_an_openssl_server_agree(Credential.Kind kind) {
        var client = Credential.make(kind, "client");
        var server = Credential.make(kind, "server");
        var profile = ProtectionProfile.SRTP_AEAD_AES_128_GCM;
        try (var theirs = OpensslPeer.server(directory, server, client, profile);
                var ours =
                        BouncyCastlePeer.client(
                                theirs.port(),
                                client,
                                server,
                                BouncyCastlePeer.offer(Mki.NONE, profile))) {
            assertThat(ours.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(theirs.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource(Credential.Kind.class)
    void bouncy_castle_and_an_openssl_client_agree(Credential.Kind kind) {
        var client = Credential.make(kind, "client");
        var server = Credential.make(kind, "server");
        var profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
        try (var ours =
                        BouncyCastlePeer.server(
                                server, client, BouncyCastlePeer.choosing(profile));
                var theirs =
                        OpensslPeer.client(
                                ours.port(), directory, client, server, List.of(profile))) {
            assertThat(theirs.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(ours.outcome());
        }
    }
}
