package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.bouncycastle.tls.UseSRTPData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Our engine and Bouncy Castle export the same bytes, in both roles and for every profile; and
 * Bouncy Castle, which checks no use_srtp, plays the server that breaks its rules.
 */
class BouncyCastleInteropTest {
    private static final ProtectionProfile FIRST = SRTP_AES128_CM_HMAC_SHA1_80;

    static Stream<Arguments> profiles_and_mkis() {
        return Arrays.stream(ProtectionProfile.values())
                .flatMap(profile ->
                        Stream.of(Mki.NONE, Mki.hex("0a0b"))
                                .map(mki -> Arguments.of(profile, mki)));
    }

    @ParameterizedTest
    @MethodSource("profiles_and_mkis")
    void our_client_exports_what_their_server_exports(ProtectionProfile profile, Mki mki) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = SrtpTerms.of(profile).withMki(mki);
        their_server_and_our_client(parties, BouncyCastlePeer.choosing(profile), terms)
                .assertAgreed(profile, mki);
    }

    @ParameterizedTest
    @MethodSource("profiles_and_mkis")
    void our_server_exports_what_their_client_exports(ProtectionProfile profile, Mki mki) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        our_server_and_their_client(
                        parties, SrtpTerms.of(profile), BouncyCastlePeer.offer(mki, profile))
                .assertAgreed(profile, mki);
    }

    @ParameterizedTest
    @EnumSource(
            value = Credential.Kind.class,
            names = {"ECDSA", "RSA"})
    void every_kind_of_certificate_serves_in_both_roles(Credential.Kind kind) {
        var parties = Parties.of(kind);
        var terms = SrtpTerms.of(FIRST);
        their_server_and_our_client(parties, BouncyCastlePeer.choosing(FIRST), terms)
                .assertAgreed(FIRST, Mki.NONE);
        our_server_and_their_client(parties, terms, BouncyCastlePeer.offer(Mki.NONE, FIRST))
                .assertAgreed(FIRST, Mki.NONE);
    }

    @Test
    void our_server_skips_profiles_that_nobody_knows() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var offer = new UseSRTPData(new int[] {0x00ff, 0x0009, FIRST.code()}, new byte[0]);
        our_server_and_their_client(parties, SrtpTerms.of(FIRST), offer)
                .assertAgreed(FIRST, Mki.NONE);
    }

    @Test
    void our_client_falls_back_where_their_server_leaves_use_srtp_out() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = new SrtpTerms(List.of(FIRST), Mki.NONE, true, WithoutSrtp.FALL_BACK);
        their_server_and_our_client(parties, offer -> null, terms).assertWithoutSrtp();
    }

    @Test
    void our_client_aborts_on_a_foreign_mki() {
        assertRefused(answering(new byte[] {2, 2}, FIRST.code()), "illegal_parameter");
    }

    @Test
    void our_client_aborts_on_a_profile_that_it_did_not_offer() {
        assertRefused(answering(new byte[0], SRTP_AEAD_AES_128_GCM.code()), "illegal_parameter");
    }

    @Test
    void our_client_aborts_on_two_profiles() {
        assertRefused(
                answering(new byte[0], FIRST.code(), SRTP_AEAD_AES_128_GCM.code()),
                "illegal_parameter");
    }

    private static UnaryOperator<UseSRTPData> answering(byte[] mki, int... profiles) {
        return offer -> new UseSRTPData(profiles, mki);
    }

    private static void assertRefused(UnaryOperator<UseSRTPData> answers, String alert) {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var terms = SrtpTerms.of(FIRST).withMki(Mki.hex("0101"));
        Ends ends = their_server_and_our_client(parties, answers, terms);
        ends.assertFailed(alert);
        assertThat(ends.theirs()).isEqualTo(new Outcome.Failed(alert));
    }

    private static Ends their_server_and_our_client(
            Parties parties, UnaryOperator<UseSRTPData> answers, SrtpTerms terms) {
        try (var theirs = BouncyCastlePeer.server(parties.server(), parties.client(), answers);
                var ours = OurPeer.client(theirs.port(), parties.client(terms))) {
            return new Ends(ours.outcome(), theirs.outcome());
        }
    }

    private static Ends our_server_and_their_client(
            Parties parties, SrtpTerms terms, UseSRTPData offer) {
        try (var ours = OurPeer.server(parties.server(terms));
                var theirs =
                        BouncyCastlePeer.client(
                                ours.port(), parties.client(), parties.server(), offer)) {
            return new Ends(ours.outcome(), theirs.outcome());
        }
    }
}
