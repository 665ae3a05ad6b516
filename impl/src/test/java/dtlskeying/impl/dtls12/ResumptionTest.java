package dtlskeying.impl.dtls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Fingerprint;
import dtlskeying.impl.crypto.Hash;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.ClientAuthentication;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.Mki;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Sessions that are taken up again (RFC 5246 §7.3, RFC 7627 §5.3), between our own two ends. */
class ResumptionTest {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final SessionCache EMPTY = SessionCache.ofCapacity(4);

    private static Pair first() {
        return Pair.of(Pair.SETTINGS, Pair.SETTINGS).run();
    }

    private static SessionCache cache(Pair pair) {
        return EMPTY.after(pair.server, pair.serverEffects, pair.now);
    }

    private static Pair second(Pair first, Settings client, SessionCache cache) {
        return second(first, client, Pair.SETTINGS, cache, Pair.COOKIES);
    }

    private static Pair second(
            Pair first, Settings client, Settings server, SessionCache cache, Cookies cookies) {
        return new Pair(
                Association.resuming(
                        client, first.client.resumable().orElseThrow(), Entropy.of(11)),
                Association.server(server, Entropy.of(12), cookies, Pair.ADDRESS).knowing(cache));
    }

    private static List<MessageName> flights(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.FlightSent.class::isInstance)
                .flatMap(effect -> ((Effect.FlightSent) effect).messages().stream())
                .toList();
    }

    @Test
    void a_session_is_taken_up_without_certificates_and_under_new_keys() {
        Pair first = first();
        Pair second = second(first, Pair.SETTINGS, cache(first)).run();

        assertThat(second.isEstablished()).isTrue();
        assertThat(second.client.isResumed() && second.server.isResumed()).isTrue();
        assertThat(flights(second.serverEffects))
                .containsExactly(
                        MessageName.HELLO_VERIFY_REQUEST,
                        MessageName.SERVER_HELLO,
                        MessageName.CHANGE_CIPHER_SPEC,
                        MessageName.FINISHED);
        assertThat(second.client.export(LABEL, 60))
                .isEqualTo(second.server.export(LABEL, 60))
                .isNotEqualTo(first.client.export(LABEL, 60));
        assertThat(second.serverEffects)
                .anySatisfy(effect ->
                        assertThat(effect)
                                .isInstanceOfSatisfying(
                                        Effect.Completed.class,
                                        completed ->
                                                assertThat(completed.peerCertificates())
                                                        .isNotEmpty()));
    }

    @Test
    void a_server_that_spares_the_cookie_answers_the_first_hello() {
        Pair first = first();
        var spare = Pair.COOKIES.sparingSessions();
        Pair second = second(first, Pair.SETTINGS, Pair.SETTINGS, cache(first), spare).run();

        assertThat(second.isEstablished()).isTrue();
        assertThat(flights(second.serverEffects)).doesNotContain(MessageName.HELLO_VERIFY_REQUEST);

        Pair unknown = second(first, Pair.SETTINGS, Pair.SETTINGS, EMPTY, spare).run();
        assertThat(flights(unknown.serverEffects)).startsWith(MessageName.HELLO_VERIFY_REQUEST);
    }

    @Test
    void a_session_that_is_not_kept_any_more_makes_a_full_handshake() {
        Pair first = first();
        Pair second = second(first, Pair.SETTINGS, EMPTY).run();

        assertThat(second.isEstablished()).isTrue();
        assertThat(second.client.isResumed() || second.server.isResumed()).isFalse();
        assertThat(second.client.resumable().orElseThrow().id())
                .isNotEqualTo(first.client.resumable().orElseThrow().id());
    }

    @Test
    void a_session_is_too_old_after_a_day() {
        Pair first = first();
        SessionCache cache = cache(first);
        for (long now : List.of(SessionCache.DAY, SessionCache.DAY + 1)) {
            Pair second = second(first, Pair.SETTINGS, cache);
            second.now = now;
            assertThat(second.run().server.isResumed()).isEqualTo(now == SessionCache.DAY);
        }
    }

    @Test
    void a_fatal_alert_ends_the_session_a_closure_does_not() {
        Pair first = first();
        SessionCache cache = cache(first);
        var id = first.server.resumable().orElseThrow().id();
        var closed = first.server.on(new Input.Close(1));
        assertThat(cache.after(closed.state(), closed.effects(), 1).find(id)).isPresent();

        var alert = new Effect.AlertReceived(true, 40);
        var failed =
                new Effect.Failed(dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_VERIFIES);
        assertThat(cache.after(first.server, List.of(alert, failed), 1).find(id)).isEmpty();
        assertThat(cache.after(first.server, List.of(failed), 1).find(id)).isPresent();
    }

    @Test
    void the_oldest_session_makes_room() {
        SessionCache cache = SessionCache.ofCapacity(2);
        var session = first().client.resumable().orElseThrow();
        for (int i = 1; i <= 3; i++)
            cache =
                    cache.with(
                            new ResumableSession(
                                    Octets.of((byte) i), session.keys(), session.peer(), List.of()),
                            i);
        assertThat(cache.find(Octets.of((byte) 1))).isEmpty();
        assertThat(cache.find(Octets.of((byte) 2))).isPresent();
        assertThat(cache.kept()).hasSize(2);
    }

    @Test
    void a_session_keeps_its_age_when_it_is_taken_up() {
        Pair first = first();
        Pair second = second(first, Pair.SETTINGS, cache(first)).run();
        var kept = cache(first).after(second.server, second.serverEffects, 1_000).kept();
        assertThat(kept).singleElement().satisfies(each -> assertThat(each.since()).isZero());
    }

    @Test
    void whoever_is_not_trusted_any_more_is_not_taken_up() {
        Pair first = first();
        var other = Set.of(Fingerprint.of(Hash.SHA256, Pair.BOB.chain().leaf()));
        var picky =
                Settings.of(
                        Pair.ALICE,
                        new Trust.Fingerprints(other),
                        Pair.TODAY,
                        Pair.SETTINGS.srtp());

        Pair ofServer =
                second(first, Pair.SETTINGS, picky, cache(first), Pair.COOKIES.sparingSessions());
        assertThat(ofServer.run().isEstablished()).isFalse();
        Pair ofClient = second(first, picky, cache(first));
        assertThat(ofClient.run().isEstablished()).isFalse();
    }

    @Test
    void a_session_without_a_certificate_is_not_taken_up_where_one_is_required() {
        var open = Pair.SETTINGS.withClientAuthentication(ClientAuthentication.NONE);
        Pair first = Pair.of(Pair.SETTINGS, open).run();
        Pair second = second(first, Pair.SETTINGS, Pair.SETTINGS, cache(first), Pair.COOKIES).run();
        assertThat(second.isEstablished()).isTrue();
        assertThat(second.server.isResumed()).isFalse();
    }

    @Test
    void srtp_is_negotiated_afresh_and_no_mki_comes_twice_in_a_session() {
        var terms = Pair.SETTINGS.withMki(Mki.hex("07"));
        Pair first = Pair.of(terms, Pair.SETTINGS).run();
        Pair second = second(first, terms, cache(first)).run();
        assertThat(second.server.isResumed()).isTrue();
        assertThat(second.server.dataProtection())
                .isInstanceOfSatisfying(
                        DataProtection.Srtp.class,
                        srtp -> assertThat(srtp.mki()).isEqualTo(Mki.hex("08")));
    }

    @Test
    void a_resumed_association_can_shake_hands_again() {
        Pair first = first();
        Pair second = second(first, Pair.SETTINGS, cache(first)).run();
        var before = second.client.export(LABEL, 60);
        for (Role starter : Role.values()) {
            second.on(starter, new Input.Rehandshake(Mki.NONE, second.now));
            second.deliver();
        }
        assertThat(second.client.handshakes()).isEqualTo(3);
        assertThat(second.client.export(LABEL, 60))
                .isEqualTo(second.server.export(LABEL, 60))
                .isNotEqualTo(before);
    }

    @Test
    void the_session_of_a_client_that_has_finished_is_promised() {
        Pair pair = Pair.of(Pair.SETTINGS, Pair.SETTINGS);
        pair.on(Role.CLIENT, new Input.Begin(0));
        assertThat(pair.client.promised()).isEmpty();
        pair.deliver();
        assertThat(pair.client.promised()).isEmpty();
        assertThat(pair.client.resumable()).isPresent();
    }

    @Test
    void a_client_takes_no_session_up() {
        var client = Pair.client(Pair.SETTINGS, 1);
        assertThatThrownBy(() -> client.knowing(EMPTY)).isInstanceOf(IllegalStateException.class);
    }
}
