package dtlskeying.model.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.AlertReplayModel.Facts;
import dtlskeying.model.srtp.AlertReplayModel.Number;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.srtp.AlertReplaySpec;
import dtlskeying.spec.srtp.AlertReplaySpec.Claim;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect;
import dtlskeying.spec.srtp.AlertReplaySpec.Input;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

class AlertReplayModelTest {
    private static final AlertReplayModel HONEST = new AlertReplayModel();
    private static final int ALERTS = 4;

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (long epoch : new long[] {1, 2, 3})
            for (long sequence : new long[] {0, 63, 64}) {
                inputs.add(alert(epoch, sequence, Alert.NO_RENEGOTIATION, false));
                inputs.add(alert(epoch, sequence, Alert.CLOSE_NOTIFY, true));
            }
        inputs.add(new Input.DataArrived(true));
        inputs.add(new Input.DataArrived(false));
        inputs.add(new Input.FaultFound(Alert.DECODE_ERROR));
        return inputs;
    }

    private static Input alert(long epoch, long sequence, Alert alert, boolean fatal) {
        return new Input.AlertArrived(new Epoch(epoch), sequence, alert, fatal);
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "an alert acts at most once",
                            AlertReplayModelTest::acts,
                            step ->
                                    !step.before().heard().containsAll(number(step))
                                            && step.after().heard().containsAll(number(step))),
                    new Invariant<>(
                            "an alert that may have acted before is all that is dropped",
                            step ->
                                    !number(step).isEmpty()
                                            && !step.before().over()
                                            && step.did(Effect.Discarded.class),
                            step -> isHeard(step) || isFarBack(step)),
                    new Invariant<>(
                            "what ends is over, and nothing else is",
                            step -> !step.before().over(),
                            step -> step.after().over() == step.did(Effect.Ended.class)),
                    new Invariant<>(
                            "after the end nothing is accepted, sent or acted on",
                            step -> step.before().over() && !step.inputs().isEmpty(),
                            step -> step.did(Effect.Discarded.class) && step.changedNothing()),
                    new Invariant<>(
                            "data end nothing",
                            AlertReplayModelTest::isData,
                            step -> step.changedNothing() && !step.did(Effect.Ended.class)),
                    new Invariant<>(
                            "no packet is both accepted and dropped",
                            AlertReplayModelTest::isData,
                            step ->
                                    step.did(Effect.Accepted.class)
                                            != step.did(Effect.Discarded.class)),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Discarded.class),
                            Step::changedNothing));

    private static boolean acts(Step<Facts, Input, Effect> step) {
        return !number(step).isEmpty()
                && (step.did(Effect.Acted.class) || step.did(Effect.Ended.class));
    }

    private static boolean isData(Step<Facts, Input, Effect> step) {
        return step.inputs().stream().anyMatch(Input.DataArrived.class::isInstance);
    }

    private static Set<Number> number(Step<Facts, Input, Effect> step) {
        return step.inputs().stream().findFirst().orElse(new Input.DataArrived(true))
                        instanceof Input.AlertArrived(var epoch, var sequence, _, _)
                ? Set.of(new Number(epoch.number(), sequence))
                : Set.of();
    }

    private static boolean isHeard(Step<Facts, Input, Effect> step) {
        return step.before().heard().containsAll(number(step));
    }

    private static boolean isFarBack(Step<Facts, Input, Effect> step) {
        Number number = number(step).iterator().next();
        return step.before().heard().stream()
                .anyMatch(heard ->
                        heard.epoch() > number.epoch() + 1
                                || heard.epoch() == number.epoch()
                                        && heard.sequence() - number.sequence()
                                                >= AlertReplaySpec.WINDOW);
    }

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(12_432);
        assertThat(found.transitions()).isEqualTo(295_559);
    }

    @Test
    void an_alert_in_answer_to_data_is_permitted_only_against_a_recommendation() {
        assertThat(HONEST.permitted(Facts.START, new Input.DataArrived(false)))
                .filteredOn(outcome -> outcome.effects().size() > 1)
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.departs()).containsExactly(Claim.DATA_CAUSES_NO_ALERTS));
    }

    @Test
    void an_alert_behind_the_window_may_be_taken_for_a_replay_and_one_within_it_may_not() {
        Facts facts = new Facts(Set.of(new Number(1, 64)), false);

        assertThat(HONEST.permitted(facts, alert(1, 0, Alert.NO_RENEGOTIATION, false)))
                .anyMatch(AlertReplayModelTest::drops);
        assertThat(HONEST.permitted(facts, alert(1, 1, Alert.NO_RENEGOTIATION, false)))
                .noneMatch(AlertReplayModelTest::drops);
    }

    private static boolean drops(Outcome<Facts, Effect> outcome) {
        return outcome.effects().stream().anyMatch(Effect.Discarded.class::isInstance);
    }

    @Test
    void an_end_that_remembers_no_alert_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(new Facts(Set.of(), facts.over()), input),
                "an alert acts at most once");
    }

    @Test
    void an_end_that_remembers_the_sequence_number_without_the_epoch_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.AlertArrived(_, var sequence, _, _)
                                        && facts.heard().stream()
                                                .anyMatch(heard -> heard.sequence() == sequence)
                                ? Set.of(dropped(facts))
                                : honest.permitted(facts, input),
                "an alert that may have acted before is all that is dropped");
    }

    @Test
    void an_end_that_goes_on_after_a_fatal_alert_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(honest.permitted(facts, input), AlertReplayModelTest::goingOn),
                "what ends is over, and nothing else is");
    }

    @Test
    void an_end_that_accepts_data_after_the_end_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.DataArrived(var genuine) && genuine
                                ? Set.of(Outcome.of(facts, List.of(new Effect.Accepted())))
                                : honest.permitted(facts, input),
                "after the end nothing is accepted, sent or acted on");
    }

    @Test
    void a_broken_packet_that_ends_the_association_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.DataArrived(var genuine) && !genuine
                                ? honest.permitted(
                                        facts, new Input.FaultFound(Alert.BAD_RECORD_MAC))
                                : honest.permitted(facts, input),
                "data end nothing");
    }

    @Test
    void a_broken_packet_that_is_handed_up_as_well_as_dropped_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.DataArrived(var genuine) && !genuine
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(
                                                        new Effect.Discarded(Clause.UNSTATED),
                                                        new Effect.Accepted())))
                                : honest.permitted(facts, input),
                "no packet is both accepted and dropped");
    }

    @Test
    void a_dropped_alert_that_is_remembered_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.AlertArrived
                                ? changed(honest.permitted(facts, input), o -> forgetting(o))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Outcome<Facts, Effect> dropped(Facts facts) {
        return Outcome.of(facts, List.of(new Effect.Discarded(Clause.UNSTATED)));
    }

    private static Outcome<Facts, Effect> goingOn(Outcome<Facts, Effect> outcome) {
        return Outcome.of(new Facts(outcome.after().heard(), false), outcome.effects());
    }

    private static Outcome<Facts, Effect> forgetting(Outcome<Facts, Effect> outcome) {
        return drops(outcome)
                ? Outcome.of(new Facts(Set.of(), outcome.after().over()), outcome.effects())
                : outcome;
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Outcome<Facts, Effect>> change) {
        return Set.copyOf(outcomes.stream().map(change).distinct().toList());
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts -> facts.heard().size() <= ALERTS,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
