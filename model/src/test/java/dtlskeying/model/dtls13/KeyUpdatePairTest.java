package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls13.KeyUpdateModel.Facts;
import dtlskeying.model.dtls13.KeyUpdatePair.Receipts;
import dtlskeying.model.dtls13.KeyUpdateState.Packet;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class KeyUpdatePairTest {
    private static final KeyUpdateModel HONEST = new KeyUpdateModel();

    @Test
    void updates_that_cross_and_get_lost_leave_both_ends_with_the_same_epochs() {
        Exploration<KeyUpdateState, Happening> found = explore(HONEST, Receipts.HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions()).isEqualTo("22781 235643");
    }

    @Test
    void keys_that_change_with_the_key_update_itself_are_ahead_of_the_peer() {
        assertBroken(
                explore(
                        slipped((honest, facts, input) ->
                                input instanceof Input.Update(boolean both) && !facts.waits()
                                        ? Set.of(
                                                Outcome.of(
                                                        ahead(facts),
                                                        List.of(new Effect.Sent(both))))
                                        : honest.permitted(facts, input)),
                        Receipts.HONEST),
                "what an end sends now, its peer has the keys for");
    }

    private static Facts ahead(Facts facts) {
        return new Facts(facts.write() + 1, true, false, facts.oldest(), facts.newest(), false);
    }

    @Test
    void old_keys_that_go_with_the_key_update_make_a_lost_ack_fatal() {
        assertBroken(
                explore(
                        slipped((honest, facts, input) ->
                                input instanceof Input.Heard(_, Verdict.Sound _)
                                        ? Set.of(Outcome.of(forgetful(facts), List.of()))
                                        : honest.permitted(facts, input)),
                        Receipts.HONEST),
                "what an end sends now, its peer has the keys for");
    }

    private static Facts forgetful(Facts facts) {
        long next = facts.newest() + 1;
        return new Facts(facts.write(), facts.waits(), facts.owes(), next, next, false);
    }

    @Test
    void a_key_update_that_is_taken_for_an_ack_is_found() {
        var found =
                explore(
                        HONEST,
                        new Receipts() {
                            @Override
                            public boolean covers(Packet packet, int turn) {
                                return packet.isUpdate() || HONEST.covers(packet, turn);
                            }
                        });

        assertBroken(found, "what an end sends now, its peer has the keys for");
    }

    @Test
    void an_end_that_reads_on_without_an_update_is_too_far_ahead() {
        assertBroken(
                explore(
                        slipped((honest, facts, input) ->
                                input instanceof Input.Heard(_, Verdict.Sound _)
                                        ? Set.of(Outcome.of(twiceOn(facts), List.of()))
                                        : honest.permitted(facts, input)),
                        Receipts.HONEST),
                "who reads is at most one epoch ahead of who writes");
    }

    private static Facts twiceOn(Facts facts) {
        return new Facts(
                facts.write(),
                facts.waits(),
                facts.owes(),
                facts.oldest(),
                facts.newest() + 2,
                false);
    }

    @Test
    void an_end_that_holds_a_second_update_against_its_peer_is_found() {
        assertBroken(
                explore(
                        slipped((honest, facts, input) ->
                                input instanceof Input.Heard && facts.newest() > 3
                                        ? honest.permitted(facts, new Input.HeardInOldEpoch())
                                        : honest.permitted(facts, input)),
                        Receipts.HONEST),
                "no honest end breaks the connection");
    }

    @Test
    void a_key_update_that_is_acknowledged_once_leaves_its_sender_waiting() {
        var found =
                explore(
                        HONEST,
                        new Receipts() {
                            @Override
                            public boolean repeated() {
                                return false;
                            }
                        });

        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .isInstanceOf(Finding.Wedged.class);
    }

    private static Relation<Facts, Input, Effect> slipped(Slip<Facts, Input, Effect> slip) {
        return slip.in(HONEST);
    }

    private static void assertBroken(
            Exploration<KeyUpdateState, Happening> found, String invariant) {
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<KeyUpdateState, Happening> explore(
            Relation<Facts, Input, Effect> ends, Receipts receipts) {
        return Explorer.explore(
                new KeyUpdatePair(ends, receipts, 2, 1, new Interning<>()), Bounds.OF_THE_BUILD);
    }
}
