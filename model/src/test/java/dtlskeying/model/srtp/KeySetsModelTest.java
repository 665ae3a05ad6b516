package dtlskeying.model.srtp;

import static dtlskeying.model.srtp.KeySetsRules.HONEST;
import static dtlskeying.model.srtp.KeySetsRules.LIFETIME;
import static dtlskeying.model.srtp.KeySetsRules.explore;
import static dtlskeying.model.srtp.KeySetsRules.newest;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.model.srtp.KeySetsModel.KeySet;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeySetsSpec.Claim;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class KeySetsModelTest {
    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST), 31_910, 2_336_443);
    }

    @Test
    @Tag("long")
    void indices_that_start_again_keep_the_rules_too() {
        assertSound(
                explore(new KeySetsModel(LIFETIME, Set.of(Reading.INDEX_RESETS_ON_REKEY))),
                29_222,
                1_796_907);
    }

    private static final Facts OVERLAP =
            new Facts(
                    List.of(new KeySet(2, Mki.NONE, Set.of()), new KeySet(1, Mki.NONE, Set.of(4L))),
                    2,
                    0);

    @Test
    void a_lifetime_of_no_second_lets_the_old_set_go_at_once() {
        assertThat(new KeySetsModel(0, Set.of()).permitted(OVERLAP, new Input.Passed(0)))
                .anySatisfy(outcome -> {
                    assertThat(outcome.after().sets()).hasSize(1);
                    assertThat(outcome.departs()).isEmpty();
                });
    }

    @Test
    void the_old_set_may_go_early_only_against_the_recommendations() {
        assertThat(HONEST.permitted(OVERLAP, new Input.Passed(LIFETIME - 1)))
                .filteredOn(outcome -> outcome.after().sets().size() == 1)
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactlyInAnyOrder(
                                        Claim.BOTH_SETS_LIVE_FOR_THE_MSL,
                                        Claim.SEVERAL_SETS_DURING_A_REKEY));
    }

    @Test
    void a_genuine_packet_of_the_old_set_is_lost_only_against_a_recommendation() {
        assertThat(HONEST.permitted(OVERLAP, new Input.Arrived(Mki.NONE, 5, List.of(1))))
                .filteredOn(outcome -> outcome.after().equals(OVERLAP))
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.departs()).contains(Claim.SEVERAL_SETS_DURING_A_REKEY));
    }

    @Test
    void beyond_the_first_packet_of_the_new_set_the_old_one_need_not_be_tried() {
        Facts later = OVERLAP.with(new KeySet(2, Mki.NONE, Set.of(7L)));

        assertThat(HONEST.permitted(later, new Input.Arrived(Mki.NONE, 8, List.of(1))))
                .filteredOn(outcome -> outcome.after().equals(later))
                .isNotEmpty()
                .anyMatch(outcome -> outcome.departs().isEmpty());
    }

    @Test
    void the_old_set_first_departs_from_a_recommendation() {
        assertThat(HONEST.permitted(OVERLAP, new Input.Arrived(Mki.NONE, 5, List.of(1))))
                .filteredOn(outcome -> outcome.effects().getFirst().equals(new Effect.Tried(1)))
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.NEW_SET_IS_TRIED_FIRST));
    }

    @Test
    void a_third_set_that_displaces_none_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Completed(var handshake, var mki)
                                        && handshake > facts.last()
                                ? Set.of(Outcome.of(grown(facts, handshake, mki), come(handshake)))
                                : honest.permitted(facts, input),
                "at most two sets are alive");
    }

    private static Facts grown(Facts facts, int handshake, Mki mki) {
        List<KeySet> sets = new ArrayList<>(List.of(new KeySet(handshake, mki, Set.of())));
        sets.addAll(facts.sets());
        return new Facts(sets, handshake, 0);
    }

    private static List<Effect> come(int handshake) {
        return List.of(new Effect.Installed(handshake));
    }

    @Test
    void an_old_set_that_is_kept_for_ever_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed(var seconds)
                                ? Set.of(Outcome.of(aged(facts, seconds), List.of()))
                                : honest.permitted(facts, input),
                "no old set outlives the maximum segment lifetime");
    }

    private static Facts aged(Facts facts, int seconds) {
        return new Facts(facts.sets(), facts.last(), facts.age() + seconds);
    }

    @Test
    void an_old_packet_that_prolongs_the_old_set_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? after(honest, facts, input, KeySetsModelTest::young)
                                : honest.permitted(facts, input),
                "time alone makes a set older, and nothing younger");
    }

    private static Facts young(Facts facts) {
        return new Facts(facts.sets(), facts.last(), 0);
    }

    @Test
    void a_sender_that_goes_on_with_the_old_keys_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Protect && facts.sets().size() == 2
                                ? Set.of(Outcome.of(facts, List.of(newest(turned(facts)))))
                                : honest.permitted(facts, input),
                "all that is sent is protected under the newest set");
    }

    private static Facts turned(Facts facts) {
        return new Facts(facts.sets().reversed(), facts.last(), facts.age());
    }

    @Test
    void a_receiver_that_tries_the_other_set_although_there_is_an_mki_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var mki, var index, var keys)
                                        && !mki.isNone()
                                        && facts.sets().size() == 2
                                ? Set.of(Outcome.of(facts, List.of(new Effect.Tried(1))))
                                : honest.permitted(facts, input),
                "a packet is tried under the sets of its MKI alone, each once");
    }

    @Test
    void an_old_set_without_a_replay_list_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived packet && isReplayToTheOldSet(facts, packet)
                                ? Set.of(Outcome.of(facts, opened(facts.sets().getLast())))
                                : honest.permitted(facts, input),
                "what is opened verifies, and is no replay");
    }

    private static boolean isReplayToTheOldSet(Facts facts, Input.Arrived packet) {
        return facts.sets().size() == 2
                && facts.sets().getLast().opened().contains(packet.index())
                && packet.verifiesUnder().contains(facts.sets().getLast().handshake())
                && packet.mki().equals(facts.sets().getLast().mki());
    }

    private static List<Effect> opened(KeySet set) {
        return List.of(new Effect.Tried(set.handshake()), new Effect.OpenedUnder(set.handshake()));
    }

    @Test
    void a_receiver_that_opens_nothing_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var mki, var index, var keys)
                                ? honest.permitted(facts, new Input.Arrived(mki, index, List.of()))
                                : honest.permitted(facts, input),
                "the newest set opens what is new and genuine");
    }

    @Test
    void a_failed_trial_that_moves_the_list_of_the_new_set_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(_, var index, _) && !facts.sets().isEmpty()
                                ? after(honest, facts, input, f -> marked(f, index))
                                : honest.permitted(facts, input),
                "a packet changes the set that opened it, and no other");
    }

    private static Facts marked(Facts facts, long index) {
        return facts.with(facts.sets().getFirst().opening(index));
    }

    @Test
    void a_clock_that_takes_the_newest_set_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed && facts.sets().size() == 2
                                ? honest.permitted(turned(facts), input)
                                : honest.permitted(facts, input),
                "the newest set stays");
    }

    @Test
    void a_set_that_goes_without_a_word_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed && facts.sets().size() == 2
                                ? Set.of(
                                        Outcome.of(
                                                new Facts(
                                                        facts.sets().subList(0, 1),
                                                        facts.last(),
                                                        0),
                                                List.of()))
                                : honest.permitted(facts, input),
                "sets come and go in words");
    }

    @Test
    void a_refused_handshake_that_counts_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Protect && facts.sets().isEmpty()
                                ? after(honest, facts, input, f -> new Facts(f.sets(), 3, 0))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Set<Outcome<Facts, Effect>> after(
            Relation<Facts, Input, Effect> honest,
            Facts facts,
            Input input,
            UnaryOperator<Facts> change) {
        return honest.permitted(facts, input).stream()
                .map(outcome -> Outcome.of(change.apply(outcome.after()), outcome.effects()))
                .collect(Collectors.toSet());
    }

    private static void assertSound(
            Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> found,
            int states,
            int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
