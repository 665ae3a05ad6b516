package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_256_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.dtls12.SrtpTerms;
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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Our engine and OpenSSL export the same bytes, in both roles. */
class OpensslInteropTest {
    private static final ProtectionProfile FIRST = SRTP_AES128_CM_HMAC_SHA1_80;

    @TempDir Path directory;

    @BeforeAll
    static void openssl_is_present() {
        OpensslPeer.assumePresent();
    }

    static Stream<Arguments> profiles_and_kinds() {
        return Stream.of(
                        SRTP_AES128_CM_HMAC_SHA1_80,
                        SRTP_AES128_CM_HMAC_SHA1_32,
                        SRTP_AEAD_AES_128_GCM,
                        SRTP_AEAD_AES_256_GCM)
                .flatMap(profile ->
                        Arrays.stream(Credential.Kind.values())
                                .map(kind -> Arguments.of(profile, kind)));
    }

    @ParameterizedTest
    @MethodSource("profiles_and_kinds")
    void our_client_exports_what_their_server_exports(
            ProtectionProfile profile, Credential.Kind kind) {
        var parties = Parties.of(kind);
        assertAgreement(
                their_server_and_our_client(
                        parties, parties.client(SrtpTerms.of(profile)), profile),
                profile);
    }

    @ParameterizedTest
    @MethodSource("profiles_and_kinds")
    void our_server_exports_what_their_client_exports(
            ProtectionProfile profile, Credential.Kind kind) {
        var parties = Parties.of(kind);
        assertAgreement(
                our_server_and_their_client(
                        parties, parties.server(SrtpTerms.of(profile)), profile),
                profile);
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void our_client_speaks_every_suite_with_their_server(CipherSuite suite) {
        var parties = Parties.of(kindFor(suite));
        var ours = parties.client(SrtpTerms.of(FIRST)).withSuites(suite);
        assertAgreement(their_server_and_our_client(parties, ours, FIRST), FIRST);
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void our_server_speaks_every_suite_with_their_client(CipherSuite suite) {
        var parties = Parties.of(kindFor(suite));
        var ours = parties.server(SrtpTerms.of(FIRST)).withSuites(suite);
        assertAgreement(our_server_and_their_client(parties, ours, FIRST), FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1", "SECP384R1"})
    void our_client_agrees_in_every_group_with_their_server(NamedGroup group) {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.client(SrtpTerms.of(FIRST)).withGroups(group);
        assertAgreement(their_server_and_our_client(parties, ours, FIRST), FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1", "SECP384R1"})
    void our_server_agrees_in_every_group_with_their_client(NamedGroup group) {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.server(SrtpTerms.of(FIRST)).withGroups(group);
        assertAgreement(our_server_and_their_client(parties, ours, FIRST), FIRST);
    }

    @Test
    void our_client_in_small_datagrams_agrees_with_their_server() {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.client(SrtpTerms.of(FIRST)).withMtu(256);
        assertAgreement(their_server_and_our_client(parties, ours, FIRST), FIRST);
    }

    @Test
    void our_server_in_small_datagrams_agrees_with_their_client() {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.server(SrtpTerms.of(FIRST)).withMtu(256);
        assertAgreement(our_server_and_their_client(parties, ours, FIRST), FIRST);
    }

    @Test
    void an_mki_that_we_offer_is_answered_by_none() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.client(SrtpTerms.of(FIRST).withMki(Mki.hex("0a0b")));
        assertAgreement(their_server_and_our_client(parties, ours, FIRST), FIRST);
    }

    @Test
    void our_client_without_a_shared_profile_falls_back_where_it_may() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.client(fallingBack(SRTP_AEAD_AES_128_GCM));
        assertThat(their_server_and_our_client(parties, ours, FIRST))
                .containsOnly(new Outcome.WithoutSrtp());
    }

    @Test
    void our_server_without_a_shared_profile_falls_back_where_it_may() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.server(fallingBack(SRTP_AEAD_AES_128_GCM));
        assertThat(our_server_and_their_client(parties, ours, FIRST))
                .containsOnly(new Outcome.WithoutSrtp());
    }

    @Test
    void our_client_that_insists_on_srtp_ends_a_handshake_without_it() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.client(SrtpTerms.of(SRTP_AEAD_AES_128_GCM));
        assertThat(their_server_and_our_client(parties, ours, FIRST))
                .allSatisfy(this::assertFailed);
    }

    @Test
    void our_server_that_insists_on_srtp_ends_a_handshake_without_it() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.server(SrtpTerms.of(SRTP_AEAD_AES_128_GCM));
        assertThat(our_server_and_their_client(parties, ours, FIRST))
                .allSatisfy(this::assertFailed);
    }

    @Test
    void our_client_refuses_a_server_that_it_does_not_trust() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = Parties.settings(parties.client(), parties.client(), SrtpTerms.of(FIRST));
        assertThat(their_server_and_our_client(parties, ours, FIRST))
                .allSatisfy(this::assertFailed);
    }

    @Test
    void our_server_refuses_a_client_that_it_does_not_trust() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = Parties.settings(parties.server(), parties.server(), SrtpTerms.of(FIRST));
        assertThat(our_server_and_their_client(parties, ours, FIRST))
                .allSatisfy(this::assertFailed);
    }

    @Test
    void a_server_that_does_not_trust_our_client_is_heard() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var stranger = Credential.make(Credential.Kind.ECDSA, "stranger");
        var ours = Parties.settings(stranger, parties.server(), SrtpTerms.of(FIRST));
        assertThat(their_server_and_our_client(parties, ours, FIRST))
                .allSatisfy(this::assertFailed);
    }

    private List<Outcome> their_server_and_our_client(
            Parties parties, Settings settings, ProtectionProfile profile) {
        try (var theirs =
                        OpensslPeer.server(directory, parties.server(), parties.client(), profile);
                var ours = OurPeer.client(theirs.port(), settings)) {
            return List.of(ours.outcome(), theirs.outcome());
        }
    }

    private List<Outcome> our_server_and_their_client(
            Parties parties, Settings settings, ProtectionProfile profile) {
        try (var ours = OurPeer.server(settings);
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(profile))) {
            return List.of(ours.outcome(), theirs.outcome());
        }
    }

    private static void assertAgreement(List<Outcome> outcomes, ProtectionProfile profile) {
        assertThat(outcomes.getFirst())
                .isEqualTo(outcomes.getLast())
                .isInstanceOfSatisfying(
                        Outcome.Agreed.class,
                        agreed -> {
                            assertThat(agreed.profile()).isEqualTo(profile);
                            assertThat(agreed.mki()).isEqualTo(Mki.NONE);
                            assertThat(agreed.exported().length())
                                    .isEqualTo(profile.exportLength());
                        });
    }

    private void assertFailed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    }

    private static SrtpTerms fallingBack(ProtectionProfile profile) {
        return new SrtpTerms(List.of(profile), Mki.NONE, true, WithoutSrtp.FALL_BACK);
    }

    private static Credential.Kind kindFor(CipherSuite suite) {
        return switch (suite.authentication()) {
            case ECDSA -> Credential.Kind.ECDSA;
            case RSA -> Credential.Kind.RSA;
        };
    }
}
