package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AEAD_AES_128_GCM;
import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import dtlskeying.impl.crypto.NamedGroup;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.CipherSuite;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec.WithoutSrtp;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Where our engine and OpenSSL do not agree, both know it, and ours says why. */
class OpensslRefusalInteropTest {
    private static final ProtectionProfile THEIRS = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final ProtectionProfile OTHER = SRTP_AEAD_AES_128_GCM;

    private final Parties parties = Parties.of(Credential.Kind.ECDSA);

    @TempDir Path directory;

    @BeforeAll
    static void openssl_is_present() {
        OpensslPeer.assumePresent();
    }

    @Test
    void our_client_without_a_shared_profile_falls_back_where_it_may() {
        withTheirServer(parties.client(fallingBack(OTHER))).assertWithoutSrtp();
    }

    @Test
    void our_server_without_a_shared_profile_falls_back_where_it_may() {
        withTheirClient(parties.server(fallingBack(OTHER))).assertWithoutSrtp();
    }

    @Test
    void our_client_that_insists_on_srtp_ends_a_handshake_without_it() {
        withTheirServer(parties.client(SrtpTerms.of(OTHER))).assertFailed("4.1.1");
    }

    @Test
    void our_server_that_insists_on_srtp_ends_a_handshake_without_it() {
        withTheirClient(parties.server(SrtpTerms.of(OTHER))).assertFailed("4.1.1");
    }

    @Test
    void our_client_refuses_a_server_that_it_does_not_trust() {
        withTheirServer(Parties.settings(parties.client(), parties.client(), SrtpTerms.of(THEIRS)))
                .assertFailed("bad_certificate");
    }

    @Test
    void our_server_refuses_a_client_that_it_does_not_trust() {
        withTheirClient(Parties.settings(parties.server(), parties.server(), SrtpTerms.of(THEIRS)))
                .assertFailed("bad_certificate");
    }

    @Test
    void our_client_hears_that_their_server_does_not_trust_it() {
        var stranger = Credential.make(Credential.Kind.ECDSA, "stranger");
        withTheirServer(Parties.settings(stranger, parties.server(), SrtpTerms.of(THEIRS)))
                .assertFailed("the peer ended the association");
    }

    @Test
    void our_server_hears_that_their_client_does_not_trust_it() {
        var stranger = Credential.make(Credential.Kind.ECDSA, "stranger");
        withTheirClient(Parties.settings(stranger, parties.client(), SrtpTerms.of(THEIRS)))
                .assertFailed("the peer ended the association");
    }

    @Test
    void our_server_refuses_a_client_without_a_certificate() {
        try (var ours = OurPeer.server(parties.server(SrtpTerms.of(THEIRS)));
                var theirs =
                        OpensslPeer.clientWithoutCertificate(
                                ours.port(), directory, parties.server(), THEIRS)) {
            new Ends(ours.outcome(), theirs.outcome()).assertFailed("rfc5246/7.4.6");
        }
    }

    @Test
    void our_server_without_a_suite_for_its_key_ends_the_handshake() {
        var terms = SrtpTerms.of(THEIRS);
        withTheirClient(
                        parties.server(terms)
                                .withSuites(CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256))
                .assertFailed("handshake_failure");
    }

    @Test
    void our_server_without_a_shared_group_ends_the_handshake() {
        try (var ours =
                        OurPeer.server(
                                parties.server(SrtpTerms.of(THEIRS))
                                        .withGroups(NamedGroup.SECP384R1));
                var theirs =
                        OpensslPeer.client(
                                ours.port(),
                                directory,
                                parties.client(),
                                parties.server(),
                                List.of(THEIRS),
                                "-groups",
                                "P-256")) {
            new Ends(ours.outcome(), theirs.outcome()).assertFailed("handshake_failure");
        }
    }

    private Ends withTheirServer(Settings ours) {
        return Ends.withOpensslServer(directory, parties, ours, THEIRS);
    }

    private Ends withTheirClient(Settings ours) {
        return Ends.withOpensslClient(directory, parties, ours, THEIRS);
    }

    private static SrtpTerms fallingBack(ProtectionProfile profile) {
        return new SrtpTerms(List.of(profile), Mki.NONE, true, WithoutSrtp.FALL_BACK);
    }
}
