package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.ChunkProtectionRules.FAILURES;
import static dtlskeying.model.chunk.ChunkProtectionRules.HONEST;
import static dtlskeying.model.chunk.ChunkProtectionRules.RECORDS;
import static dtlskeying.model.chunk.ChunkProtectionRules.WINDOW;
import static dtlskeying.model.chunk.ChunkProtectionRules.arrived;
import static dtlskeying.model.chunk.ChunkProtectionRules.explore;
import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;

class ChunkProtectionModelTest {
    @Test
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions()).isEqualTo("102740 2199478");
    }

    @Test
    void an_operator_without_a_window_is_found() {
        assertBroken(
                (_, facts, input) ->
                        new ChunkProtectionModel(Integer.MAX_VALUE, RECORDS, FAILURES)
                                .permitted(facts, input),
                "a number that is too old is not opened");
    }

    @Test
    void an_operator_that_forgets_what_it_opened_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Arrived
                                ? honest.permitted(forgetful(facts), input)
                                : honest.permitted(facts, input),
                "nothing is opened twice");
    }

    @Test
    void a_window_that_moves_before_authentication_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        isFlipped(input)
                                ? moved(honest, facts, input)
                                : honest.permitted(facts, input),
                "what the peer did not seal so is not opened, and moves no window");
    }

    @Test
    void an_r_bit_that_is_not_looked_at_is_found() {
        assertBroken(
                (honest, facts, input) -> honest.permitted(facts, mended(input, Fault.OTHER_USE)),
                "what the peer did not seal so is not opened, and moves no window");
    }

    @Test
    void one_counter_for_all_keys_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetSend(var use, _)
                                ? honest.permitted(facts, input).stream()
                                        .map(o -> countingOn(facts, o, use))
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a new key has sealed nothing");
    }

    @Test
    void a_number_that_is_left_out_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .map(o ->
                                        Outcome.of(
                                                o.after(),
                                                o.effects().stream()
                                                        .map(ChunkProtectionModelTest::oneMore)
                                                        .toList()))
                                .collect(Collectors.toSet()),
                "a key is numbered from 0, one by one");
    }

    @Test
    void limits_that_nobody_keeps_are_found() {
        Slip<OperatorFacts, Input, Effect> sealing =
                (_, facts, input) ->
                        new ChunkProtectionModel(WINDOW, RECORDS + 1, FAILURES)
                                .permitted(facts, input);
        Slip<OperatorFacts, Input, Effect> failing =
                (_, facts, input) ->
                        new ChunkProtectionModel(WINDOW, RECORDS, FAILURES + 1)
                                .permitted(facts, input);
        assertBroken(sealing, "no key seals more than it may");
        assertBroken(failing, "no key is tried in vain more often than it may");
    }

    @Test
    void traffic_under_the_restart_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        facts.sending().containsKey(RESTART) && input instanceof Input.ToSend
                                ? back(honest.permitted(withoutPrimary(facts), input), facts)
                                : honest.permitted(facts, input),
                "a restart key seals nothing while there is a primary one");
    }

    @Test
    void data_that_leaves_plain_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ToSend
                                ? back(honest.permitted(OperatorFacts.START, input), facts)
                                : honest.permitted(facts, input),
                "data leaves plain only without a key");
    }

    @Test
    void a_requirement_that_is_forgotten_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input.equals(arrived(PacketShape.UNPROTECTED))
                                ? back(honest.permitted(OperatorFacts.START, input), facts)
                                : honest.permitted(facts, input),
                "once required, only INIT and its ACK pass plain");
    }

    @Test
    void a_send_key_that_is_set_again_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetSend(var use, _) && use == PRIMARY
                                ? honest.permitted(withoutPrimary(facts), input)
                                : honest.permitted(facts, input),
                "a send key is never set again");
    }

    @Test
    void receive_keys_that_are_not_pruned_are_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetReceive
                                ? kept(honest.permitted(facts, input), facts)
                                : honest.permitted(facts, input),
                "two bits name one key");
    }

    @Test
    void a_refusal_that_ends_it_all_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(facts, input).stream()
                                .map(o ->
                                        o.effects().stream()
                                                        .anyMatch(Effect.Refused.class::isInstance)
                                                ? Outcome.of(
                                                        new OperatorFacts(
                                                                facts.sending(),
                                                                facts.receiving(),
                                                                facts.last(),
                                                                !facts.enforced()),
                                                        o.effects())
                                                : o)
                                .collect(Collectors.toSet()),
                "what is refused changes nothing");
    }

    private static boolean isFlipped(Input input) {
        return input instanceof Input.Arrived(Packet.Chunk chunk)
                && chunk.fault() == Fault.FLIPPED_BIT;
    }

    private static Input mended(Input input, Fault fault) {
        return input instanceof Input.Arrived(Packet.Chunk(var use, var epoch, var number, var it))
                        && it == fault
                ? new Input.Arrived(new Packet.Chunk(use, epoch, number, Fault.NONE))
                : input;
    }

    private static OperatorFacts forgetful(OperatorFacts facts) {
        var forgetful = facts;
        for (var key : facts.receiving().entrySet())
            forgetful =
                    forgetful.with(
                            key.getKey(),
                            new OperatorFacts.Receiving(Set.of(), key.getValue().failed()));
        return forgetful;
    }

    /** What is done about a forged chunk, and what is known after a genuine one. */
    private static Set<Outcome<OperatorFacts, Effect>> moved(
            Relation<OperatorFacts, Input, Effect> honest, OperatorFacts facts, Input input) {
        var genuine = honest.permitted(facts, mended(input, Fault.FLIPPED_BIT));
        return honest.permitted(facts, input).stream()
                .map(o -> Outcome.of(genuine.iterator().next().after(), o.effects()))
                .collect(Collectors.toSet());
    }

    private static Effect oneMore(Effect effect) {
        return effect instanceof Effect.Sealed(var use, var epoch, var number)
                ? new Effect.Sealed(use, epoch, number + 1)
                : effect;
    }

    private static Outcome<OperatorFacts, Effect> countingOn(
            OperatorFacts facts, Outcome<OperatorFacts, Effect> outcome, KeyUse use) {
        var before = facts.sending().get(use);
        var after = outcome.after().sending().get(use);
        return before == null || after == null
                ? outcome
                : Outcome.of(
                        outcome.after()
                                .with(
                                        use,
                                        new OperatorFacts.Sending(after.epoch(), before.sealed())),
                        outcome.effects());
    }

    private static OperatorFacts withoutPrimary(OperatorFacts facts) {
        var sending = new HashMap<>(facts.sending());
        sending.remove(PRIMARY);
        return new OperatorFacts(sending, facts.receiving(), facts.last(), facts.enforced());
    }

    private static Set<Outcome<OperatorFacts, Effect>> back(
            Set<Outcome<OperatorFacts, Effect>> outcomes, OperatorFacts facts) {
        return outcomes.stream()
                .map(o -> Outcome.of(facts, o.effects()))
                .collect(Collectors.toSet());
    }

    private static Set<Outcome<OperatorFacts, Effect>> kept(
            Set<Outcome<OperatorFacts, Effect>> outcomes, OperatorFacts facts) {
        return outcomes.stream()
                .map(o -> {
                    var all = new HashMap<>(facts.receiving());
                    all.putAll(o.after().receiving());
                    return Outcome.of(
                            new OperatorFacts(
                                    facts.sending(), all, o.after().last(), facts.enforced()),
                            o.effects());
                })
                .collect(Collectors.toSet());
    }

    private static void assertBroken(Slip<OperatorFacts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
