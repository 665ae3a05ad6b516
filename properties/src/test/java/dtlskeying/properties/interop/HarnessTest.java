package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/**
 * The peers agree with one another: a test that fails against our own engine fails because of our
 * engine.
 */
class HarnessTest {
    @TempDir Path directory;

    @BeforeAll
    static void the_peers_are_present() {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
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
            assertThat(theirs.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(ours.outcome());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
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

    @ParameterizedTest
    @ValueSource(strings = {"", "0a0b"})
    void bouncy_castle_and_a_gnutls_server_agree(String mki) {
        var profile = ProtectionProfile.SRTP_NULL_HMAC_SHA1_32;
        var client = Credential.make(Credential.Kind.ECDSA, "client");
        var server = Credential.make(Credential.Kind.ECDSA, "server");
        try (var theirs = GnutlsPeer.server(directory, server, profile);
                var ours =
                        BouncyCastlePeer.client(
                                theirs.port(),
                                client,
                                server,
                                BouncyCastlePeer.offer(Mki.hex(mki), profile))) {
            assertThat(theirs.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(ours.outcome());
            assertThat(theirs.peerFingerprint()).isEqualTo(client.fingerprint());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0a0b"})
    void bouncy_castle_and_a_gnutls_client_agree(String mki) {
        var profile = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
        var client = Credential.make(Credential.Kind.RSA, "client");
        var server = Credential.make(Credential.Kind.RSA, "server");
        try (var ours =
                        BouncyCastlePeer.server(
                                server, client, BouncyCastlePeer.choosing(profile));
                var theirs =
                        GnutlsPeer.client(ours.port(), directory, client, Mki.hex(mki), profile)) {
            assertThat(theirs.outcome())
                    .isInstanceOf(Outcome.Agreed.class)
                    .isEqualTo(ours.outcome());
        }
    }
}
