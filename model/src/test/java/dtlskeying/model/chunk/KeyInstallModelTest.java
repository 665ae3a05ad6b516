package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.KeyInstallRules.RECEIVE;
import static dtlskeying.model.chunk.KeyInstallRules.SEND;
import static dtlskeying.model.chunk.KeyInstallRules.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class KeyInstallModelTest {
    private static final KeyInstallModel HONEST = new KeyInstallModel();

    @Test
    void every_input_in_every_state_keeps_the_rules() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(2_593);
        assertThat(found.transitions()).isEqualTo(72_209);
    }

    @Test
    void a_client_whose_flight_leaves_before_it_can_receive_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o ->
                                        does(o, Effect.FlightSent.class)
                                                ? Outcome.of(o.after(), o.effects().reversed())
                                                : o),
                "the client can receive before its last flight leaves");
    }

    @Test
    void a_server_that_acknowledges_before_it_protects_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o ->
                                        does(o, Effect.AckSent.class)
                                                ? Outcome.of(
                                                        o.after(),
                                                        List.of(
                                                                RECEIVE,
                                                                new Effect.AckSent(),
                                                                SEND))
                                                : o),
                "the server can receive, then protects, then acknowledges");
    }

    @Test
    void a_client_that_takes_a_plain_ack_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        honest.permitted(
                                facts,
                                input instanceof Input.AckArrived
                                        ? new Input.AckArrived(true)
                                        : input),
                "an end enforces when its peer has its send key, and not before");
    }

    @Test
    void a_server_that_enforces_on_finished_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.PeerFinished
                                ? changed(
                                        honest.permitted(facts, input),
                                        o ->
                                                does(o, Effect.AckSent.class)
                                                        ? Outcome.of(
                                                                o.after().enforcing(),
                                                                List.of(
                                                                        RECEIVE,
                                                                        SEND,
                                                                        new Effect.AckSent(),
                                                                        new Effect.Enforced()))
                                                        : o)
                                : honest.permitted(facts, input),
                "the server can receive, then protects, then acknowledges");
    }

    @Test
    void a_client_that_protects_its_last_flight_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o -> does(o, Effect.FlightSent.class) ? sendingToo(o) : o),
                "the client protects with what it enforces");
    }

    private static Outcome<Facts, Effect> sendingToo(Outcome<Facts, Effect> outcome) {
        return Outcome.of(
                outcome.after().with(outcome.after().keys().sending(KeyUse.PRIMARY, 3)),
                outcome.effects());
    }

    @Test
    void a_send_key_that_comes_before_the_receive_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetSend(var use, var epoch)
                                        && use == KeyUse.PRIMARY
                                        && facts.enforced()
                                        && epoch.number() == facts.keys().send() + 1
                                ? set(facts, use, epoch)
                                : honest.permitted(facts, input),
                "no send key without its receive key");
    }

    private static Set<Outcome<Facts, Effect>> set(Facts facts, KeyUse use, Epoch epoch) {
        return Set.of(
                Outcome.of(
                        facts.with(facts.keys().sending(use, epoch.number())),
                        List.of(new Effect.SendKeySet(use, epoch))));
    }

    private static Set<Outcome<Facts, Effect>> open(Facts facts, KeyUse use, Epoch epoch) {
        return Set.of(
                Outcome.of(
                        facts.with(facts.keys().receiving(use, epoch.number())),
                        List.of(new Effect.ReceiveKeySet(use, epoch))));
    }

    @Test
    void a_restart_key_that_comes_before_the_primary_key_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetReceive(var use, var epoch)
                                        && use == KeyUse.RESTART
                                        && facts.enforced()
                                        && epoch.number() == facts.keys().restartReceive() + 1
                                ? open(facts, use, epoch)
                                : honest.permitted(facts, input),
                "no restart key without its primary key");
    }

    @Test
    void an_epoch_that_is_skipped_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetReceive(var use, var epoch)
                                        && use == KeyUse.PRIMARY
                                        && facts.enforced()
                                        && epoch.number() > facts.keys().receive()
                                ? open(facts, use, epoch)
                                : honest.permitted(facts, input),
                "keys come one epoch after the other");
    }

    @Test
    void a_send_key_that_is_set_again_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetSend(var use, var epoch)
                                        && facts.enforced()
                                        && epoch.number() == facts.keys().send(use)
                                ? set(facts, use, epoch)
                                : honest.permitted(facts, input),
                "keys come one epoch after the other");
    }

    @Test
    void a_key_that_is_set_without_a_word_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.AckArrived
                                ? changed(
                                        honest.permitted(facts, input),
                                        o ->
                                                does(o, Effect.Enforced.class)
                                                        ? Outcome.of(
                                                                o.after(),
                                                                List.of(new Effect.Enforced()))
                                                        : o)
                                : honest.permitted(facts, input),
                "keys come in words");
    }

    @Test
    void an_update_before_protection_is_enforced_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.SetReceive && facts.keys().receive() >= 3
                                ? changed(
                                        honest.permitted(facts.enforcing(), input),
                                        o ->
                                                does(o, Effect.Refused.class)
                                                        ? Outcome.of(facts, o.effects())
                                                        : Outcome.of(
                                                                facts.with(o.after().keys()),
                                                                o.effects()))
                                : honest.permitted(facts, input),
                "later keys come once protection is enforced");
    }

    @Test
    void a_server_that_enforces_twice_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.ProtectedArrived
                                        && facts.role().equals(Optional.of(Role.SERVER))
                                        && facts.keys().receive() >= 3
                                ? Set.of(
                                        Outcome.of(
                                                facts.enforcing(), List.of(new Effect.Enforced())))
                                : honest.permitted(facts, input),
                "protection once enforced stays so to the end");
    }

    @Test
    void an_end_that_waits_for_ever_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Passed(var seconds)
                                        && facts.role().isPresent()
                                        && !facts.enforced()
                                ? Set.of(Outcome.of(later(facts, seconds), List.of()))
                                : honest.permitted(facts, input),
                "nobody waits longer than supervision lasts");
    }

    private static Facts later(Facts facts, int seconds) {
        return new Facts(facts.role(), facts.keys(), false, facts.waited() + seconds);
    }

    @Test
    void an_abort_of_what_is_protected_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Ended && facts.role().isPresent()
                                ? Set.of(
                                        Outcome.of(
                                                Facts.START,
                                                List.of(new Effect.Aborted(Clause.UNSTATED))))
                                : honest.permitted(facts, input),
                "only what is not enforced yet is aborted");
    }

    @Test
    void an_end_that_keeps_its_keys_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        input instanceof Input.Ended
                                ? changed(
                                        honest.permitted(facts, input),
                                        o ->
                                                Outcome.of(
                                                        Facts.START.with(facts.keys()),
                                                        o.effects()))
                                : honest.permitted(facts, input),
                "the end, and an abort, leave nothing");
    }

    @Test
    void a_finished_that_comes_again_and_stops_the_clock_is_found() {
        assertBroken(
                (honest, facts, input) ->
                        changed(
                                honest.permitted(facts, input),
                                o ->
                                        does(o, Effect.Discarded.class)
                                                ? Outcome.of(
                                                        new Facts(
                                                                facts.role(),
                                                                facts.keys(),
                                                                facts.enforced(),
                                                                0),
                                                        o.effects())
                                                : o),
                "what is dropped or refused changes nothing");
    }

    private static boolean does(Outcome<Facts, Effect> outcome, Class<? extends Effect> kind) {
        return outcome.effects().stream().anyMatch(kind::isInstance);
    }

    private static Set<Outcome<Facts, Effect>> changed(
            Set<Outcome<Facts, Effect>> outcomes, UnaryOperator<Outcome<Facts, Effect>> change) {
        return outcomes.stream().map(change).collect(Collectors.toSet());
    }

    private static void assertBroken(Slip<Facts, Input, Effect> slip, String name) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(name));
    }
}
