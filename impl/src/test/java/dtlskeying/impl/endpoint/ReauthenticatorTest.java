package dtlskeying.impl.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.chunk.ReauthenticationFrame.Kind;
import dtlskeying.impl.chunk.ReauthenticationMessage;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which secrets are kept for proofs, and for how long. */
class ReauthenticatorTest {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final Epoch FIRST = Epoch.FIRST_OF_TRAFFIC;

    private final Identity identity =
            Identity.demonstration("alice", Entropy.of(1), KeyKind.EC_P256);
    private final Authenticators authenticators =
            new Authenticators(Role.CLIENT, settings(identity), Entropy.of(2));
    private final List<ReauthenticationMessage> said = new ArrayList<>();
    private final Reauthenticator end =
            new Reauthenticator(
                    authenticators,
                    new Outbox(),
                    new Reauthenticator.Outside() {
                        @Override
                        public void say(ReauthenticationMessage message) {
                            said.add(message);
                        }

                        @Override
                        public void close() {}
                    });

    @Test
    void the_epoch_before_the_newest_can_still_be_asked_about_and_no_older_one() {
        enforce();
        for (int update = 1; update <= 5; update++) update(update);
        assertThat(authenticators.count()).isEqualTo(2);
        assertThat(authenticators.oldest()).isEqualTo(epoch(4));
    }

    @Test
    void an_epoch_stays_as_long_as_a_request_is_of_it() {
        enforce();
        end.wanted();
        update(1);
        update(2);
        assertThat(authenticators.oldest()).isEqualTo(FIRST);
        assertThat(said).extracting(ReauthenticationMessage::kind).containsExactly(Kind.REQUEST);
        end.heard(answer(said.getFirst()));
        assertThat(said.getLast().verdict()).contains(Verdict.AUTHENTICATED);
        assertThat(authenticators.oldest()).isEqualTo(epoch(1));
    }

    @Test
    void it_does_not_stay_beside_more_than_three_others_and_the_request_is_made_anew() {
        enforce();
        end.wanted();
        for (int update = 1; update <= 4; update++) update(update);
        assertThat(authenticators.count()).isLessThanOrEqualTo(4);
        assertThat(authenticators.oldest()).isGreaterThan(FIRST);
        assertThat(said)
                .extracting(ReauthenticationMessage::kind)
                .containsExactly(Kind.REQUEST, Kind.RESULT, Kind.REQUEST);
        assertThat(said.get(1).verdict()).contains(Verdict.LAPSED);
        assertThat(said.getLast().epoch()).isGreaterThan(FIRST);
    }

    @Test
    void after_the_end_there_are_none() {
        enforce();
        update(1);
        end.ended();
        assertThat(authenticators.count()).isZero();
        assertThat(end.isWaiting()).isFalse();
    }

    private void enforce() {
        end.enforced(Policy.NONE, identity.chain(), SUITE, exporter(0));
    }

    private void update(int number) {
        end.ready(epoch(number), SUITE, exporter(number));
        end.updated(epoch(number));
    }

    private static Epoch epoch(int updates) {
        return new Epoch(FIRST.number() + updates);
    }

    private static Secret exporter(int number) {
        return Secret.of(Octets.hex("%02x".formatted(number).repeat(SUITE.hash().length())));
    }

    /** The peer has the same certificate, which is good enough here. */
    private Octets answer(ReauthenticationMessage request) {
        var peer = new Authenticators(Role.SERVER, settings(identity), Entropy.of(3));
        peer.add(request.epoch(), SUITE, exporter(0));
        Octets proof = peer.answer(request.body(), request.epoch(), request.exchange());
        return new ReauthenticationMessage(
                        Kind.AUTHENTICATOR, request.exchange(), request.epoch(), proof)
                .frames(Short.MAX_VALUE)
                .getFirst();
    }

    private static Settings settings(Identity identity) {
        return Settings.of(
                identity,
                new Trust.Anyone(),
                Instant.parse("2026-01-01T00:00:00Z"),
                SrtpTerms.NONE);
    }
}
