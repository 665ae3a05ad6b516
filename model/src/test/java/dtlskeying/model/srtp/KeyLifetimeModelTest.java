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
import dtlskeying.model.srtp.KeyLifetimeModel.Facts;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Claim;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Direction;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

class KeyLifetimeModelTest {
    private static final Limit LIMIT = new Limit(3, 2);
    private static final KeyLifetimeModel HONEST = new KeyLifetimeModel(Reading.defaults());
    private static final KeyLifetimeModel KINDS_APART =
            new KeyLifetimeModel(Set.of(Reading.SPENT_KEY_STOPS_ITS_KIND_ALONE));

    private static final List<Input> ALPHABET =
            List.of(
                    new Input.Protect(PacketKind.RTP),
                    new Input.Protect(PacketKind.RTCP),
                    new Input.Arrived(PacketKind.RTP, true),
                    new Input.Arrived(PacketKind.RTCP, true),
                    new Input.Arrived(PacketKind.RTP, false),
                    new Input.Arrived(PacketKind.RTCP, false),
                    new Input.Rekeyed());

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "no key processes more packets than its limit",
                            step -> step.did(Effect.Processed.class),
                            step -> all(step).allMatch(done -> done.count() <= LIMIT.packets())),
                    new Invariant<>(
                            "a packet counts for its own key, once",
                            step -> step.did(Effect.Processed.class),
                            KeyLifetimeModelTest::countsOnce),
                    new Invariant<>(
                            "a spent key stops its kind both ways",
                            step -> kind(step).stream().anyMatch(step.before()::isSpent),
                            step -> !step.did(Effect.Processed.class)),
                    new Invariant<>(
                            "a forged packet is not processed",
                            KeyLifetimeModelTest::isForged,
                            step -> step.did(Effect.Discarded.class) && step.changedNothing()),
                    new Invariant<>(
                            "new keys are asked for once",
                            step -> step.did(Effect.RekeyAsked.class),
                            step ->
                                    !step.before().asked()
                                            && step.all(Effect.RekeyAsked.class).size() == 1),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "fresh keys process what is genuine",
                            step ->
                                    kind(step).size() == 1
                                            && !isForged(step)
                                            && !isAnySpent(step.before()),
                            step -> step.did(Effect.Processed.class)),
                    new Invariant<>(
                            "new keys have processed nothing",
                            step -> step.inputs().contains(new Input.Rekeyed()),
                            step -> step.after().equals(Facts.start(LIMIT))));

    private static Stream<Effect.Processed> all(Step<Facts, Input, Effect> step) {
        return step.all(Effect.Processed.class).stream();
    }

    private static boolean countsOnce(Step<Facts, Input, Effect> step) {
        if (all(step).count() != 1) return false;
        Effect.Processed done = step.all(Effect.Processed.class).getFirst();
        for (PacketKind kind : PacketKind.values())
            for (Direction way : Direction.values()) {
                boolean own = kind == done.kind() && way == done.direction();
                long grown = step.after().count(kind, way) - step.before().count(kind, way);
                if (grown != (own ? 1 : 0)) return false;
            }
        return done.count() == step.after().count(done.kind(), done.direction());
    }

    private static Set<PacketKind> kind(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .flatMap(input ->
                        switch (input) {
                            case Input.Protect(var kind) -> Set.of(kind).stream();
                            case Input.Arrived(var kind, _) -> Set.of(kind).stream();
                            case Input.Rekeyed() -> Set.<PacketKind>of().stream();
                        })
                .collect(Collectors.toSet());
    }

    private static boolean isForged(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .anyMatch(input -> input instanceof Input.Arrived(_, var genuine) && !genuine);
    }

    private static boolean isAnySpent(Facts facts) {
        return facts.isSpent(PacketKind.RTP) || facts.isSpent(PacketKind.RTCP);
    }

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        assertSound(explore(HONEST), 3_140, 25_210);
    }

    @Test
    void a_spent_key_that_stops_its_kind_alone_keeps_them_too() {
        assertSound(explore(KINDS_APART), 3_968, 33_142);
    }

    @Test
    void a_spent_key_stops_the_other_kind_under_the_default_reading_alone() {
        Facts spent = after(Facts.start(LIMIT), new Input.Protect(PacketKind.RTP), 3);
        Input other = new Input.Protect(PacketKind.RTCP);

        assertThat(HONEST.permitted(spent, other))
                .allMatch(outcome -> outcome.effects().getFirst() instanceof Effect.Refused);
        assertThat(KINDS_APART.permitted(spent, other))
                .allMatch(outcome -> outcome.effects().getFirst() instanceof Effect.Processed);
    }

    @Test
    void an_end_that_lets_the_limit_come_without_asking_departs_from_a_recommendation() {
        Facts last = after(Facts.start(LIMIT), new Input.Protect(PacketKind.RTP), 2);

        assertThat(HONEST.permitted(last, new Input.Protect(PacketKind.RTP)))
                .filteredOn(outcome -> !outcome.after().asked())
                .singleElement()
                .satisfies(outcome ->
                        assertThat(outcome.departs())
                                .containsExactly(Claim.A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS));
    }

    /** After so many of that input, each answered without a word about new keys. */
    private static Facts after(Facts facts, Input input, int times) {
        Facts reached = facts;
        for (int i = 0; i < times; i++)
            reached =
                    HONEST.permitted(reached, input).stream()
                            .map(Outcome::after)
                            .filter(after -> !after.asked())
                            .findFirst()
                            .orElseThrow();
        return reached;
    }

    @Test
    void one_packet_beyond_the_limit_is_found() {
        Facts roomy = Facts.start(new Limit(LIMIT.packets() + 1, LIMIT.askAt()));
        assertBroken(
                (honest, facts, input) ->
                        within(
                                facts.limit(),
                                honest.permitted(
                                        new Facts(roomy.limit(), facts.counts(), facts.asked()),
                                        input)),
                "no key processes more packets than its limit");
    }

    @Test
    void rtp_and_rtcp_counted_together_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Protect(var kind) && kind == PacketKind.RTCP
                                ? honest
                                        .permitted(facts, new Input.Protect(PacketKind.RTP))
                                        .stream()
                                        .map(KeyLifetimeModelTest::asControl)
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a packet counts for its own key, once");
    }

    private static Outcome<Facts, Effect> asControl(Outcome<Facts, Effect> outcome) {
        List<Effect> effects =
                outcome.effects().stream()
                        .map(effect ->
                                effect instanceof Effect.Processed(var way, _, var count)
                                        ? new Effect.Processed(way, PacketKind.RTCP, count)
                                        : effect)
                        .toList();
        return Outcome.of(outcome.after(), effects);
    }

    @Test
    void a_limit_on_what_is_sent_alone_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var kind, var genuine)
                                        && genuine
                                        && facts.isSpent(kind)
                                ? Set.of(received(facts, kind))
                                : honest.permitted(facts, input),
                "a spent key stops its kind both ways");
    }

    private static Outcome<Facts, Effect> received(Facts facts, PacketKind kind) {
        return Outcome.of(
                facts,
                List.of(new Effect.Processed(Direction.IN, kind, facts.count(kind, Direction.IN))));
    }

    @Test
    void a_forged_packet_that_uses_up_a_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived(var kind, _)
                                ? honest.permitted(facts, new Input.Arrived(kind, true))
                                : honest.permitted(facts, input),
                "a forged packet is not processed");
    }

    @Test
    void asking_for_new_keys_with_every_packet_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(new Facts(facts.limit(), facts.counts(), false), input),
                "new keys are asked for once");
    }

    @Test
    void a_refused_packet_that_counts_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .map(outcome ->
                                        outcome.effects()
                                                        .contains(
                                                                new Effect.Refused(Clause.UNSTATED))
                                                ? Outcome.of(spentFurther(facts), outcome.effects())
                                                : outcome)
                                .collect(Collectors.toSet()),
                "a refused input changes nothing");
    }

    private static Facts spentFurther(Facts facts) {
        return new Facts(facts.limit(), List.of(3L, 3L, 3L, 3L), facts.asked());
    }

    @Test
    void an_end_that_stops_for_ever_when_it_asks_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        facts.asked() && input instanceof Input.Protect
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(
                                                        new Effect.Refused(
                                                                Claim
                                                                        .EXPIRED_KEYS_PROCESS_NOTHING))))
                                : honest.permitted(facts, input),
                "fresh keys process what is genuine");
    }

    @Test
    void counts_that_go_on_over_a_rekey_are_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Rekeyed
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input),
                "new keys have processed nothing");
    }

    private static Set<Outcome<Facts, Effect>> within(
            Limit limit, Set<Outcome<Facts, Effect>> outcomes) {
        return outcomes.stream()
                .map(outcome ->
                        Outcome.of(
                                new Facts(limit, outcome.after().counts(), outcome.after().asked()),
                                outcome.effects()))
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

    private static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.start(LIMIT)),
                        ALPHABET,
                        facts -> facts.counts().stream().allMatch(n -> n <= LIMIT.packets() + 1),
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
