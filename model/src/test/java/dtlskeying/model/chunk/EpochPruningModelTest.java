package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.model.chunk.EpochPruningModel.Keys;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Claim;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class EpochPruningModelTest {
    private static final EpochPruningModel HONEST = new EpochPruningModel();
    private static final long LAST_PRIMARY = 7;
    private static final long LAST_RESTART = 3;

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (long epoch = 3; epoch <= LAST_PRIMARY; epoch++) {
            inputs.add(install(KeyUse.PRIMARY, epoch));
            inputs.add(new Input.Remove(KeyUse.PRIMARY, new Epoch(epoch)));
        }
        for (long epoch = 3; epoch <= LAST_RESTART + 1; epoch++) {
            inputs.add(install(KeyUse.RESTART, epoch));
            inputs.add(new Input.Remove(KeyUse.RESTART, new Epoch(epoch)));
        }
        for (KeyUse use : KeyUse.values())
            for (int bits = 0; bits < 4; bits++) inputs.add(new Input.Arrived(use, bits));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static Input install(KeyUse use, long epoch) {
        return new Input.Install(use, new Epoch(epoch));
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "two bits and a use name one key",
                            step -> !step.after().primary().alive().isEmpty(),
                            step -> uses(use -> isUnambiguous(step.after().of(use)))),
                    new Invariant<>(
                            "epochs come one after the other, and none again",
                            step -> step.did(Effect.Installed.class),
                            step ->
                                    step.all(Effect.Installed.class).stream()
                                            .allMatch(come -> isNext(step.before(), come))),
                    new Invariant<>(
                            "the next epoch is never refused",
                            step -> installs(step).anyMatch(come -> isNext(step.before(), come)),
                            step -> step.did(Effect.Installed.class)),
                    new Invariant<>(
                            "an install takes neither the new key nor the last",
                            step -> step.did(Effect.Installed.class),
                            EpochPruningModelTest::newestStay),
                    new Invariant<>(
                            "the old key goes before the new one comes",
                            step ->
                                    step.did(Effect.Installed.class)
                                            && step.did(Effect.Destroyed.class),
                            step -> step.effects().getLast() instanceof Effect.Installed),
                    new Invariant<>(
                            "a chunk means a key that is there and has its bits",
                            step -> step.did(Effect.Meant.class),
                            EpochPruningModelTest::meansWhatFits),
                    new Invariant<>(
                            "a chunk is dropped only where no key has its bits",
                            step -> step.did(Effect.Discarded.class),
                            step -> arrivals(step).noneMatch(chunk -> isNamed(step, chunk))),
                    new Invariant<>(
                            "a chunk changes nothing",
                            step -> arrivals(step).count() == 1,
                            Step::changedNothing),
                    new Invariant<>(
                            "keys come and go in words",
                            step -> !step.inputs().isEmpty(),
                            step -> uses(use -> comeAndGo(step, use))),
                    new Invariant<>(
                            "primary and restart keys are apart",
                            step -> touched(step).size() == 1,
                            step ->
                                    uses(use ->
                                            touched(step).contains(use)
                                                    || step.before()
                                                            .of(use)
                                                            .equals(step.after().of(use)))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "the end leaves nothing",
                            step -> step.inputs().contains(new Input.Ended()),
                            step -> step.after().equals(Facts.START)));

    private static final Invariant<Step<Facts, Input, Effect>> LAST_TWO =
            Invariant.always(
                    "the last two keys of each use are all there are",
                    step ->
                            uses(use ->
                                    step.after().of(use).alive().stream()
                                            .allMatch(
                                                    epoch ->
                                                            epoch
                                                                    > step.after().of(use).last()
                                                                            - 2)));

    private static boolean uses(Predicate<KeyUse> what) {
        return Stream.of(KeyUse.values()).allMatch(what);
    }

    private static boolean isUnambiguous(Keys keys) {
        return keys.alive().stream().map(epoch -> epoch & 3).distinct().count()
                == keys.alive().size();
    }

    private static boolean isNext(Facts before, Effect.Installed come) {
        return come.epoch().number() == before.of(come.use()).last() + 1;
    }

    private static Stream<Effect.Installed> installs(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Install.class::isInstance)
                .map(Input.Install.class::cast)
                .map(install -> new Effect.Installed(install.use(), install.epoch()));
    }

    private static boolean newestStay(Step<Facts, Input, Effect> step) {
        Effect.Installed come = step.all(Effect.Installed.class).getFirst();
        long last = step.before().of(come.use()).last();
        Set<Long> after = step.after().of(come.use()).alive();
        return after.contains(come.epoch().number())
                && (after.contains(last) || !step.before().of(come.use()).alive().contains(last));
    }

    private static Stream<Input.Arrived> arrivals(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Arrived.class::isInstance)
                .map(Input.Arrived.class::cast);
    }

    private static boolean meansWhatFits(Step<Facts, Input, Effect> step) {
        Input.Arrived chunk = arrivals(step).findFirst().orElseThrow();
        Effect.Meant meant = step.all(Effect.Meant.class).getFirst();
        return meant.use() == chunk.use()
                && (meant.epoch().number() & 3) == chunk.bits()
                && step.before().of(chunk.use()).alive().contains(meant.epoch().number());
    }

    private static boolean isNamed(Step<Facts, Input, Effect> step, Input.Arrived chunk) {
        return step.before().of(chunk.use()).alive().stream()
                .anyMatch(epoch -> (epoch & 3) == chunk.bits());
    }

    private static boolean comeAndGo(Step<Facts, Input, Effect> step, KeyUse use) {
        var alive = new HashSet<>(step.before().of(use).alive());
        for (Effect.Destroyed gone : step.all(Effect.Destroyed.class))
            if (gone.use() == use && !alive.remove(gone.epoch().number())) return false;
        for (Effect.Installed come : step.all(Effect.Installed.class))
            if (come.use() == use) alive.add(come.epoch().number());
        return alive.equals(step.after().of(use).alive());
    }

    /** The uses that the input speaks of. */
    private static Set<KeyUse> touched(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .flatMap(input ->
                        switch (input) {
                            case Input.Install(var use, _) -> Stream.of(use);
                            case Input.Remove(var use, _) -> Stream.of(use);
                            case Input.Arrived(var use, _) -> Stream.of(use);
                            case Input.Ended() -> Stream.of(KeyUse.values());
                        })
                .collect(Collectors.toSet());
    }

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST, INVARIANTS), 1, 1);
    }

    @Test
    void whoever_follows_the_recommendation_has_two_keys_at_most() {
        assertSound(explore(recommended(), List.of(LAST_TWO)), 1, 1);
    }

    @Test
    void whoever_departs_from_it_may_have_more() {
        var found = explore(HONEST, List.of(LAST_TWO));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(LAST_TWO.name()));
    }

    private static Relation<Facts, Input, Effect> recommended() {
        Slip<Facts, Input, Effect> strict =
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .filter(outcome -> outcome.departs().isEmpty())
                                .collect(Collectors.toSet());
        return strict.in(HONEST);
    }

    @Test
    void a_key_before_the_last_stays_only_against_the_recommendation() {
        Facts facts = new Facts(new Keys(Set.of(3L, 4L), 4), Keys.NONE);

        assertThat(HONEST.permitted(facts, install(KeyUse.PRIMARY, 5)))
                .hasSize(2)
                .filteredOn(outcome -> outcome.after().primary().alive().size() == 3)
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST));
    }

    @Test
    void after_the_last_epoch_none_is_installed() {
        long last = Epoch.LAST.number();
        Facts facts = new Facts(new Keys(Set.of(last), last), Keys.NONE);

        assertThat(HONEST.permitted(facts, install(KeyUse.PRIMARY, last)))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.after()).isEqualTo(facts));
    }

    @Test
    void a_fifth_key_that_displaces_none_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, var epoch)
                                        && epoch.number() == facts.of(use).last() + 1
                                ? Set.of(grown(facts, use, epoch))
                                : honest.permitted(facts, input),
                "two bits and a use name one key");
    }

    private static Outcome<Facts, Effect> grown(Facts facts, KeyUse use, Epoch epoch) {
        var alive = new HashSet<>(facts.of(use).alive());
        alive.add(epoch.number());
        return Outcome.of(
                facts.with(use, new Keys(alive, epoch.number())),
                List.of(new Effect.Installed(use, epoch)));
    }

    @Test
    void an_epoch_that_is_skipped_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, var epoch)
                                        && epoch.number() == facts.of(use).last() + 2
                                ? Set.of(grown(facts, use, epoch))
                                : honest.permitted(facts, input),
                "epochs come one after the other, and none again");
    }

    @Test
    void an_end_that_forgets_what_it_has_removed_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, var epoch)
                                        && epoch.number() == facts.of(use).last()
                                        && !facts.of(use).alive().contains(epoch.number())
                                ? Set.of(grown(facts, use, epoch))
                                : honest.permitted(facts, input),
                "epochs come one after the other, and none again");
    }

    @Test
    void an_end_that_takes_no_epoch_of_bits_it_has_used_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(install(KeyUse.PRIMARY, 7))
                                ? honest.permitted(facts, install(KeyUse.PRIMARY, 3))
                                : honest.permitted(facts, input),
                "the next epoch is never refused");
    }

    @Test
    void an_install_that_removes_the_last_key_too_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, var epoch)
                                        && epoch.number() == facts.of(use).last() + 1
                                        && !facts.of(use).alive().isEmpty()
                                ? Set.of(alone(facts, use, epoch))
                                : honest.permitted(facts, input),
                "an install takes neither the new key nor the last");
    }

    private static Outcome<Facts, Effect> alone(Facts facts, KeyUse use, Epoch epoch) {
        var effects = new ArrayList<Effect>();
        facts.of(use).alive().stream()
                .sorted()
                .forEach(gone ->
                        effects.add(new Effect.Destroyed(use, new Epoch(gone), Clause.UNSTATED)));
        effects.add(new Effect.Installed(use, epoch));
        return Outcome.of(
                facts.with(use, new Keys(Set.of(epoch.number()), epoch.number())), effects);
    }

    @Test
    void a_new_key_that_comes_before_the_old_one_goes_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome ->
                                                Outcome.of(
                                                        outcome.after(),
                                                        outcome.effects().reversed()))
                                : honest.permitted(facts, input),
                "the old key goes before the new one comes");
    }

    @Test
    void a_chunk_that_is_taken_for_one_of_the_last_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var use, _)
                                        && facts.of(use).alive().contains(facts.of(use).last())
                                ? meant(facts, use, facts.of(use).last())
                                : honest.permitted(facts, input),
                "a chunk means a key that is there and has its bits");
    }

    private static Set<Outcome<Facts, Effect>> meant(Facts facts, KeyUse use, long epoch) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Meant(use, new Epoch(epoch)))));
    }

    @Test
    void a_late_chunk_that_is_dropped_although_its_key_is_there_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var use, var bits)
                                        && (facts.of(use).last() & 3) != bits
                                ? honest.permitted(Facts.START, input).stream()
                                        .map(outcome -> Outcome.of(facts, outcome.effects()))
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a chunk is dropped only where no key has its bits");
    }

    @Test
    void a_chunk_of_the_new_epoch_that_removes_the_old_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var use, _)
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome ->
                                                Outcome.of(
                                                        newestOnly(outcome.after(), use),
                                                        outcome.effects()))
                                : honest.permitted(facts, input),
                "a chunk changes nothing");
    }

    private static Facts newestOnly(Facts facts, KeyUse use) {
        Keys keys = facts.of(use);
        return facts.with(
                use,
                new Keys(
                        keys.alive().contains(keys.last()) ? Set.of(keys.last()) : Set.of(),
                        keys.last()));
    }

    @Test
    void a_key_that_is_removed_without_a_word_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome ->
                                                Outcome.of(
                                                        outcome.after(),
                                                        List.of(outcome.effects().getLast())))
                                : honest.permitted(facts, input),
                "keys come and go in words");
    }

    @Test
    void a_primary_key_that_takes_the_restart_keys_with_it_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, _) && use == KeyUse.PRIMARY
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome ->
                                                Outcome.of(
                                                        outcome.after()
                                                                .with(KeyUse.RESTART, Keys.NONE),
                                                        outcome.effects()))
                                : honest.permitted(facts, input),
                "primary and restart keys are apart");
    }

    @Test
    void a_refused_epoch_that_counts_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Install(var use, _)
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome -> counting(outcome, use))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Outcome<Facts, Effect> counting(Outcome<Facts, Effect> outcome, KeyUse use) {
        if (!(outcome.effects().getFirst() instanceof Effect.Refused)) return outcome;
        Keys keys = outcome.after().of(use);
        return Outcome.of(
                outcome.after().with(use, new Keys(keys.alive(), keys.last() + 1)),
                outcome.effects());
    }

    @Test
    void an_end_that_remembers_its_last_epoch_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Ended
                                ? changed(
                                        honest.permitted(facts, input),
                                        outcome ->
                                                Outcome.of(
                                                        new Facts(
                                                                new Keys(
                                                                        Set.of(),
                                                                        facts.primary().last()),
                                                                Keys.NONE),
                                                        outcome.effects()))
                                : honest.permitted(facts, input),
                "the end leaves nothing");
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Outcome<Facts, Effect>> change) {
        return outcomes.stream().map(change).collect(Collectors.toSet());
    }

    private static void assertSound(
            Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> found,
            long states,
            long transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST), INVARIANTS);

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation,
            List<Invariant<Step<Facts, Input, Effect>>> invariants) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts ->
                                facts.primary().last() <= LAST_PRIMARY
                                        && facts.restart().last() <= LAST_RESTART,
                        invariants),
                Bounds.OF_THE_BUILD);
    }
}
