package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.UseSrtpSpec;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * RFC 5246 §7.3 with peers that we did not write: the second handshake takes up the session of the
 * first, by its name; both ends export the same bytes, and other bytes than the first time. What a
 * peer does not do is asserted as such.
 */
class ResumptionInteropTest {
    private static final ProtectionProfile PROFILE = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final Parties PARTIES = Parties.of(Credential.Kind.ECDSA);
    private static final SrtpTerms TERMS = SrtpTerms.of(PROFILE);
    private static final SrtpTerms WITH_MKI = TERMS.withMki(Mki.hex("0001"));

    @TempDir Path directory;

    @BeforeAll
    static void peers_are_present() {
        OpensslPeer.assumePresent();
        GnutlsPeer.assumePresent();
    }

    @Test
    void openssl_server_takes_up_the_session_of_our_client() throws IOException {
        try (var theirs =
                        OpensslPeer.server(directory, PARTIES.server(), PARTIES.client(), PROFILE);
                var ours = new ResumingPeer(PARTIES.client(TERMS))) {
            int port = theirs.port();
            Outcome first = ours.connect(port);
            same(first, theirs.outcome(1));
            assertThat(ours.isResumed()).isFalse();
            ours.finish();

            Outcome second = ours.connect(port);
            same(second, theirs.outcome(2));
            assertThat(ours.isResumed()).isTrue();
            assertThat(second).isNotEqualTo(first);
        }
    }

    @Test
    void openssl_client_resumes_a_session_of_our_server() throws IOException {
        String file = directory.resolve("session.pem").toString();
        try (var ours = new ResumingPeer(PARTIES.server(TERMS))) {
            Outcome first = withOpensslClient(ours, "-sess_out", file);
            assertThat(ours.isResumed()).isFalse();

            Outcome second = withOpensslClient(ours, "-sess_in", file);
            assertThat(ours.isResumed()).isTrue();
            assertThat(second).isNotEqualTo(first);
        }
    }

    private Outcome withOpensslClient(ResumingPeer ours, String... more) throws IOException {
        try (var theirs =
                OpensslPeer.client(
                        ours.port(),
                        directory,
                        PARTIES.client(),
                        PARTIES.server(),
                        List.of(PROFILE),
                        more)) {
            Outcome outcome = ours.accept();
            same(outcome, theirs.outcome());
            assertThat(theirs.hasResumed()).isEqualTo(ours.isResumed());
            theirs.quit();
            theirs.awaitClosed();
            return outcome;
        }
    }

    /** GnuTLS cannot read a session back that has use_srtp without an MKI: it begins anew. */
    @Test
    void gnutls_server_answers_a_session_without_an_mki_in_full() throws IOException {
        try (var theirs = GnutlsPeer.resumingServer(directory, PARTIES.server(), PROFILE);
                var ours = new ResumingPeer(PARTIES.client(TERMS))) {
            int port = theirs.port();
            Outcome first = ours.connect(port);
            same(first, theirs.outcome(1));
            ours.finish();

            Outcome second = ours.connect(port);
            same(second, theirs.outcome(2));
            assertThat(ours.isResumed()).isFalse();
            assertThat(theirs.resumed(2)).isFalse();
            assertThat(second).isNotEqualTo(first);
        }
    }

    /** GnuTLS resumes a session with an MKI, and leaves use_srtp out of the abbreviated hello. */
    @Test
    void gnutls_server_resumes_without_srtp_and_our_client_ends_it() throws IOException {
        try (var theirs = GnutlsPeer.resumingServer(directory, PARTIES.server(), PROFILE);
                var ours = new ResumingPeer(PARTIES.client(WITH_MKI))) {
            int port = theirs.port();
            same(ours.connect(port), theirs.outcome(1));
            ours.finish();

            assertThat(ours.connect(port)).isInstanceOf(Outcome.Failed.class);
            assertThat(ours.reason()).isEqualTo(UseSrtpSpec.Claim.UNACCEPTABLE_FALLBACK_IS_ALERTED);
            assertThat(theirs.failure()).isEqualTo("Handshake failed");
        }
    }

    /** The same in the other role: their client takes no use_srtp from an abbreviated hello. */
    @Test
    void gnutls_client_resumes_without_srtp() throws IOException {
        try (var ours = new ResumingPeer(PARTIES.server(TERMS));
                var theirs =
                        GnutlsPeer.resumingClient(
                                ours.port(),
                                directory,
                                PARTIES.client(),
                                Mki.hex("0001"),
                                PROFILE)) {
            same(ours.accept(), theirs.outcome(1));
            ours.finish();

            assertThat(ours.accept()).isInstanceOf(Outcome.Agreed.class);
            assertThat(ours.isResumed()).isTrue();
            assertThat(theirs.outcome(2)).isEqualTo(new Outcome.WithoutSrtp());
            assertThat(theirs.resumed(2)).isTrue();
        }
    }

    private static void same(Outcome ours, Outcome theirs) {
        assertThat(ours).isInstanceOf(Outcome.Agreed.class).isEqualTo(theirs);
    }
}
