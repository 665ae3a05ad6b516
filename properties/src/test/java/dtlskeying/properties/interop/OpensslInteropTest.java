package dtlskeying.properties.interop;

import static dtlskeying.spec.dtls.MessageName.HELLO_VERIFY_REQUEST;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_256_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_32;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

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

/** Our engine and OpenSSL export the same bytes, in both roles. */
class OpensslInteropTest {
    private static final ProtectionProfile FIRST = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final int SMALLEST_MTU = 256;

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
                        Stream.of(Credential.Kind.ECDSA, Credential.Kind.RSA)
                                .map(kind -> Arguments.of(profile, kind)));
    }

    @ParameterizedTest
    @MethodSource("profiles_and_kinds")
    void our_client_exports_what_their_server_exports(
            ProtectionProfile profile, Credential.Kind kind) {
        var parties = Parties.of(kind);
        their_server_agrees(parties, parties.client(SrtpTerms.of(profile)), profile);
    }

    @ParameterizedTest
    @MethodSource("profiles_and_kinds")
    void our_server_exports_what_their_client_exports(
            ProtectionProfile profile, Credential.Kind kind) {
        var parties = Parties.of(kind);
        their_client_agrees(parties, parties.server(SrtpTerms.of(profile)), profile);
    }

    @ParameterizedTest
    @EnumSource
    void our_client_speaks_every_suite_with_their_server(CipherSuite suite) {
        var parties = Parties.of(kindFor(suite));
        var ours = parties.client(SrtpTerms.of(FIRST)).withSuites(suite);
        their_server_agrees(parties, ours, FIRST);
    }

    @ParameterizedTest
    @EnumSource
    void our_server_speaks_every_suite_with_their_client(CipherSuite suite) {
        var parties = Parties.of(kindFor(suite));
        var ours = parties.server(SrtpTerms.of(FIRST)).withSuites(suite);
        their_client_agrees(parties, ours, FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1", "SECP384R1"})
    void our_client_agrees_in_every_group_with_their_server(NamedGroup group) {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.client(SrtpTerms.of(FIRST)).withGroups(group);
        their_server_agrees(parties, ours, FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"X25519", "SECP256R1", "SECP384R1"})
    void our_server_agrees_in_every_group_with_their_client(NamedGroup group) {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.server(SrtpTerms.of(FIRST)).withGroups(group);
        their_client_agrees(parties, ours, FIRST);
    }

    @Test
    void our_client_in_small_datagrams_agrees_with_their_server() {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.client(SrtpTerms.of(FIRST)).withMtu(SMALLEST_MTU);
        their_server_agrees(parties, ours, FIRST);
    }

    @Test
    void our_server_in_small_datagrams_agrees_with_their_client() {
        var parties = Parties.of(Credential.Kind.RSA);
        var ours = parties.server(SrtpTerms.of(FIRST)).withMtu(SMALLEST_MTU);
        their_client_agrees(parties, ours, FIRST);
    }

    @Test
    void our_client_takes_the_small_datagrams_of_their_server() {
        var parties = Parties.of(Credential.Kind.RSA);
        try (var theirs =
                        OpensslPeer.serverInSmallDatagrams(
                                directory, parties.server(), parties.client(), FIRST);
                var ours = OurPeer.client(theirs.port(), parties.client(SrtpTerms.of(FIRST)))) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(FIRST, Mki.NONE);
        }
    }

    @Test
    void our_server_takes_the_small_datagrams_of_their_client() {
        var parties = Parties.of(Credential.Kind.RSA);
        try (var ours = OurPeer.server(parties.server(SrtpTerms.of(FIRST)));
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(FIRST),
                                OpensslPeer.SMALL_DATAGRAMS)) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(FIRST, Mki.NONE);
        }
    }

    @Test
    void our_client_returns_the_cookie_of_their_server() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        try (var theirs = OpensslPeer.server(directory, parties.server(), parties.client(), FIRST);
                var ours = OurPeer.client(theirs.port(), parties.client(SrtpTerms.of(FIRST)))) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(FIRST, Mki.NONE);
            assertThat(ours.heard()).startsWith(HELLO_VERIFY_REQUEST);
        }
    }

    @Test
    void an_mki_that_we_offer_is_answered_by_none() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        var ours = parties.client(SrtpTerms.of(FIRST).withMki(Mki.hex("0a0b")));
        their_server_agrees(parties, ours, FIRST);
    }

    @Test
    void their_server_hears_that_our_client_closes() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        try (var theirs =
                OpensslPeer.server(directory, parties.server(), parties.client(), FIRST)) {
            try (var ours = OurPeer.client(theirs.port(), parties.client(SrtpTerms.of(FIRST)))) {
                assertThat(ours.outcome()).isInstanceOf(Outcome.Agreed.class);
            }
            theirs.awaitClosed();
        }
    }

    @Test
    void our_server_hears_that_their_client_closes() {
        var parties = Parties.of(Credential.Kind.ECDSA);
        try (var ours = OurPeer.server(parties.server(SrtpTerms.of(FIRST)));
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(FIRST))) {
            new Ends(ours.outcome(), theirs.outcome()).assertAgreed(FIRST, Mki.NONE);
            theirs.quit();
            ours.awaitOver();
        }
    }

    private void their_server_agrees(Parties parties, Settings ours, ProtectionProfile profile) {
        Ends.withOpensslServer(directory, parties, ours, profile).assertAgreed(profile, Mki.NONE);
    }

    private void their_client_agrees(Parties parties, Settings ours, ProtectionProfile profile) {
        Ends.withOpensslClient(directory, parties, ours, profile).assertAgreed(profile, Mki.NONE);
    }

    private static Credential.Kind kindFor(CipherSuite suite) {
        return switch (suite.authentication()) {
            case ECDSA -> Credential.Kind.ECDSA;
            case RSA -> Credential.Kind.RSA;
        };
    }
}
