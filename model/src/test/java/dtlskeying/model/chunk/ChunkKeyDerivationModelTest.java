package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.ChunkKeyDerivationModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.ChunkKey;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class ChunkKeyDerivationModelTest {
    private static final ChunkKeyDerivationModel HONEST = new ChunkKeyDerivationModel();
    private static final Octets ONE = Octets.hex("8006000a00000001030102");
    private static final Octets OTHER = Octets.hex("8006000a00000002030102");
    private static final int EPOCHS = 6;

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "no two keys are derived over one context",
                            step -> step.did(Effect.Derived.class),
                            ChunkKeyDerivationModelTest::contextsDiffer),
                    new Invariant<>(
                            "both parameters are in the context, the client's first",
                            step -> step.did(Effect.Derived.class),
                            ChunkKeyDerivationModelTest::endsWithParameters),
                    new Invariant<>(
                            "restart has keys if it was agreed upon",
                            step -> step.did(Effect.Derived.class),
                            step ->
                                    step.before().agreed().getFirst().restart()
                                            == keys(step).stream()
                                                    .anyMatch(key -> key.use() == KeyUse.RESTART)),
                    new Invariant<>(
                            "each direction has the same keys",
                            step -> step.did(Effect.Derived.class),
                            step ->
                                    keys(step).stream()
                                                            .filter(key ->
                                                                    key.writer() == Role.CLIENT)
                                                            .count()
                                                    * 2
                                            == keys(step).size()),
                    new Invariant<>(
                            "a secret that has given its keys is gone",
                            step -> step.did(Effect.Derived.class),
                            step ->
                                    step.effects()
                                            .getLast()
                                            .equals(
                                                    new Effect.SecretDestroyed(
                                                            keys(step).getFirst().epoch()))),
                    new Invariant<>(
                            "the first epoch is 3, and the next is one more",
                            step -> step.did(Effect.Derived.class),
                            step ->
                                    keys(step).stream()
                                            .allMatch(key ->
                                                    key.epoch().number()
                                                            == 3 + step.before().epochs())),
                    new Invariant<>(
                            "what was agreed upon stays until the end",
                            step ->
                                    !step.before().agreed().isEmpty()
                                            && !step.inputs().contains(new Input.Ended()),
                            step -> step.after().agreed().equals(step.before().agreed())),
                    new Invariant<>(
                            "what is refused changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing));

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions()).isEqualTo("320 3520");
    }

    @Test
    void a_context_without_the_direction_is_found() {
        assertBroken(
                deriving(it ->
                        new Effect.Derived(it.key(), it.context().slice(1, it.context().length()))),
                "no two keys are derived over one context");
    }

    @Test
    void parameters_in_another_order_are_found() {
        assertBroken(
                withAgreed(it -> new Input.Agreed(it.server(), it.client(), it.restart())),
                "both parameters are in the context, the client's first");
    }

    @Test
    void restart_keys_that_nobody_agreed_upon_are_found() {
        assertBroken(
                withAgreed(it -> new Input.Agreed(it.client(), it.server(), true)),
                "restart has keys if it was agreed upon");
    }

    @Test
    void keys_of_one_direction_alone_are_found() {
        assertBroken(
                dropping(effect ->
                        effect instanceof Effect.Derived(var key, _)
                                && key.writer() == Role.SERVER),
                "each direction has the same keys");
    }

    @Test
    void a_secret_that_is_kept_is_found() {
        assertBroken(
                dropping(Effect.SecretDestroyed.class::isInstance),
                "a secret that has given its keys is gone");
    }

    @Test
    void an_epoch_that_is_left_out_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SecretReady(var epoch) && !facts.agreed().isEmpty()
                                ? honest.permitted(
                                        new Facts(facts.agreed(), (int) epoch.number() - 3), input)
                                : honest.permitted(facts, input),
                "the first epoch is 3, and the next is one more");
    }

    @Test
    void what_is_agreed_upon_again_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Agreed
                                ? honest.permitted(Facts.START, input)
                                : honest.permitted(facts, input),
                "what was agreed upon stays until the end");
    }

    @Test
    void a_refusal_that_counts_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o ->
                                        o.effects().stream()
                                                        .anyMatch(Effect.Refused.class::isInstance)
                                                ? Outcome.of(
                                                        new Facts(
                                                                facts.agreed(), facts.epochs() + 1),
                                                        o.effects())
                                                : o),
                "what is refused changes nothing");
    }

    private static boolean contextsDiffer(Step<Facts, Input, Effect> step) {
        var contexts =
                step.all(Effect.Derived.class).stream()
                        .map(Effect.Derived::context)
                        .collect(Collectors.toSet());
        return contexts.size() == keys(step).size();
    }

    private static boolean endsWithParameters(Step<Facts, Input, Effect> step) {
        var agreed = step.before().agreed().getFirst();
        Octets both = Octets.concat(agreed.client(), agreed.server());
        return step.all(Effect.Derived.class).stream()
                .map(Effect.Derived::context)
                .allMatch(it -> it.slice(it.length() - both.length(), it.length()).equals(both));
    }

    private static List<ChunkKey> keys(Step<Facts, Input, Effect> step) {
        return step.all(Effect.Derived.class).stream().map(Effect.Derived::key).toList();
    }

    private static List<Input> alphabet() {
        var inputs = new ArrayList<Input>();
        for (boolean restart : new boolean[] {false, true}) {
            inputs.add(new Input.Agreed(ONE, OTHER, restart));
            inputs.add(new Input.Agreed(OTHER, ONE, restart));
        }
        for (int i = 0; i < EPOCHS; i++) inputs.add(new Input.SecretReady(new Epoch(3 + i)));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static Slip<Facts, Input, Effect> deriving(UnaryOperator<Effect.Derived> change) {
        return (honest, facts, input) ->
                changed(
                        honest.permitted(facts, input),
                        o ->
                                Outcome.of(
                                        o.after(),
                                        o.effects().stream()
                                                .map(effect ->
                                                        effect instanceof Effect.Derived it
                                                                ? change.apply(it)
                                                                : effect)
                                                .toList()));
    }

    private static Slip<Facts, Input, Effect> dropping(Predicate<Effect> which) {
        return (honest, facts, input) ->
                changed(
                        honest.permitted(facts, input),
                        o ->
                                Outcome.of(
                                        o.after(),
                                        o.effects().stream().filter(which.negate()).toList()));
    }

    /** Keys of something else than was agreed upon. */
    private static Slip<Facts, Input, Effect> withAgreed(UnaryOperator<Input.Agreed> change) {
        return (honest, facts, input) ->
                input instanceof Input.SecretReady
                        ? changed(
                                honest.permitted(
                                        new Facts(
                                                facts.agreed().stream().map(change).toList(),
                                                facts.epochs()),
                                        input),
                                o ->
                                        Outcome.of(
                                                new Facts(facts.agreed(), o.after().epochs()),
                                                o.effects()))
                        : honest.permitted(facts, input);
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Outcome<Facts, Effect>> change) {
        return outcomes.stream().map(change).collect(Collectors.toSet());
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts -> facts.epochs() <= EPOCHS,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
