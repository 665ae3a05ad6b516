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
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Claim;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;
import dtlskeying.spec.srtp.SsrcMappingSpec.Limits;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

class SsrcMappingModelTest {
    private static final SsrcMappingModel HONEST = new SsrcMappingModel();
    private static final Ssrc ONE = new Ssrc(1);
    private static final Ssrc TWO = new Ssrc(2);
    private static final int MOST_FAILURES = 3;

    /** Two associations and a local source; no failure is on record. */
    private static final SsrcFacts FORKED = SsrcFacts.start(new Limits(2, 2, 0, 100));

    private static final List<Input> TABLE =
            List.of(
                    new Input.Opened(1),
                    new Input.Opened(2),
                    new Input.Closed(1),
                    new Input.Closed(2),
                    new Input.Arrived(ONE, true, 0),
                    new Input.Arrived(ONE, true, 1),
                    new Input.Arrived(ONE, true, 2),
                    new Input.Arrived(TWO, false, 1),
                    new Input.Use(ONE),
                    new Input.Deleted());

    /** One association, and room for the failures of one source. */
    private static final SsrcFacts FAILING = SsrcFacts.start(new Limits(2, 2, 1, 2));

    private static final List<Input> FAILURES =
            List.of(
                    new Input.Opened(1),
                    new Input.Closed(1),
                    new Input.Arrived(ONE, false, 0),
                    new Input.Arrived(ONE, true, 0),
                    new Input.Arrived(ONE, false, 1),
                    new Input.Arrived(TWO, true, 0),
                    new Input.Turn(ONE, 0),
                    new Input.Passed(1),
                    new Input.Passed(2),
                    new Input.Deleted());

    private static final List<Invariant<Step<SsrcFacts, Input, Effect>>> ALWAYS =
            List.of(
                    new Invariant<>(
                            "sources are mapped to open associations",
                            step -> !step.after().table().isEmpty(),
                            step -> step.after().open().containsAll(step.after().table().values())),
                    new Invariant<>(
                            "only an authentic packet makes an entry",
                            step -> step.after().table().size() > step.before().table().size(),
                            step ->
                                    step.did(Effect.Accepted.class)
                                            && step.before().open().contains(key(step))),
                    new Invariant<>(
                            "what is accepted verifies where it was tried last",
                            step -> step.did(Effect.Accepted.class),
                            step ->
                                    step.all(Effect.Accepted.class).getFirst().association()
                                                    == key(step)
                                            && step.all(Effect.Tried.class).getLast().association()
                                                    == key(step)),
                    new Invariant<>(
                            "a source stays with its association until that closes",
                            step -> !step.before().table().isEmpty(),
                            step ->
                                    step.before().table().entrySet().stream()
                                            .allMatch(entry -> stays(step, entry))),
                    new Invariant<>(
                            "a packet is tried with open associations, each once",
                            step -> step.did(Effect.Tried.class),
                            SsrcMappingModelTest::triesOnce),
                    new Invariant<>(
                            "a known source is tried with its association alone",
                            step -> step.before().table().containsKey(source(step)),
                            step ->
                                    tried(step)
                                            .equals(
                                                    List.of(
                                                            step.before()
                                                                    .table()
                                                                    .get(source(step))))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class)
                                            || step.did(Effect.Postponed.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "nothing is left of an endpoint that is deleted",
                            step -> step.after().deleted(),
                            step ->
                                    step.after().table().isEmpty()
                                            && step.after().open().isEmpty()
                                            && step.after().failing().isEmpty()));

    private static final List<Invariant<Step<SsrcFacts, Input, Effect>>> OF_THE_TABLE =
            List.of(
                    new Invariant<>(
                            "a genuine packet of a new source is accepted",
                            step ->
                                    step.before().open().contains(key(step))
                                            && !step.before().table().containsKey(source(step)),
                            step -> step.did(Effect.Accepted.class)),
                    new Invariant<>(
                            "a local source leaves a name that an authentic packet bears",
                            step -> step.before().local().contains(source(step)),
                            step ->
                                    step.did(Effect.Collided.class)
                                            == step.did(Effect.Accepted.class)),
                    new Invariant<>(
                            "no local source takes a name that is taken",
                            step -> step.did(Effect.InUse.class),
                            step ->
                                    !step.before().local().contains(ONE)
                                            && !step.before().table().containsKey(ONE)));

