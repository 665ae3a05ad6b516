package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The main job as a user does it: {@code run srtp} against a peer, and the same keys in print. */
class CommandLineInteropTest {
    private static final ProtectionProfile FIRST = ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
    private static final int DONE = 0;
    private static final int FAILED = 1;

    @TempDir Path directory;

    private final Parties parties = Parties.of(Credential.Kind.ECDSA);

    @BeforeAll
    static void the_peers_are_present() {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "SRTP_AES128_CM_HMAC_SHA1_80",
                "SRTP_AES128_CM_HMAC_SHA1_32",
                "SRTP_AEAD_AES_128_GCM",
                "SRTP_AEAD_AES_256_GCM"
            })
    void run_srtp_connect_prints_what_an_openssl_server_prints(ProtectionProfile profile) {
        try (var theirs =
                OpensslPeer.server(directory, parties.server(), parties.client(), profile)) {
            var ours = connect(theirs.port(), parties.server());
            assertThat(ours.status()).as(ours.transcript()).isEqualTo(DONE);
            assertThat(agreed(ours)).isEqualTo(theirs.outcome());
        }
    }

    @Test
    void run_srtp_listen_prints_what_an_openssl_client_prints() {
        var ours = listen();
        try (var theirs =
                OpensslPeer.client(
                        ours.port(),
                        directory,
                        parties.client(),
                        parties.server(),
                        List.of(FIRST))) {
            assertThat(theirs.outcome()).isInstanceOf(Outcome.Agreed.class);
            assertThat(ours.status()).as(ours.transcript()).isEqualTo(DONE);
            assertThat(agreed(ours)).isEqualTo(theirs.outcome());
        }
    }

    @Test
    void run_srtp_connect_prints_the_mki_and_the_keys_of_a_gnutls_server() {
        try (var theirs = GnutlsPeer.server(directory, parties.server(), FIRST)) {
            var ours = connect(theirs.port(), parties.server(), "--mki", "0a0b");
            assertThat(ours.status()).as(ours.transcript()).isEqualTo(DONE);
            assertThat(agreed(ours)).isEqualTo(theirs.outcome());
            assertThat(keys(ours)).isEqualTo(theirs.keys());
        }
    }

    @Test
    void run_srtp_connect_refuses_a_server_with_another_fingerprint() {
        try (var theirs =
                OpensslPeer.server(directory, parties.server(), parties.client(), FIRST)) {
            var ours = connect(theirs.port(), parties.client());
            assertThat(ours.status()).as(ours.transcript()).isEqualTo(FAILED);
            assertThat(theirs.outcome()).isInstanceOf(Outcome.Failed.class);
        }
    }

    private OurCommand connect(int port, Credential trusted, String... more) {
        var words = words("--connect", "127.0.0.1:" + port, parties.client(), trusted);
        return OurCommand.start(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private OurCommand listen() {
        var words = words("--listen", "127.0.0.1:0", parties.server(), parties.client());
        return OurCommand.start(words.toArray(String[]::new));
    }

    private Stream<String> words(String role, String address, Credential own, Credential trusted) {
        return Stream.of(
                "run",
                "srtp",
                role,
                address,
                "--cert",
                own.certificateFile(directory),
                "--key",
                own.keyFile(directory),
                "--fingerprint",
                Fingerprint.of(Hash.SHA256, trusted.certificate()).text(),
                "--packets",
                "0",
                "--json");
    }

    private static Outcome.Agreed agreed(OurCommand command) {
        var json = command.json();
        return new Outcome.Agreed(
                ProtectionProfile.parse(json.get("profile").asString()),
                Mki.hex(json.get("mki").asString()),
                Octets.hex(json.get("exported").asString()));
    }

    private static List<Octets> keys(OurCommand command) {
        var json = command.json();
        return Stream.of("clientKey", "serverKey", "clientSalt", "serverSalt")
                .map(name -> Octets.hex(json.get(name).asString()))
                .toList();
    }
}
