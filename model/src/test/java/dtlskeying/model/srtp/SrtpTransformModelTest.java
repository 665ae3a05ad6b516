package dtlskeying.model.srtp;

import static dtlskeying.spec.srtp.PacketKind.RTCP;
import static dtlskeying.spec.srtp.PacketKind.RTP;

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
import dtlskeying.model.srtp.SrtpTransformModel.Facts;
import dtlskeying.spec.srtp.PacketKind;
import dtlskeying.spec.srtp.SrtpTransformSpec.Claim;
import dtlskeying.spec.srtp.SrtpTransformSpec.Effect;
import dtlskeying.spec.srtp.SrtpTransformSpec.Input;
import dtlskeying.spec.srtp.SrtpTransformSpec.Tag;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

class SrtpTransformModelTest {
    private static final SrtpTransformModel HONEST = new SrtpTransformModel();
    private static final int PACKETS = 3;

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (int sequence : new int[] {0, 1, 0x8000, 0xffff}) inputs.add(new Input.Send(sequence));
        inputs.add(new Input.SendControl());
        for (long index : new long[] {0, 1, 70, 0x8000, 0xffff, 0x10000, 0x20001})
            inputs.add(new Input.Arrive((int) (index % 0x10000), new Tag.Genuine(index)));
        for (int sequence : new int[] {1, 0x9000})
            inputs.add(new Input.Arrive(sequence, new Tag.Forged()));
        for (long index : new long[] {0, 1, 70})
            inputs.add(new Input.ArriveControl(index, new Tag.Genuine(index)));
        inputs.add(new Input.ArriveControl(1, new Tag.Forged()));
        return inputs;
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "no index is used twice",
                            step -> step.did(Effect.Protected.class),
                            step ->
                                    step.all(Effect.Protected.class).stream()
                                            .noneMatch(sent -> wasSent(step.before(), sent))),
                    new Invariant<>(
                            "no packet is opened twice",
                            step -> step.did(Effect.Opened.class),
                            step ->
                                    step.all(Effect.Opened.class).stream()
                                            .noneMatch(
                                                    one -> heard(step, one).contains(one.index()))),
                    new Invariant<>(
                            "nothing from behind the list is opened",
                            step -> step.did(Effect.Opened.class),
                            step ->
                                    step.all(Effect.Opened.class).stream()
                                            .noneMatch(SrtpTransformModelTest.isBehind(step))),
                    new Invariant<>(
                            "nothing forged is opened",
                            step ->
                                    step.inputs().stream()
                                            .anyMatch(SrtpTransformModelTest::isForged),
                            step -> !step.did(Effect.Opened.class)),
                    new Invariant<>(
                            "a context goes one way",
                            step -> !step.changedNothing(),
                            step -> !(hasSent(step.after()) && hasHeard(step.after()))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class),
                            Step::changedNothing));

    private static boolean wasSent(Facts facts, Effect.Protected sent) {
        return (sent.kind() == RTP ? facts.sent() : facts.sentControl()).contains(sent.index());
    }

    private static Set<Long> heard(Step<Facts, Input, Effect> step, Effect.Opened opened) {
        return opened.kind() == RTP ? step.before().heard() : step.before().heardControl();
    }

    private static Predicate<Effect.Opened> isBehind(Step<Facts, Input, Effect> step) {
        return opened ->
                heard(step, opened).stream().anyMatch(other -> other - opened.index() > 63);
    }

    private static boolean isForged(Input input) {
        return input instanceof Input.Arrive(_, Tag.Forged())
                || input instanceof Input.ArriveControl(_, Tag.Forged());
    }

    private static boolean hasSent(Facts facts) {
        return !facts.sent().isEmpty() || !facts.sentControl().isEmpty();
    }

    private static boolean hasHeard(Facts facts) {
        return !facts.heard().isEmpty() || !facts.heardControl().isEmpty();
    }

    @Test
    void every_packet_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).isEqualTo(4_338);
        assertThat(found.transitions()).isEqualTo(74_553);
    }

    @Test
    void of_two_indices_that_are_equally_near_either_may_be_meant() {
        var outcomes = HONEST.permitted(Facts.after(0x18000, 0), new Input.Send(0));

        assertThat(outcomes)
                .extracting(Outcome::effects)
                .containsExactlyInAnyOrder(
                        List.of(new Effect.Protected(RTP, 0x10000)),
                        List.of(new Effect.Protected(RTP, 0x20000)));
    }

    @Test
    void an_index_that_does_not_move_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SendControl && hasSent(facts)
                                ? does(facts, new Effect.Protected(RTCP, facts.firstControl()))
                                : honest.permitted(facts, input),
                "no index is used twice");
    }

    @Test
    void a_replay_that_is_opened_is_found() {
        assertBroken(
                openingWhatIsDroppedFor(Claim.REPLAYED_PACKET_IS_DISCARDED),
                "no packet is opened twice");
    }

    @Test
    void a_packet_from_behind_the_list_that_is_opened_is_found() {
        assertBroken(
                openingWhatIsDroppedFor(Claim.PACKET_BEHIND_THE_LIST_IS_DISCARDED),
                "nothing from behind the list is opened");
    }

    @Test
    void a_forgery_that_is_opened_is_found() {
        assertBroken(
                openingWhatIsDroppedFor(Claim.UNAUTHENTIC_PACKET_IS_DISCARDED),
                "nothing forged is opened");
    }

    @Test
    void a_sender_that_opens_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ArriveControl(var index, _) && hasSent(facts)
                                ? Set.of(
                                        Outcome.of(
                                                hearing(facts, index),
                                                List.of(new Effect.Opened(RTCP, index))))
                                : honest.permitted(facts, input),
                "a context goes one way");
    }

    @Test
    void a_forgery_that_enters_the_list_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ArriveControl(var index, Tag.Forged())
                                ? Set.of(Outcome.of(hearing(facts, index), List.of(dropped(RTCP))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static Slip<Facts, Input, Effect> openingWhatIsDroppedFor(Claim reason) {
        return (honest, facts, input) -> {
            var outcomes = new HashSet<>(honest.permitted(facts, input));
            boolean dropped =
                    outcomes.stream()
                            .anyMatch(outcome ->
                                    outcome.because().contains(reason)
                                            && outcome.effects().getFirst()
                                                    instanceof Effect.Discarded);
            if (dropped && input instanceof Input.ArriveControl(var index, _))
                outcomes.addAll(does(facts, new Effect.Opened(RTCP, index)));
            return outcomes;
        };
    }

    private static Set<Outcome<Facts, Effect>> does(Facts facts, Effect effect) {
        return Set.of(Outcome.of(facts, List.of(effect)));
    }

    private static Effect dropped(PacketKind kind) {
        return new Effect.Discarded(kind, Claim.UNAUTHENTIC_PACKET_IS_DISCARDED);
    }

    private static Facts hearing(Facts facts, long index) {
        var heard = new HashSet<>(facts.heardControl());
        heard.add(index);
        return new Facts(
                facts.rollover(),
                facts.earlier(),
                facts.sent(),
                facts.firstControl(),
                facts.sentControl(),
                facts.heard(),
                heard);
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
                        List.of(Facts.fresh(0, 0), Facts.after(0x18000, 5)),
                        alphabet(),
                        SrtpTransformModelTest::isSmall,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    private static boolean isSmall(Facts facts) {
        return facts.sent().size() + facts.sentControl().size() <= PACKETS
                && facts.heard().size() + facts.heardControl().size() <= PACKETS;
    }
}