    private static final List<Invariant<Step<SsrcFacts, Input, Effect>>> OF_FAILURES =
            List.of(
                    new Invariant<>(
                            "no source is given up before the limit",
                            step -> step.did(Effect.GivenUp.class),
                            step ->
                                    step.all(Effect.Failed.class).getFirst().failures()
                                            >= step.before().limits().failures()),
                    new Invariant<>(
                            "records are bounded",
                            step -> !step.after().failing().isEmpty(),
                            step ->
                                    step.after().failing().size()
                                            <= step.after().limits().records()),
                    new Invariant<>(
                            "time or the end removes a record in words, success without",
                            step -> lost(step) > 0,
                            step ->
                                    step.did(Effect.Accepted.class)
                                            || step.all(Effect.Pardoned.class).size()
                                                    == lost(step)),
                    new Invariant<>(
                            "only a flood puts packets off, and none of a known source or peer",
                            step -> step.did(Effect.Postponed.class),
                            step ->
                                    step.before().failures() >= step.before().limits().flood()
                                            && !step.before().table().containsKey(source(step))
                                            && !isFromPeer(step)));

    private static Ssrc source(Step<SsrcFacts, Input, Effect> step) {
        for (Input input : step.inputs()) {
            if (input instanceof Input.Arrived(var ssrc, _, _)) return ssrc;
            if (input instanceof Input.Turn(var ssrc, _)) return ssrc;
        }
        return new Ssrc(0);
    }

    private static int key(Step<SsrcFacts, Input, Effect> step) {
        for (Input input : step.inputs()) {
            if (input instanceof Input.Arrived(_, _, var verifiesUnder)) return verifiesUnder;
            if (input instanceof Input.Turn(_, var verifiesUnder)) return verifiesUnder;
        }
        return 0;
    }

    private static boolean isFromPeer(Step<SsrcFacts, Input, Effect> step) {
        return step.inputs().stream()
                .anyMatch(input -> input instanceof Input.Arrived(_, var peer, _) && peer);
    }

    private static List<Integer> tried(Step<SsrcFacts, Input, Effect> step) {
        return step.all(Effect.Tried.class).stream().map(Effect.Tried::association).toList();
    }

    private static boolean triesOnce(Step<SsrcFacts, Input, Effect> step) {
        return step.before().open().containsAll(tried(step))
                && Set.copyOf(tried(step)).size() == tried(step).size();
    }

    private static boolean stays(
            Step<SsrcFacts, Input, Effect> step, Map.Entry<Ssrc, Integer> entry) {
        return entry.getValue().equals(step.after().table().get(entry.getKey()))
                || step.inputs().contains(new Input.Closed(entry.getValue()))
                || step.inputs().contains(new Input.Deleted());
    }

    private static int lost(Step<SsrcFacts, Input, Effect> step) {
        return step.before().failing().size() - step.after().failing().size();
    }

    @Test
    void every_packet_and_every_close_keeps_the_table_right() {
        assertSound(table(HONEST), 4_053, 55_742);
    }

    @Test
    void every_failure_and_every_second_keeps_the_records_right() {
        assertSound(failures(HONEST), 8_737, 138_729);
    }

    @Test
    void a_flood_that_is_tried_in_its_own_turn_departs_from_a_recommendation() {
        SsrcFacts flooded = FAILING.opening(1).failing(TWO, false).failing(TWO, false);

        assertThat(HONEST.permitted(flooded, new Input.Arrived(ONE, false, 0)))
                .filteredOn(outcome -> !(outcome.effects().getFirst() instanceof Effect.Postponed))
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

    private static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> table(
            Relation<SsrcFacts, Input, Effect> relation) {
        return explore(relation, FORKED, TABLE, OF_THE_TABLE);
    }

    private static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> failures(
            Relation<SsrcFacts, Input, Effect> relation) {
        return explore(relation, FAILING, FAILURES, OF_FAILURES);
    }

    private static Exploration<Step<SsrcFacts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<SsrcFacts, Input, Effect> relation,
            SsrcFacts start,
            List<Input> alphabet,
            List<Invariant<Step<SsrcFacts, Input, Effect>>> particular) {
        var invariants = new ArrayList<>(ALWAYS);
        invariants.addAll(particular);
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(start),
                        alphabet,
                        SsrcMappingModelTest::isWithin,
                        invariants),
                Bounds.OF_THE_BUILD);
    }

    private static boolean isWithin(SsrcFacts facts) {
        return facts.failures() <= 4
                && facts.failing().values().stream()
                        .allMatch(failing -> failing.failures() <= MOST_FAILURES);
    }
}
