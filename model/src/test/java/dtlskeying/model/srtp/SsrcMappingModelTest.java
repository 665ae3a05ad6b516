package dtlskeying.model.srtp;

import static dtlskeying.model.srtp.SsrcMappingRules.FAILING;
import static dtlskeying.model.srtp.SsrcMappingRules.FAILURES;
import static dtlskeying.model.srtp.SsrcMappingRules.HONEST;
import static dtlskeying.model.srtp.SsrcMappingRules.OF_FAILURES;
import static dtlskeying.model.srtp.SsrcMappingRules.ONE;
import static dtlskeying.model.srtp.SsrcMappingRules.TWO;
import static dtlskeying.model.srtp.SsrcMappingRules.explore;
import static dtlskeying.model.srtp.SsrcMappingRules.failures;
import static dtlskeying.model.srtp.SsrcMappingRules.key;
import static dtlskeying.model.srtp.SsrcMappingRules.table;
import static dtlskeying.model.srtp.SsrcMappingRules.tried;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Claim;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

class SsrcMappingModelTest {
    private static final SsrcMappingModel EARLY_PACKETS_COUNT =
            new SsrcMappingModel(Set.of(Reading.EARLY_FAILURES_COUNT));

    @Test
    void every_packet_and_every_close_keeps_the_table_right() {
        assertSound(table(HONEST), 4_866, 68_485);
    }

    @Test
    void every_failure_and_every_second_keeps_the_records_right() {
        assertSound(failures(HONEST), 5_463, 72_505);
    }

    @Test
    void early_packets_that_count_keep_the_records_right_too() {
        assertSound(explore(EARLY_PACKETS_COUNT, FAILING, FAILURES, OF_FAILURES), 7_667, 103_891);
    }

    @Test
    void an_early_packet_counts_or_does_not_as_the_text_is_read() {
        var early = new Input.Arrived(ONE, false, 0);

        assertThat(HONEST.permitted(FAILING, early))
                .allMatch(outcome -> outcome.after().failing().isEmpty());
        assertThat(EARLY_PACKETS_COUNT.permitted(FAILING, early))
                .allMatch(outcome -> outcome.after().failing().containsKey(ONE));
    }

    @Test
    void a_source_given_up_too_early_is_heard_or_not_as_the_text_is_read() {
        SsrcFacts givenUp = FAILING.failing(ONE, false).failing(ONE, true);

        assertThat(HONEST.permitted(givenUp, new Input.Opened(1)))
                .allMatch(outcome -> outcome.after().failing().isEmpty());
        assertThat(EARLY_PACKETS_COUNT.permitted(givenUp, new Input.Opened(1)))
                .allMatch(outcome -> outcome.after().failing().containsKey(ONE));
    }

