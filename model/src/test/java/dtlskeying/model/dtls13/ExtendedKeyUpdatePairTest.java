package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest;
import dtlskeying.model.dtls13.ExtendedKeyUpdateState.Packet;
import dtlskeying.model.dtls13.MainSecret.Party;
import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Two ends that renew their keys: what holds on any network, and which slip breaks what. */
class ExtendedKeyUpdatePairTest {
    private static final String KEYS = "what an end sends now, its peer has the keys for";
    private static final String SECRETS = "the secrets of an epoch are the same at both ends";
    private static final String EXPORTS =
            "what one user exports from, the other can export from too";

    private static final ExtendedKeyUpdateModel HONEST =
            new ExtendedKeyUpdateModel(Reading.defaults());

    @Test
    @Tag("long")
    void updates_that_cross_get_lost_and_are_put_off_end_in_one_epoch_with_the_same_secrets() {
        var found = explore(HONEST, ExtendedKeyUpdateRules.HONEST, 2, 1);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(37_805);
        assertThat(found.transitions()).isEqualTo(405_158);
    }

    @Test
    void an_initiator_that_sends_under_new_keys_at_the_response_is_not_understood() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ResponseHeard && !facts.own().isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                facts.changedTo(facts.newest() + 1),
                                                List.of(
                                                        new Effect.FinishSent(),
                                                        next(facts.newest()))))
                                : honest.permitted(facts, input),
                KEYS);
    }

    private static Effect next(long epoch) {
        return new Effect.ReadAdded(new Epoch(epoch + 1));
    }

    @Test
    void a_responder_that_drops_old_keys_at_the_finish_cannot_hear_it_again() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.FinishHeard && facts.peers() == PeersRequest.ANSWERED
                                ? Set.of(forgetful(facts))
                                : honest.permitted(facts, input),
                KEYS);
    }

    private static Outcome<ExtendedKeyUpdateFacts, Effect> forgetful(ExtendedKeyUpdateFacts facts) {
        Epoch next = new Epoch(facts.newest() + 1);
        return Outcome.of(
                facts.changedTo(next.number()).readingFrom(next.number()),
                List.of(
                        new Effect.ReadAdded(next),
                        new Effect.WriteChanged(next),
                        new Effect.AckSent(next)));
    }

    @Test
    void an_ack_of_the_request_that_passes_for_one_of_the_finish_changes_keys_too_soon() {
        assertBroken(
                explore(
                        HONEST,
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public boolean covers(Packet ack, Packet message) {
                                return ack.epoch() == message.epoch();
                            }
                        }),
                KEYS);
    }

    @Test
    void of_crossing_requests_that_both_win_two_exchanges_come() {
        Slip<ExtendedKeyUpdateFacts, Input, Effect> bothWin =
                (honest, facts, input) ->
                        input instanceof Input.RequestHeard && !facts.own().isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                new ExtendedKeyUpdateFacts(
                                                        true,
                                                        facts.write(),
                                                        facts.oldest(),
                                                        facts.newest(),
                                                        facts.own(),
                                                        PeersRequest.ANSWERED,
                                                        false),
                                                List.of(new Effect.ResponseSent())))
                                : honest.permitted(facts, input);

        assertBroken(bothWin, SECRETS);
        assertBroken(bothWin, "one exchange is under way, never two");
    }

    @Test
    void ends_that_draw_the_same_share_break_the_connection() {
        assertBroken(
                explore(
                        HONEST,
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public Share draw(Party party, int drawn) {
                                return new Share(Party.CLIENT, drawn);
                            }
                        }),
                "no honest end breaks the connection");
    }

    @Test
    void a_responder_that_waits_with_its_own_keys_leaves_the_epochs_apart() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Acknowledged(Kind kind)
                                        && kind == Kind.FINISH
                                        && facts.isFinishing()
                                ? Set.of(Outcome.of(rested(facts), List.of()))
                                : honest.permitted(facts, input),
                "ends at rest are in the same epoch");
    }

    private static ExtendedKeyUpdateFacts rested(ExtendedKeyUpdateFacts facts) {
        return new ExtendedKeyUpdateFacts(
                true,
                facts.write(),
                facts.oldest(),
                facts.write(),
                Set.of(),
                PeersRequest.NONE,
                false);
    }

    @Test
    void a_user_that_exports_before_the_responder_has_the_keys_is_alone() {
        assertBroken(
                explore(
                        HONEST,
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public boolean tells(Effect effect) {
                                return effect instanceof Effect.ReadAdded;
                            }
                        }),
                EXPORTS);
    }

    @Test
    void an_early_request_that_is_answered_at_once_is_acknowledged_before_its_time() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.RequestHeard heard
                                        && facts.isFinishing()
                                        && heard.epoch().number() == facts.newest()
                                ? Set.of(
                                        Outcome.of(
                                                facts.noting(PeersRequest.HELD),
                                                List.of(
                                                        new Effect.AckSent(
                                                                new Epoch(facts.write())))))
                                : honest.permitted(facts, input),
                "no ACK names an epoch after its own");
    }

    @Test
    void an_early_request_that_is_held_against_its_sender_breaks_the_connection() {
        assertBroken(
                explore(new ExtendedKeyUpdateModel(Set.of()), ExtendedKeyUpdateRules.HONEST),
                "no honest end breaks the connection");
    }

    @Test
    void who_opens_what_nobody_sealed_is_told_what_to_do_by_anybody() {
        assertBroken(
                explore(
                        HONEST,
                        new ExtendedKeyUpdateRules() {
                            @Override
                            public boolean opens(ExtendedKeyUpdateEnd end, Packet packet) {
                                return end.facts().reads(packet.epoch());
                            }
                        }),
                "nothing is taken from who has no keys");
    }

    @Test
    void a_request_that_is_forgotten_when_it_has_lost_wedges_both_ends_if_it_gets_lost() {
        assertWedged(
                new ExtendedKeyUpdateRules() {
                    @Override
                    public boolean keepsAbandoned() {
                        return false;
                    }
                });
    }

    @Test
    void a_finish_that_is_acknowledged_once_leaves_its_sender_waiting() {
        assertWedged(
                new ExtendedKeyUpdateRules() {
                    @Override
                    public boolean repeats() {
                        return false;
                    }
                });
    }

    private static void assertWedged(ExtendedKeyUpdateRules rules) {
        var found = explore(HONEST, rules);

        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .isInstanceOf(Finding.Wedged.class);
    }

    private static void assertBroken(
            Slip<ExtendedKeyUpdateFacts, Input, Effect> slip, String invariant) {
        assertBroken(explore(slip.in(HONEST), ExtendedKeyUpdateRules.HONEST), invariant);
    }

    private static void assertBroken(
            Exploration<ExtendedKeyUpdateState, Happening> found, String invariant) {
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<ExtendedKeyUpdateState, Happening> explore(
            Relation<ExtendedKeyUpdateFacts, Input, Effect> ends, ExtendedKeyUpdateRules rules) {
        return explore(ends, rules, 1, 1);
    }

    private static Exploration<ExtendedKeyUpdateState, Happening> explore(
            Relation<ExtendedKeyUpdateFacts, Input, Effect> ends,
            ExtendedKeyUpdateRules rules,
            int clients,
            int servers) {
        var steps = ExtendedKeyUpdateSteps.of(ends, rules, true);
        return Explorer.explore(
                new ExtendedKeyUpdatePair(steps, clients, servers), Bounds.OF_THE_BUILD);
    }
}
