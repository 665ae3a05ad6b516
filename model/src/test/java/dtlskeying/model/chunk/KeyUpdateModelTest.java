package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the relation of updates permits at one end, input by input. */
class KeyUpdateModelTest {
    private static final Limits SMALL = new Limits(2, 2, 4, 4);
    private static final long LAST = 6;

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "an end can receive what it may be sent, one epoch ahead at most",
                            step -> step.after().send() > 0,
                            step ->
                                    step.after().receive() == step.after().send()
                                            || step.after().receive() == step.after().send() + 1),
                    new Invariant<>(
                            "keys come from the exporter of their own epoch",
                            step -> step.did(Effect.Derived.class),
                            step ->
                                    step.all(Effect.Derived.class).stream()
                                            .allMatch(
                                                    keys -> keys.epoch().equals(keys.exporter()))),
                    new Invariant<>(
                            "keys come one epoch after the other, and none again",
                            step -> step.did(Effect.ReceiveKeySet.class),
                            step ->
                                    step.all(Effect.ReceiveKeySet.class).getFirst().epoch().number()
                                            == step.before().receive() + 1),
                    new Invariant<>(
                            "nothing is asked for while something is under way",
                            step -> step.did(Effect.Asked.class),
                            step ->
                                    !step.before().asked()
                                            && step.before().receive() == step.before().send()),
                    new Invariant<>(
                            "keys that are due are not left in use",
                            step -> isResting(step.after()),
                            step ->
                                    step.inputs().contains(new Input.Failed())
                                            || step.after().seconds() < SMALL.seconds()
                                            || step.changedNothing()),
                    new Invariant<>(
                            "no key seals more than its cipher bears",
                            step -> step.after().send() > 0,
                            step ->
                                    step.after().sealed() < SMALL.sealed()
                                            && step.after().failed() < SMALL.failed()),
                    new Invariant<>(
                            "a plain KeyUpdate ends what is protected",
                            step ->
                                    step.inputs().contains(new Input.PlainArrived())
                                            && step.before().send() > 0,
                            step -> step.did(Effect.Aborted.class)),
                    new Invariant<>(
                            "what is dropped or refused changes nothing",
                            step ->
                                    step.did(Effect.Discarded.class)
                                            || step.did(Effect.Refused.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "the end, and an abort, leave nothing",
                            step ->
                                    step.did(Effect.Aborted.class)
                                            || step.inputs().contains(new Input.Ended()),
                            step -> step.after().equals(Facts.START)));

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(new KeyUpdateModel());

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(28_586);
    }

    @Test
    void an_end_that_takes_a_plain_update_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.PlainArrived
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input),
                "a plain KeyUpdate ends what is protected");
    }

    @Test
    void keys_of_the_old_exporter_are_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.FinishArrived(var epoch)
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.Derived(epoch, new Epoch(3)))))
                                : honest.permitted(facts, input),
                "keys come from the exporter of their own epoch");
    }

    @Test
    void an_end_that_never_tires_of_its_keys_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Used && facts.send() > 0
                                ? Set.of(Outcome.of(worn(facts), List.of()))
                                : honest.permitted(facts, input),
                "no key seals more than its cipher bears");
    }

    private static Facts worn(Facts facts) {
        return new Facts(
                facts.receive(),
                facts.send(),
                facts.asked(),
                facts.renewed(),
                facts.limits(),
                facts.seconds(),
                facts.bytes(),
                facts.sealed() + 1,
                facts.failed());
    }

    private static boolean isResting(Facts facts) {
        return facts.renewed() && !facts.asked() && facts.receive() == facts.send();
    }

    private static List<Input> alphabet() {
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.Enforced(true, true, SMALL),
                                new Input.Enforced(false, true, SMALL),
                                new Input.Enforced(true, false, SMALL),
                                new Input.Wanted(),
                                new Input.PlainWanted(),
                                new Input.Used(1, 1, 0),
                                new Input.Used(0, 0, 1),
                                new Input.Passed(1),
                                new Input.PlainArrived(),
                                new Input.Failed(),
                                new Input.Ended()));
        for (long number = 3; number <= LAST; number++) {
            var epoch = new Epoch(number);
            inputs.add(new Input.ResponseArrived(epoch));
            inputs.add(new Input.FinishArrived(epoch));
            inputs.add(new Input.AckArrived(epoch));
        }
        return inputs;
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String invariant) {
        var found = explore(slip.in(new KeyUpdateModel()));
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts ->
                                facts.receive() <= LAST
                                        && facts.seconds() <= 3
                                        && facts.bytes() <= 3,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
