package dtlskeying.properties.interop;

import static dtlskeying.spec.dtls12.ServerHandshakeSpec.Claim.CLIENT_HAS_EXTENDED_MASTER_SECRET;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_NULL_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_NULL_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Our engine and GnuTLS cut the same SRTP keys, in both roles, and agree on the MKI. */
class GnutlsInteropTest {
    private static final String NO_EXTENDED_MASTER_SECRET =
            CLIENT_HAS_EXTENDED_MASTER_SECRET.citation().id();
    private static final Mki LONGEST = Mki.hex("5a".repeat(Mki.MAX_LENGTH));

    @TempDir Path directory;

    @BeforeAll
    static void gnutls_is_present() {
        GnutlsPeer.assumePresent();
    }

    static Stream<Arguments> profiles_and_mkis() {
        return Stream.of(
                        SRTP_AES128_CM_HMAC_SHA1_80,
                        SRTP_AES128_CM_HMAC_SHA1_32,
                        SRTP_NULL_HMAC_SHA1_80,
                        SRTP_NULL_HMAC_SHA1_32)
                .flatMap(profile ->
                        Stream.of(Mki.NONE, Mki.hex("0a0b"), LONGEST)
                                .map(mki -> Arguments.of(profile, mki)));
    }

    @ParameterizedTest
    @MethodSource("profiles_and_mkis")
    void our_client_has_the_keys_of_their_server(ProtectionProfile profile, Mki mki) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        try (var theirs = GnutlsPeer.server(directory, parties.server(), profile);
                var ours =
                        OurPeer.client(
                                theirs.port(),
                                parties.client(SrtpTerms.of(profile).withMki(mki)))) {
            assertAgreement(ours, theirs, profile, mki);
            assertThat(theirs.peerFingerprint()).isEqualTo(parties.client().fingerprint());
        }
    }

    @ParameterizedTest
    @MethodSource("profiles_and_mkis")
    void our_server_has_the_keys_of_their_client(ProtectionProfile profile, Mki mki) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        try (var ours = OurPeer.server(parties.server(SrtpTerms.of(profile)));
                var theirs =
                        GnutlsPeer.client(ours.port(), directory, parties.client(), mki, profile)) {
            assertAgreement(ours, theirs, profile, mki);
            assertThat(theirs.peerFingerprint()).isEqualTo(parties.server().fingerprint());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
    void a_server_of_ours_that_takes_no_mki_is_understood(Credential.Kind kind) {
        var parties = Parties.of(kind);
        var profile = SRTP_AES128_CM_HMAC_SHA1_80;
        var terms = new SrtpTerms(List.of(profile), Mki.NONE, false, WithoutSrtp.ABORT);
        try (var ours = OurPeer.server(parties.server(terms));
                var theirs =
                        GnutlsPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                Mki.hex("0a0b"),
                                profile)) {
            assertAgreement(ours, theirs, profile, Mki.NONE);
        }
    }

    /** GnuTLS does not report our alert: where it waits for a hello it ignores any other record. */
    @Test
    void our_server_exports_nothing_without_the_extended_master_secret() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var profile = SRTP_AES128_CM_HMAC_SHA1_80;
        try (var ours = OurPeer.server(parties.server(SrtpTerms.of(profile)));
                var theirs =
                        GnutlsPeer.clientWithoutExtendedMasterSecret(
                                ours.port(), directory, parties.client(), profile)) {
            assertThat(ours.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed ->
                                    assertThat(failed.reason())
                                            .contains(NO_EXTENDED_MASTER_SECRET));
            assertThat(theirs.transcript()).doesNotContain("exported");
        }
    }

    private static void assertAgreement(
            OurPeer ours, GnutlsPeer theirs, ProtectionProfile profile, Mki mki) {
        var ends = new Ends(ours.outcome(), theirs.outcome());
        ends.assertAgreed(profile, mki);
        var exported = Octets.concat(theirs.keys().toArray(Octets[]::new));
        assertThat(ends.ours()).isEqualTo(new Outcome.Agreed(profile, mki, exported));
    }
}
