package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.EnforcementModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.chunk.EnforcementSpec.Effect;
import dtlskeying.spec.chunk.EnforcementSpec.Input;
import dtlskeying.spec.chunk.PacketShape;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class EnforcementModelTest {
    private static final EnforcementModel HONEST = new EnforcementModel();
    private static final Set<PacketShape> INITS = Set.of(PacketShape.INIT, PacketShape.INIT_ACK);

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (PacketShape shape : PacketShape.values()) {
            inputs.add(new Input.Arrived(shape));
            inputs.add(new Input.ToSend(shape));
        }
        inputs.add(new Input.ReceiveKeySet());
        inputs.add(new Input.SendKeySet());
        inputs.add(new Input.Enforce());
        inputs.add(new Input.Opened(true));
        inputs.add(new Input.Opened(false));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "what is enforced lets nothing unprotected in",
                            step ->
                                    step.before().enforced()
                                            && arrives(step, PacketShape.UNPROTECTED),
                            step -> step.did(Effect.Discarded.class)),
                    new Invariant<>(
                            "until then plain packets are let in",
                            step ->
                                    !step.before().enforced()
                                            && arrives(step, PacketShape.UNPROTECTED),
                            step -> step.did(Effect.ToSctp.class)),
                    new Invariant<>(
                            "INIT and INIT ACK come in plain, always",
                            step -> INITS.stream().anyMatch(init -> arrives(step, init)),
                            step -> step.did(Effect.ToSctp.class)),
                    new Invariant<>(
                            "INIT and INIT ACK leave plain, always",
                            step -> INITS.stream().anyMatch(init -> leaves(step, init)),
                            step -> step.did(Effect.SentPlain.class)),
                    new Invariant<>(
                            "the send key protects all else, and only the send key does",
                            step -> leaves(step, PacketShape.UNPROTECTED),
                            step ->
                                    step.did(Effect.SentProtected.class)
                                                    == step.before().canProtect()
                                            && step.effects().size() == 1),
                    new Invariant<>(
                            "a bundled DTLS chunk takes its packet with it",
                            step -> arrives(step, PacketShape.BUNDLED),
                            step -> step.did(Effect.Discarded.class)),
                    new Invariant<>(
                            "no DTLS chunk is put into another",
                            step ->
                                    leaves(step, PacketShape.PROTECTED)
                                            || leaves(step, PacketShape.BUNDLED),
                            step -> step.did(Effect.Refused.class)),
                    new Invariant<>(
                            "a chunk reaches SCTP only through the key that opens it",
                            step -> arrives(step, PacketShape.PROTECTED),
                            step -> !step.did(Effect.ToSctp.class)),
                    new Invariant<>(
                            "what opens goes up, and nothing that does not",
                            step -> step.inputs().stream().anyMatch(Input.Opened.class::isInstance),
                            step ->
                                    step.did(Effect.ToSctp.class)
                                            == (step.before().canOpen() && isGenuine(step))),
                    new Invariant<>(
                            "only what can open enforces",
                            step -> step.after().enforced(),
                            step -> step.after().canOpen()),
                    new Invariant<>(
                            "enforcement is said once, and lasts to the end",
                            step -> !isEnd(step),
                            step ->
                                    step.after().enforced()
                                                    == (step.before().enforced()
                                                            || step.did(Effect.Enforced.class))
                                            && !(step.before().enforced()
                                                    && step.did(Effect.Enforced.class))),
                    new Invariant<>(
                            "no packet changes what is known",
                            EnforcementModelTest::isPacket,
                            Step::changedNothing),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "the end leaves nothing",
                            EnforcementModelTest::isEnd,
                            step -> step.after().equals(Facts.START)));

    private static boolean arrives(Step<Facts, Input, Effect> step, PacketShape shape) {
        return step.inputs().contains(new Input.Arrived(shape));
    }

    private static boolean leaves(Step<Facts, Input, Effect> step, PacketShape shape) {
        return step.inputs().contains(new Input.ToSend(shape));
    }

    private static boolean isGenuine(Step<Facts, Input, Effect> step) {
        return step.inputs().contains(new Input.Opened(true));
    }

    private static boolean isEnd(Step<Facts, Input, Effect> step) {
        return step.inputs().contains(new Input.Ended());
    }

    private static boolean isPacket(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .anyMatch(input ->
                        switch (input) {
                            case Input.Arrived _, Input.Opened _, Input.ToSend _ -> true;
                            case Input.ReceiveKeySet _,
                                    Input.SendKeySet _,
                                    Input.Enforce _,
                                    Input.Ended _ ->
                                    false;
                        });
    }

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(103);
        assertThat(found.transitions()).isEqualTo(1_771);
    }

    @Test
    void a_chunk_without_a_key_may_be_dropped_at_once_or_in_vain() {
        assertThat(HONEST.permitted(Facts.START, new Input.Arrived(PacketShape.PROTECTED)))
                .hasSize(2);
        assertThat(HONEST.permitted(Facts.START, new Input.Opened(true)))
                .hasSize(2)
                .allSatisfy(outcome -> assertThat(outcome.after()).isEqualTo(Facts.START));
    }

    @Test
    void enforcement_that_looks_at_the_send_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Arrived(PacketShape.UNPROTECTED))
                                        && !facts.canProtect()
                                ? does(facts, new Effect.ToSctp())
                                : honest.permitted(facts, input),
                "what is enforced lets nothing unprotected in");
    }

    @Test
    void plain_packets_that_are_dropped_from_the_first_key_on_are_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Arrived(PacketShape.UNPROTECTED)) && facts.canOpen()
                                ? honest.permitted(new Facts(true, false, true), input)
                                : honest.permitted(facts, input),
                "until then plain packets are let in");
    }

    @Test
    void enforcement_that_shuts_out_a_restart_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Arrived(PacketShape.INIT))
                                ? honest.permitted(
                                        facts, new Input.Arrived(PacketShape.UNPROTECTED))
                                : honest.permitted(facts, input),
                "INIT and INIT ACK come in plain, always");
    }

    @Test
    void an_init_ack_that_is_protected_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.ToSend(PacketShape.INIT_ACK))
                                ? honest.permitted(facts, new Input.ToSend(PacketShape.UNPROTECTED))
                                : honest.permitted(facts, input),
                "INIT and INIT ACK leave plain, always");
    }

    @Test
    void a_sender_that_protects_only_what_is_enforced_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.ToSend(PacketShape.UNPROTECTED)) && !facts.enforced()
                                ? does(facts, new Effect.SentPlain())
                                : honest.permitted(facts, input),
                "the send key protects all else, and only the send key does");
    }

    @Test
    void a_bundled_chunk_that_is_opened_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Arrived(PacketShape.BUNDLED))
                                ? does(facts, new Effect.ToOpen())
                                : honest.permitted(facts, input),
                "a bundled DTLS chunk takes its packet with it");
    }

    @Test
    void a_chunk_that_is_protected_once_more_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.ToSend(PacketShape.PROTECTED))
                                ? honest.permitted(facts, new Input.ToSend(PacketShape.UNPROTECTED))
                                : honest.permitted(facts, input),
                "no DTLS chunk is put into another");
    }

    @Test
    void a_chunk_that_goes_up_unopened_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Arrived(PacketShape.PROTECTED))
                                ? does(facts, new Effect.ToSctp())
                                : honest.permitted(facts, input),
                "a chunk reaches SCTP only through the key that opens it");
    }

    @Test
    void a_forged_chunk_that_goes_up_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Opened(false)) && !facts.enforced()
                                ? does(facts, new Effect.ToSctp())
                                : honest.permitted(facts, input),
                "what opens goes up, and nothing that does not");
    }

    @Test
    void enforcement_before_anything_can_be_opened_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Enforce())
                                ? does(
                                        new Facts(facts.canOpen(), facts.canProtect(), true),
                                        new Effect.Enforced())
                                : honest.permitted(facts, input),
                "only what can open enforces");
    }

    @Test
    void a_new_key_that_takes_enforcement_back_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.ReceiveKeySet())
                                ? silently(new Facts(true, facts.canProtect(), false))
                                : honest.permitted(facts, input),
                "enforcement is said once, and lasts to the end");
    }

    @Test
    void a_protected_packet_that_enforces_by_itself_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Opened(true)) && facts.canOpen()
                                ? does(
                                        new Facts(true, facts.canProtect(), true),
                                        new Effect.ToSctp())
                                : honest.permitted(facts, input),
                "no packet changes what is known");
    }

    @Test
    void a_refused_chunk_that_costs_the_send_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.ToSend(PacketShape.BUNDLED))
                                ? refusedWith(honest, facts, input)
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    @Test
    void an_end_that_leaves_the_send_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(new Input.Ended())
                                ? silently(new Facts(false, facts.canProtect(), false))
                                : honest.permitted(facts, input),
                "the end leaves nothing");
    }

    private static Set<Outcome<Facts, Effect>> refusedWith(
            Relation<Facts, Input, Effect> honest, Facts facts, Input input) {
        Facts changed = new Facts(facts.canOpen(), false, facts.enforced());
        return does(changed, honest.permitted(facts, input).iterator().next().effects().getFirst());
    }

    private static Set<Outcome<Facts, Effect>> does(Facts after, Effect effect) {
        return Set.of(Outcome.of(after, List.of(effect)));
    }

    private static Set<Outcome<Facts, Effect>> silently(Facts after) {
        return Set.of(Outcome.of(after, List.of()));
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
                Steps.of(relation, List.of(Facts.START), alphabet(), facts -> true, INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
