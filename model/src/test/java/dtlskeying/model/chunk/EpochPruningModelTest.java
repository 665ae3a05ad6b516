package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.EpochPruningRules.HONEST;
import static dtlskeying.model.chunk.EpochPruningRules.INVARIANTS;
import static dtlskeying.model.chunk.EpochPruningRules.LAST_TWO;
import static dtlskeying.model.chunk.EpochPruningRules.explore;
import static dtlskeying.model.chunk.EpochPruningRules.install;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.model.chunk.EpochPruningModel.Keys;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class EpochPruningModelTest {
    @Test
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST, INVARIANTS), 3_246, 74_486);
    }

    @Test
    void whoever_follows_the_recommendation_has_two_keys_at_most() {
        assertSound(explore(recommended(), List.of(LAST_TWO)), 1_274, 28_485);
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
}
