package dtlskeying.properties.interop;

import static dtlskeying.spec.srtp.ProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls12.Settings;
import dtlskeying.impl.dtls12.Settings.Renegotiation;
import dtlskeying.properties.interop.OpensslLibraryPeer.Answer;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.ProtectionProfile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * §5.2 with peers that we did not write. Every cell of the table of peer, role and starter is a
 * test: after each handshake both ends export the same bytes, and other bytes than before.
 */
class RehandshakeInteropTest {
    private static final ProtectionProfile PROFILE = SRTP_AES128_CM_HMAC_SHA1_80;
    private static final Parties PARTIES = Parties.of(Credential.Kind.ECDSA);
    private static final SrtpTerms PLAIN = SrtpTerms.of(PROFILE);
    private static final SrtpTerms WITH_MKI = PLAIN.withMki(Mki.hex("0001"));

    @TempDir Path directory;

    @BeforeAll
    static void peers_are_present() {
        OpensslLibraryPeer.assumePresent();
        GnutlsPeer.assumePresent();
    }

    @Test
    void openssl_server_takes_those_that_our_client_starts() {
        try (var theirs = opensslServer(Answer.ACCEPT);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(PLAIN))) {
            three(_ -> ours.rehandshake(Mki.NONE), ours, theirs::outcome);
        }
    }

    @Test
    void openssl_server_asks_our_client() {
        try (var theirs = opensslServer(Answer.ACCEPT);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(PLAIN))) {
            three(_ -> theirs.rehandshake(), ours, theirs::outcome);
        }
    }

    @Test
    void openssl_client_starts_them_with_our_server() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs = opensslClient(ours, Answer.ACCEPT)) {
            three(_ -> theirs.rehandshake(), ours, theirs::outcome);
        }
    }

    @Test
    void openssl_client_is_asked_by_our_server() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs = opensslClient(ours, Answer.ACCEPT)) {
            three(_ -> ours.rehandshake(Mki.NONE), ours, theirs::outcome);
        }
    }

    @Test
    void openssl_server_declines_and_our_client_goes_on() {
        try (var theirs = opensslServer(Answer.DECLINE);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(PLAIN))) {
            same(ours.outcome(1), theirs.outcome(1));
            ours.rehandshake(Mki.NONE);
            assertThat(ours.awaitAlert(Alert.NO_RENEGOTIATION)).as("fatal").isFalse();
            goes_on(ours, theirs);
        }
    }

    @Test
    void openssl_client_declines_and_our_server_goes_on() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs = opensslClient(ours, Answer.DECLINE)) {
            same(ours.outcome(1), theirs.outcome(1));
            ours.rehandshake(Mki.NONE);
            assertThat(ours.awaitAlert(Alert.NO_RENEGOTIATION)).as("fatal").isFalse();
            goes_on(ours, theirs);
        }
    }

    /** OpenSSL takes the refusal of its own wish for the end: a warning that it makes fatal. */
    @Test
    void openssl_client_ends_all_when_our_server_declines() {
        try (var ours = OurPeer.server(declining(PARTIES.server(PLAIN)));
                var theirs = opensslClient(ours, Answer.ACCEPT)) {
            same(ours.outcome(1), theirs.outcome(1));
            theirs.rehandshake();
            theirs.awaitAlert("warning no renegotiation");
            assertThat(ours.awaitAlert(Alert.HANDSHAKE_FAILURE)).as("fatal").isTrue();
            ours.awaitOver();
        }
    }

    /** The same in the other role. */
    @Test
    void openssl_server_ends_all_when_our_client_declines() {
        try (var theirs = opensslServer(Answer.ACCEPT);
                var ours = OurPeer.client(theirs.port(), declining(PARTIES.client(PLAIN)))) {
            same(ours.outcome(1), theirs.outcome(1));
            theirs.rehandshake();
            theirs.awaitAlert("warning no renegotiation");
            assertThat(ours.awaitAlert(Alert.HANDSHAKE_FAILURE)).as("fatal").isTrue();
            ours.awaitOver();
        }
    }

    @Test
    void gnutls_server_takes_those_that_our_client_starts() {
        try (var theirs = GnutlsPeer.server(directory, PARTIES.server(), PROFILE);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(WITH_MKI))) {
            three(number -> ours.rehandshake(mki(number)), ours, theirs::outcome);
        }
    }

    @Test
    void gnutls_server_asks_our_client() {
        try (var theirs = GnutlsPeer.server(directory, PARTIES.server(), PROFILE);
                var ours = OurPeer.client(theirs.port(), PARTIES.client(WITH_MKI))) {
            three(_ -> theirs.rehandshake(Mki.NONE), ours, theirs::outcome);
        }
    }

    @Test
    void gnutls_client_starts_them_with_our_server() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs = gnutlsClient(ours)) {
            three(number -> theirs.rehandshake(mki(number)), ours, theirs::outcome);
        }
    }

    @Test
    void gnutls_client_is_asked_by_our_server() {
        try (var ours = OurPeer.server(PARTIES.server(PLAIN));
                var theirs = gnutlsClient(ours)) {
            three(_ -> ours.rehandshake(Mki.NONE), ours, theirs::outcome);
        }
    }

    private OpensslLibraryPeer opensslServer(Answer answer) {
        return OpensslLibraryPeer.server(directory, PARTIES, PROFILE, answer);
    }

    private OpensslLibraryPeer opensslClient(OurPeer server, Answer answer) {
        return OpensslLibraryPeer.client(server.port(), directory, PARTIES, PROFILE, answer);
    }

    private GnutlsPeer gnutlsClient(OurPeer server) {
        return GnutlsPeer.client(
                server.port(), directory, PARTIES.client(), Mki.hex("0001"), PROFILE);
    }

    private static Settings declining(Settings settings) {
        return settings.withRenegotiation(Renegotiation.DECLINED);
    }

    private static Mki mki(int handshake) {
        return Mki.hex("0a0" + handshake);
    }

    /** The first handshake and two more. */
    private static void three(IntConsumer start, OurPeer ours, IntFunction<Outcome> theirs) {
        var seen = new HashSet<Octets>();
        for (int handshake = 1; handshake <= 3; handshake++) {
            if (handshake > 1) start.accept(handshake);
            same(ours.outcome(handshake), theirs.apply(handshake));
            var agreed = (Outcome.Agreed) ours.outcome(handshake);
            assertThat(seen.add(agreed.exported())).as("new keys").isTrue();
        }
    }

    private static void same(Outcome ours, Outcome theirs) {
        assertThat(ours).isInstanceOf(Outcome.Agreed.class).isEqualTo(theirs);
    }

    /** The keys still hold: the other end understands that we close. */
    private static void goes_on(OurPeer ours, OpensslLibraryPeer theirs) {
        ours.close();
        theirs.awaitClosed();
    }
}
