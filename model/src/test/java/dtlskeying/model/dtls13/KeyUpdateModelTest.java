package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.dtls13.KeyUpdateModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Claim;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class KeyUpdateModelTest {
    private static final KeyUpdateModel HONEST = new KeyUpdateModel();
    private static final long LAST = (1L << 48) - 1;
    private static final Verdict BAD =
            new Verdict.Unsound(Alert.ILLEGAL_PARAMETER, Claim.REQUEST_IS_ZERO_OR_ONE);

    private static final List<Input> ALPHABET =
            List.of(
                    new Input.Update(false),
                    new Input.Update(true),
                    new Input.Acknowledged(),
                    new Input.Heard(false, Verdict.SOUND),
                    new Input.Heard(true, Verdict.SOUND),
                    new Input.Heard(false, BAD),
                    new Input.HeardInOldEpoch(),
                    new Input.NewKeysHeard());

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "keys to send change by one, on an ACK alone",
                            step -> step.before().write() != step.after().write(),
                            step ->
                                    step.inputs().contains(new Input.Acknowledged())
                                            && step.before().waits()
                                            && step.after().write() == step.before().write() + 1),
                    new Invariant<>(
                            "no KeyUpdate leaves while one waits for its ACK",
                            step -> step.did(Effect.Sent.class),
                            step ->
                                    step.all(Effect.Sent.class).size() == 1
                                            && (!step.before().waits()
                                                    || step.did(Effect.WriteChanged.class))),
                    new Invariant<>(
                            "who is asked answers, or owes an answer, unless it has no epoch left",
                            step -> step.inputs().contains(new Input.Heard(true, Verdict.SOUND)),
                            step ->
                                    step.after().over()
                                            || step.before().over()
                                            || step.after().owes()
                                            || step.did(Effect.Sent.class)
                                            || step.before().write() == LAST),
                    new Invariant<>(
                            "the newest keys to read are never dropped",
                            step -> step.did(Effect.ReadDropped.class),
                            step ->
                                    step.all(Effect.ReadDropped.class).stream()
                                            .noneMatch(gone -> isNewest(step, gone.epoch()))),
                    new Invariant<>(
                            "no epoch comes after the last",
                            step -> step.before().write() >= LAST - 1,
                            step -> step.after().write() <= LAST && step.after().newest() <= LAST),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing));

    private static boolean isNewest(Step<Facts, Input, Effect> step, Epoch epoch) {
        return epoch.number() == step.after().newest();
    }

    @Test
    void every_input_in_every_state_keeps_the_rules_up_to_the_last_epoch() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(2_086);
        assertThat(found.transitions()).isEqualTo(22_167);
    }

    @Test
    void keys_that_change_before_the_ack_are_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Update
                                ? Set.of(
                                        Outcome.of(
                                                written(facts, facts.write() + 1),
                                                List.of(new Effect.Sent(false))))
                                : honest.permitted(facts, input),
                "keys to send change by one, on an ACK alone");
    }

    private static Facts written(Facts facts, long write) {
        return new Facts(write, true, false, facts.oldest(), facts.newest(), facts.over());
    }

    @Test
    void an_answer_that_does_not_wait_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Heard(boolean requested, Verdict.Sound _)
                                        && requested
                                ? Set.of(Outcome.of(facts, List.of(new Effect.Sent(false))))
                                : honest.permitted(facts, input),
                "no KeyUpdate leaves while one waits for its ACK");
    }

    @Test
    void a_request_that_is_forgotten_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Heard(_, Verdict.Sound _)
                                ? honest.permitted(facts, new Input.Heard(false, Verdict.SOUND))
                                : honest.permitted(facts, input),
                "who is asked answers, or owes an answer, unless it has no epoch left");
    }

    @Test
    void an_end_that_drops_the_newest_keys_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.NewKeysHeard
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(
                                                        new Effect.ReadDropped(
                                                                new Epoch(facts.newest()),
                                                                Claim.REQUEST_IS_ANSWERED))))
                                : honest.permitted(facts, input),
                "the newest keys to read are never dropped");
    }

    @Test
    void an_end_that_counts_on_after_the_last_epoch_is_found() {
        assertFound(
                (honest, facts, input) ->
                        facts.write() == LAST && !facts.over()
                                ? Set.of(
                                        Outcome.of(
                                                written(facts, afterTheLast(facts, input)),
                                                List.of()))
                                : honest.permitted(facts, input),
                "no epoch comes after the last");
    }

    private static long afterTheLast(Facts facts, Input input) {
        boolean changes = facts.waits() && input instanceof Input.Acknowledged;
        return changes ? facts.write() + 1 : facts.write();
    }

    @Test
    void a_refusal_that_is_remembered_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Update && facts.waits() && !facts.over()
                                ? Set.of(
                                        Outcome.of(
                                                new Facts(
                                                        facts.write(),
                                                        true,
                                                        !facts.owes(),
                                                        facts.oldest(),
                                                        facts.newest(),
                                                        false),
                                                List.of(
                                                        new Effect.Refused(
                                                                Claim.ONE_UPDATE_IS_OUTSTANDING))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static void assertFound(Slip<Facts, Input, Effect> slip, String invariant) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.at(3, 3), Facts.at(LAST - 1, LAST - 1)),
                        ALPHABET,
                        facts -> isEarly(facts.write(), facts.newest()),
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    /** Three updates from the first epoch of traffic on, or around the last epoch there is. */
    private static boolean isEarly(long write, long newest) {
        return write >= LAST - 1 && newest >= LAST - 1 && write <= LAST + 1
                || write <= 6 && newest <= 6;
    }
}
