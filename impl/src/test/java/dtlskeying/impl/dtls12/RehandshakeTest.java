package dtlskeying.impl.dtls12;

import static dtlskeying.spec.dtls12.AssociationSpec.Claim.UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.Mkis;
import dtlskeying.impl.dtls12.Settings.Renegotiation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.dtls.MessageName;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.MkiSelectionSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.HashSet;
import java.util.List;

/** More handshakes inside one association (§5.2 of the draft). */
class RehandshakeTest {
    private static final String LABEL = "EXTRACTOR-dtls_srtp";
    private static final Mki FIRST = Mki.hex("0001");
    private static final Mki SECOND = Mki.hex("0002");
    private static final Settings WITH_MKI = Pair.SETTINGS.withMki(FIRST);
    private static final Settings DECLINING = WITH_MKI.withRenegotiation(Renegotiation.DECLINED);

    @ParameterizedTest
    @EnumSource
    void either_end_starts_any_number_of_them(Role starter) {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        var seen = new HashSet<>(List.of(exported(pair.client)));
        for (int handshake = 2; handshake <= 6; handshake++) {
            want(pair, starter, Mki.hex("000" + handshake));
            pair.deliver();
            assertThat(pair.isEstablished()).isTrue();
            assertThat(pair.client.isRehandshaking() || pair.server.isRehandshaking()).isFalse();
            assertThat(completed(pair.clientEffects).getLast().handshake()).isEqualTo(handshake);
            assertThat(completed(pair.serverEffects).getLast().handshake()).isEqualTo(handshake);
            assertThat(exported(pair.client)).isEqualTo(exported(pair.server));
            assertThat(seen.add(exported(pair.client))).as("new keys").isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_handshake_has_a_new_mki(Role starter) {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        assertThat(mki(pair.server)).isEqualTo(FIRST);
        want(pair, starter, SECOND);
        pair.deliver();
        assertThat(mki(pair.client)).isEqualTo(SECOND).isEqualTo(mki(pair.server));
    }

    @Test
    void both_ends_start_one_at_once_and_there_is_one() {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        want(pair, Role.CLIENT, SECOND);
        want(pair, Role.SERVER, Mki.NONE);
        pair.deliver();
        assertThat(pair.client.handshakes()).isEqualTo(2).isEqualTo(pair.server.handshakes());
        assertThat(exported(pair.client)).isEqualTo(exported(pair.server));
    }

    @Test
    void the_keys_are_the_old_ones_until_the_new_ones_are_complete() {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        var old = exported(pair.client);
        var hello = datagram(want(pair, Role.CLIENT, SECOND));
        assertThat(pair.client.isRehandshaking()).isTrue();
        assertThat(pair.client.isEstablished()).isTrue();
        assertThat(exported(pair.client)).isEqualTo(old);
        pair.on(Role.SERVER, new Input.Datagram(hello, 0));
        assertThat(pair.server.isEstablished()).isTrue();
        assertThat(mki(pair.server)).isEqualTo(FIRST);
        assertThat(exported(pair.server)).isEqualTo(old);
    }

    @Test
    void the_hello_is_under_the_keys_before_and_brings_no_cookie() {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        var hello = datagram(want(pair, Role.CLIENT, SECOND));
        int heard = pair.serverEffects.size();
        pair.deliver();
        assertThat(hello.slice(3, 5)).isEqualTo(Octets.hex("0001"));
        assertThat(pair.serverEffects.subList(heard, pair.serverEffects.size()))
                .contains(new Effect.MessageHeard(MessageName.CLIENT_HELLO))
                .doesNotContain(
                        new Effect.FlightSent(List.of(MessageName.HELLO_VERIFY_REQUEST), false));
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_that_declines_leaves_all_as_it_was(Role starter) {
        var pair =
                starter == Role.CLIENT
                        ? Pair.of(WITH_MKI, DECLINING).run()
                        : Pair.of(DECLINING, WITH_MKI).run();
        var old = exported(pair.client);
        for (int again = 0; again < 3; again++) {
            want(pair, starter, SECOND);
            pair.deliver();
            assertThat(pair.isEstablished()).isTrue();
            assertThat(pair.client.isRehandshaking() || pair.server.isRehandshaking()).isFalse();
            assertThat(starter == Role.CLIENT ? pair.client.deadline() : pair.server.deadline())
                    .isEqualTo(Long.MAX_VALUE);
            assertThat(exported(pair.client)).isEqualTo(old).isEqualTo(exported(pair.server));
        }
        var heard = starter == Role.CLIENT ? pair.clientEffects : pair.serverEffects;
        assertThat(heard).contains(new Effect.AlertReceived(false, Alert.NO_RENEGOTIATION.code()));
        assertThat(pair.client.handshakes()).isEqualTo(1);
    }

    @Test
    void who_declines_can_still_start_one() {
        var pair = Pair.of(WITH_MKI, DECLINING).run();
        want(pair, Role.CLIENT, SECOND);
        pair.deliver();
        want(pair, Role.SERVER, Mki.NONE);
        pair.deliver();
        assertThat(pair.client.handshakes()).isEqualTo(2).isEqualTo(pair.server.handshakes());
        assertThat(exported(pair.client)).isEqualTo(exported(pair.server));
    }

    @ParameterizedTest
    @EnumSource
    void a_wish_that_nobody_answers_is_given_up_and_all_is_as_it_was(Role starter) {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        var old = exported(pair.client);
        want(pair, starter, SECOND);
        var effects = List.<Effect>of();
        while (end(pair, starter).isRehandshaking())
            effects = pair.on(starter, new Input.Tick(end(pair, starter).deadline()));
        assertThat(effects).contains(new Effect.Discarded(UNANSWERED_REHANDSHAKE_NEED_NOT_END_ALL));
        assertThat(exported(end(pair, starter))).isEqualTo(old);
    }

    @Test
    void a_lost_request_that_crossed_a_hello_does_not_stop_it() {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        pair.server = pair.server.on(new Input.Rehandshake(Mki.NONE, 0)).state();
        want(pair, Role.CLIENT, SECOND);
        pair.deliver();
        assertThat(pair.client.handshakes()).isEqualTo(2).isEqualTo(pair.server.handshakes());
    }

    @Test
    void an_mki_that_was_used_before_is_not_offered() {
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        var before = pair.client;
        assertThat(want(pair, Role.CLIENT, FIRST))
                .containsExactly(
                        new Effect.Discarded(
                                MkiSelectionSpec.Claim.OFFERED_MKI_DIFFERS_FROM_THE_LAST));
        assertThat(pair.client).isSameAs(before);
    }

    @Test
    void there_is_none_before_the_first_is_complete_and_none_afterwards() {
        var idle = Pair.client(WITH_MKI, 1);
        assertThat(idle.on(new Input.Rehandshake(SECOND, 0)).state()).isSameAs(idle);
        var pair = Pair.of(WITH_MKI, WITH_MKI).run();
        pair.on(Role.CLIENT, new Input.Close(0));
        var over = pair.client;
        assertThat(over.on(new Input.Rehandshake(SECOND, 0)).state()).isSameAs(over);
    }

    @Test
    void a_hello_that_does_not_show_the_last_verify_data_is_rejected() {
        var earlier = new EarlierHandshakes(1, Octets.hex("0c"), Octets.hex("05"), List.of(FIRST));
        var other = new EarlierHandshakes(1, Octets.hex("0d"), Octets.hex("05"), List.of(FIRST));
        assertThat(choice(earlier, other)).isInstanceOf(HelloOutcome.Rejected.class);
        assertThat(choice(earlier, EarlierHandshakes.NONE))
                .isInstanceOf(HelloOutcome.Rejected.class);
        assertThat(choice(earlier, earlier)).isInstanceOf(HelloOutcome.Chosen.class);
    }

    private static HelloOutcome choice(EarlierHandshakes ofServer, EarlierHandshakes ofClient) {
        var settings = WITH_MKI.withMki(SECOND);
        var hello =
                new ClientOffer(settings, Entropy.of(8), ofClient, SessionOffer.NOTHING).hello();
        return new ClientHelloChoice(
                        settings, Entropy.of(7), ofServer, SessionCache.ofCapacity(0), hello)
                .outcome();
    }

    @Test
    void mkis_are_counted_up_past_those_that_were_used() {
        var used = List.of(Mki.hex("00ff"), Mki.hex("0100"));
        assertThat(Mkis.next(Mki.hex("00ff"), used)).isEqualTo(Mki.hex("0101"));
        assertThat(Mkis.next(Mki.hex("ffff"), used)).isEqualTo(Mki.hex("0000"));
        assertThat(Mkis.next(Mki.NONE, used)).isEqualTo(Mki.NONE);
    }

    private static List<Effect> want(Pair pair, Role starter, Mki mki) {
        return pair.on(starter, new Input.Rehandshake(mki, pair.now));
    }

    private static Association end(Pair pair, Role role) {
        return role == Role.CLIENT ? pair.client : pair.server;
    }

    private static Octets datagram(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).datagram())
                .findFirst()
                .orElseThrow();
    }

    private static List<Effect.Completed> completed(List<Effect> effects) {
        return effects.stream()
                .filter(Effect.Completed.class::isInstance)
                .map(Effect.Completed.class::cast)
                .toList();
    }

    private static Mki mki(Association end) {
        return end.dataProtection() instanceof DataProtection.Srtp(_, var mki) ? mki : Mki.NONE;
    }

    private static Secret exported(Association end) {
        return end.export(LABEL, 60);
    }
}
