package dtlskeying.model.chunk;

import static dtlskeying.spec.chunk.ReauthenticationSpec.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.ReauthenticationFacts.Waiting;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ReauthenticationSpec.Effect;
import dtlskeying.spec.chunk.ReauthenticationSpec.Finding;
import dtlskeying.spec.chunk.ReauthenticationSpec.Form;
import dtlskeying.spec.chunk.ReauthenticationSpec.Input;
import dtlskeying.spec.chunk.ReauthenticationSpec.Policy;
import dtlskeying.spec.chunk.ReauthenticationSpec.Verdict;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What the relation of re-authentication permits at one end, input by input. */
class ReauthenticationModelTest {
    private static final Policy POLICY = new Policy(40, true);
    private static final long LAST_NUMBER = 4;

    private static final String ONE_REQUEST = "a request begins when none is under way";
    private static final String GOOD_PROOF = "nobody is authenticated but by a good proof";
    private static final String SAME_EPOCH = "an answer is of the epoch of its request";
    private static final String PATIENT = "nobody is waited for beyond patience";
    private static final String PERIODIC = "no proof is older than the policy, unless one is asked";

    private static final List<Invariant<Step<ReauthenticationFacts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            ONE_REQUEST,
                            step -> step.did(Effect.RequestSent.class),
                            ReauthenticationModelTest::isTheOnlyOne),
                    new Invariant<>(
                            GOOD_PROOF,
                            step ->
                                    step.effects()
                                            .contains(new Effect.Reported(Verdict.AUTHENTICATED)),
                            step ->
                                    step.inputs().getFirst()
                                                    instanceof
                                                    Input.AuthenticatorArrived(_, _, var finding)
                                            && finding == Finding.SAME_IDENTITY),
                    new Invariant<>(
                            SAME_EPOCH,
                            step -> step.did(Effect.AuthenticatorSent.class),
                            step ->
                                    step.inputs().getFirst()
                                                    instanceof Input.RequestArrived(_, var epoch, _)
                                            && epoch.equals(
                                                    step.all(Effect.AuthenticatorSent.class)
                                                            .getFirst()
                                                            .epoch())),
                    Invariant.always(PATIENT, step -> step.after().asked().seconds() < PATIENCE),
                    new Invariant<>(
                            PERIODIC,
                            step -> step.after().age() >= POLICY.period(),
                            step -> step.after().asked().isOpen()),
                    new Invariant<>(
                            "a proof unasked is a server's",
                            step -> step.did(Effect.ProofShown.class),
                            step -> step.before().role() == Role.SERVER),
                    new Invariant<>(
                            "what is refused changes nothing",
                            step -> step.effects().stream().anyMatch(Refusal.class::isInstance),
                            Step::changedNothing),
                    new Invariant<>(
                            "what is begun has a greater number than all before",
                            step -> step.after().numbers().begun() > 0,
                            step ->
                                    step.after().numbers().begun()
                                            >= step.before().numbers().begun()),
                    new Invariant<>(
                            "the end leaves nothing",
                            step ->
                                    step.did(Effect.Aborted.class)
                                            || step.did(Effect.Closed.class)
                                            || step.inputs().contains(new Input.Ended()),
                            step -> step.after().equals(ReauthenticationFacts.START)));

    private static boolean isTheOnlyOne(Step<ReauthenticationFacts, Input, Effect> step) {
        Waiting open = step.before().asked();
        return !open.isOpen()
                || step.effects().contains(new Effect.ResultSent(open.exchange(), Verdict.LAPSED));
    }

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(new ReauthenticationModel());
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(33_781);
    }

    @Test
    void an_end_that_asks_twice_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Wanted
                                ? honest.permitted(facts.asking(Waiting.FOR_NOTHING), input)
                                : honest.permitted(facts, input),
                ONE_REQUEST);
    }

    @Test
    void an_end_that_takes_any_identity_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.AuthenticatorArrived(var number, var epoch, _)
                                ? honest.permitted(
                                        facts,
                                        new Input.AuthenticatorArrived(
                                                number, epoch, Finding.SAME_IDENTITY))
                                : honest.permitted(facts, input),
                GOOD_PROOF);
    }

    @Test
    void an_end_that_answers_in_its_newest_epoch_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.RequestArrived(var number, _, var form)
                                ? honest.permitted(
                                        facts,
                                        new Input.RequestArrived(
                                                number, new Epoch(facts.epochs().newest()), form))
                                : honest.permitted(facts, input),
                SAME_EPOCH);
    }

    @Test
    void an_end_that_waits_for_ever_is_found() {
        assertBroken(unmoved(before -> before.asked().isOpen()), PATIENT);
    }

    @Test
    void an_end_that_forgets_its_policy_is_found() {
        assertBroken(unmoved(before -> !before.asked().isOpen()), PERIODIC);
    }

    /** In these states time passes, and nothing is done about it. */
    private static Slip<ReauthenticationFacts, Input, Effect> unmoved(
            Predicate<ReauthenticationFacts> where) {
        return (honest, facts, input) ->
                input instanceof Input.Passed(var seconds) && facts.isUp() && where.test(facts)
                        ? Set.of(Outcome.of(facts.later(seconds), List.of()))
                        : honest.permitted(facts, input);
    }

    private static List<Input> alphabet() {
        var three = new Epoch(3);
        var four = new Epoch(4);
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.Enforced(Role.CLIENT, three, POLICY),
                                new Input.Enforced(Role.SERVER, three, POLICY),
                                new Input.Wanted(),
                                new Input.ShowWanted(),
                                new Input.EpochReady(four),
                                new Input.KeysUpdated(four),
                                new Input.EpochGone(three),
                                new Input.Passed(20),
                                new Input.UnknownVersionArrived(),
                                new Input.Ended()));
        for (long number = 1; number <= 2; number++) {
            for (Epoch epoch : List.of(three, four))
                inputs.add(new Input.RequestArrived(number, epoch, Form.WELL_FORMED));
            inputs.add(new Input.RequestArrived(number, three, Form.OF_ANOTHER_EPOCH));
            for (Finding finding : Finding.values())
                inputs.add(new Input.AuthenticatorArrived(number, three, finding));
            inputs.add(new Input.ResultArrived(number, Verdict.AUTHENTICATED));
        }
        return inputs;
    }

    private static void assertBroken(
            Slip<ReauthenticationFacts, Input, Effect> slip, String invariant) {
        var found = explore(slip.in(new ReauthenticationModel()));
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<ReauthenticationFacts, Input, Effect>, Answer<Input, Effect>>
            explore(Relation<ReauthenticationFacts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(ReauthenticationFacts.START),
                        alphabet(),
                        facts -> facts.numbers().begun() <= LAST_NUMBER,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