    @Test
    void records_that_outlast_an_opening_are_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Opened
                                ? EARLY_PACKETS_COUNT.permitted(facts, input)
                                : honest.permitted(facts, input),
                "no source is on record when an association opens");
    }

    @Test
    void early_packets_that_count_against_their_source_are_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? EARLY_PACKETS_COUNT.permitted(facts, input)
                                : honest.permitted(facts, input),
                "nothing fails without an association");
    }

    @Test
    void the_number_of_a_closed_association_may_be_taken_again_or_not() {
        SsrcFacts closed = FAILING.opening(1).closing(1);

        assertThat(HONEST.permitted(closed, new Input.Opened(1)))
                .extracting(outcome -> outcome.after().open())
                .containsExactlyInAnyOrder(Set.of(), Set.of(1));
    }

    @Test
    void a_flood_that_is_tried_in_its_own_turn_departs_from_a_recommendation() {
        SsrcFacts flooded = FAILING.opening(1).failing(TWO, false).failing(TWO, false);

        assertThat(HONEST.permitted(flooded, new Input.Arrived(ONE, false, 0)))
                .filteredOn(outcome -> outcome.effects().getFirst() instanceof Effect.Tried)
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.KNOWN_PEERS_GO_FIRST_UNDER_A_FLOOD));
    }

    @Test
    void an_entry_made_before_the_tag_verifies_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, _, _) && !facts.open().isEmpty()
                                ? Set.of(Outcome.of(facts.learning(ssrc, 1), List.of()))
                                : honest.permitted(facts, input),
                "only an authentic packet makes an entry");
    }

    @Test
    void entries_that_survive_their_association_are_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Closed(var association)
                                ? Set.of(
                                        Outcome.of(
                                                keeping(facts, facts.closing(association)),
                                                List.of()))
                                : honest.permitted(facts, input),
                "sources are mapped to open associations");
    }

    private static SsrcFacts keeping(SsrcFacts facts, SsrcFacts closed) {
        SsrcFacts kept = closed;
        for (var entry : facts.table().entrySet())
            kept = kept.learning(entry.getKey(), entry.getValue());
        return kept;
    }

    @Test
    void a_second_source_that_steals_an_entry_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, _, var key)
                                        && facts.table().containsKey(ssrc)
                                        && facts.open().contains(key)
                                ? Set.of(
                                        Outcome.of(
                                                facts.learning(ssrc, key),
                                                List.of(
                                                        new Effect.Tried(key),
                                                        new Effect.Accepted(key))))
                                : honest.permitted(facts, input),
                "a source stays with its association until that closes");
    }

    @Test
    void a_known_source_that_is_tried_everywhere_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, _, _)
                                        && facts.table().containsKey(ssrc)
                                ? everywhere(facts)
                                : honest.permitted(facts, input),
                "a known source is tried with its association alone");
    }

    private static Set<Outcome<SsrcFacts, Effect>> everywhere(SsrcFacts facts) {
        List<Effect> tried = facts.open().stream().sorted().<Effect>map(Effect.Tried::new).toList();
        return Set.of(Outcome.of(facts, tried));
    }

    @Test
    void a_trial_with_a_closed_association_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                        && facts.open().isEmpty()
                                        && !facts.known().isEmpty()
                                ? Set.of(Outcome.of(facts, List.of(new Effect.Tried(1))))
                                : honest.permitted(facts, input),
                "a packet is tried with open associations, each once");
    }

    @Test
    void an_endpoint_that_accepts_what_does_not_verify_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, var peer, _)
                                        && facts.open().contains(1)
                                ? honest.permitted(facts, new Input.Arrived(ssrc, peer, 1))
                                : honest.permitted(facts, input),
                "what is accepted verifies where it was tried last");
    }

    @Test
    void an_endpoint_that_learns_nothing_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, var peer, _)
                                ? honest.permitted(facts, new Input.Arrived(ssrc, peer, 0))
                                : honest.permitted(facts, input),
                "a genuine packet of a new source is accepted");
    }

    @Test
    void a_collision_with_a_forged_packet_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var ssrc, _, var key)
                                        && key == 0
                                        && facts.local().contains(ssrc)
                                ? Set.of(
                                        Outcome.of(
                                                facts.leaving(ssrc),
                                                List.of(
                                                        new Effect.Collided(
                                                                ssrc, Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "a local source leaves a name that an authentic packet bears");
    }

    @Test
    void two_sources_of_one_name_are_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Use(var ssrc)
                                ? Set.of(
                                        Outcome.of(
                                                facts.using(ssrc), List.of(new Effect.InUse(ssrc))))
                                : honest.permitted(facts, input),
                "no local source takes a name that is taken");
    }

    @Test
    void a_refusal_that_uses_up_an_association_is_found() {
        assertTableBroken(
                (honest, facts, input) ->
                        input instanceof Input.Closed && facts.known().isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                facts.opening(2),
                                                List.of(new Effect.Refused(Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    @Test
    void a_source_that_is_given_up_at_its_first_failure_is_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Turn(var ssrc, _)
                                ? Set.of(Outcome.of(facts.failing(ssrc, true), hasty(ssrc)))
                                : honest.permitted(facts, input),
                "no source is given up before the limit");
    }

    private static List<Effect> hasty(Ssrc ssrc) {
        return List.of(new Effect.Failed(ssrc, 1, Clause.UNSTATED), new Effect.GivenUp(ssrc));
    }

    @Test
    void records_without_a_bound_are_found() {
        SsrcFacts roomy = SsrcFacts.start(new Limits(2, 2, 2, 2));
        assertFailuresBroken(
                (honest, facts, input) ->
                        honest.permitted(limited(facts, roomy.limits()), input).stream()
                                .map(o ->
                                        Outcome.of(limited(o.after(), facts.limits()), o.effects()))
                                .collect(Collectors.toSet()),
                "records are bounded");
    }

    private static SsrcFacts limited(SsrcFacts facts, Limits limits) {
        return new SsrcFacts(
                limits,
                facts.known(),
                facts.open(),
                facts.table(),
                facts.failing(),
                facts.failures(),
                facts.second(),
                facts.local(),
                facts.retired(),
                facts.deleted());
    }

    @Test
    void a_record_that_goes_without_a_word_is_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed
                                ? Set.of(Outcome.of(facts.without(List.of(ONE)), List.of()))
                                : honest.permitted(facts, input),
                "time or the end removes a record in words, success without");
    }

    @Test
    void packets_put_off_without_a_flood_are_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.Postponed(Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "only a flood puts packets off, and none of a known source or peer");
    }

    @Test
    void records_that_survive_their_endpoint_are_found() {
        assertFailuresBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed && facts.deleted()
                                ? Set.of(Outcome.of(facts.failing(ONE, true), List.of()))
                                : honest.permitted(facts, input),
                "nothing is left of an endpoint that is deleted");
    }

    private static void assertSound(
            Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> found,
            int states,
            int transitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(transitions);
    }

    private static void assertTableBroken(Slip<SsrcFacts, Input, Effect> slip, String name) {
        assertNamed(table(slip.in(HONEST)), name);
    }

    private static void assertFailuresBroken(Slip<SsrcFacts, Input, Effect> slip, String name) {
        assertNamed(failures(slip.in(HONEST)), name);
    }

    private static void assertNamed(
            Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> found, String name) {
        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
