package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.versions.Versions;
import dtlskeying.properties.interop.Dtls13Peer.Library;
import dtlskeying.spec.dtls.DtlsVersion;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One endpoint of ours that has both versions, against peers that have one: OpenSSL and GnuTLS 1.2,
 * NSS and wolfSSL 1.3. The keys of SRTP are the same at both ends.
 */
class VersionInteropTest {
    private static final ProtectionProfile PROFILE = SRTP_AES128_CM_HMAC_SHA1_80;

    @TempDir Path directory;

    @Test
    void our_client_of_both_versions_agrees_with_a_server_of_openssl() {
        OpensslPeer.assumePresent();
        try (var theirs =
                        OpensslPeer.server(
                                directory, parties().server(), parties().client(), PROFILE);
                var ours = OurPeer.client(theirs.port(), client())) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(PROFILE, Mki.NONE);
            assertThat(ours.heard()).startsWith(MessageName.HELLO_VERIFY_REQUEST);
        }
    }

    @Test
    void our_server_of_both_versions_agrees_with_a_client_of_openssl() {
        OpensslPeer.assumePresent();
        try (var ours = OurPeer.server(server());
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties().client(),
                                parties().server(),
                                List.of(PROFILE))) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(PROFILE, Mki.NONE);
        }
    }

    @Test
    void our_client_of_both_versions_agrees_with_a_server_of_gnutls() {
        GnutlsPeer.assumePresent();
        try (var theirs = GnutlsPeer.server(directory, parties().server(), PROFILE);
                var ours = OurPeer.client(theirs.port(), client())) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(PROFILE, Mki.NONE);
            assertThat(ours.heard()).contains(MessageName.SERVER_KEY_EXCHANGE);
        }
    }

    @Test
    void our_server_of_both_versions_agrees_with_a_client_of_gnutls() {
        GnutlsPeer.assumePresent();
        try (var ours = OurPeer.server(server());
                var theirs =
                        GnutlsPeer.client(
                                ours.port(), directory, parties().client(), Mki.NONE, PROFILE)) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(PROFILE, Mki.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void our_client_of_both_versions_has_the_keys_of_a_server_of_1_3(Library library) {
        library.assumePresent();
        try (var theirs = Dtls13Peer.server(library, directory, parties(), options());
                var ours = OurPeer.client(theirs.port(), client())) {
            assertSameKeys(ours, theirs);
        }
    }

    @ParameterizedTest
    @EnumSource
    void our_server_of_both_versions_has_the_keys_of_a_client_of_1_3(Library library) {
        library.assumePresent();
        try (var ours = OurPeer.server(server());
                var theirs =
                        Dtls13Peer.client(library, ours.port(), directory, parties(), options())) {
            assertSameKeys(ours, theirs);
        }
    }

    private static void assertSameKeys(OurPeer ours, Dtls13Peer theirs) {
        var outcome = ours.outcome();
        assertThat(theirs.agreed()).as("their end agrees; ours: %s", outcome).isTrue();
        assertThat(outcome).isEqualTo(new Outcome.Agreed(PROFILE, Mki.NONE, theirs.exported()));
        assertThat(ours.heard()).doesNotContain(MessageName.SERVER_KEY_EXCHANGE);
    }

    private static String[] options() {
        return new String[] {
            "srtp=%04x".formatted(PROFILE.code()),
            "label=" + SrtpKeyDerivationSpec.LABEL,
            "length=" + PROFILE.exportLength()
        };
    }

    private static Versions client() {
        return versions(parties().client(), parties().server());
    }

    private static Versions server() {
        return versions(parties().server(), parties().client());
    }

    private static Versions versions(Credential own, Credential trusted) {
        return Versions.of(
                EnumSet.allOf(DtlsVersion.class),
                Identity.ofPem(own.certificatePem(), own.keyPem()),
                new Trust.Fingerprints(Set.of(Fingerprint.of(Hash.SHA256, trusted.certificate()))),
                Instant.now(),
                SrtpTerms.of(PROFILE));
    }

    private static Parties parties() {
        return Parties.of(Credential.Kind.ECDSA);
    }
}
