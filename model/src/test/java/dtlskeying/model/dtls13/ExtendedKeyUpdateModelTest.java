package dtlskeying.model.dtls13;

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
import dtlskeying.spec.Alert;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

class ExtendedKeyUpdateModelTest {
    private static final ExtendedKeyUpdateModel HONEST =
            new ExtendedKeyUpdateModel(Reading.defaults());
    private static final long LAST = Epoch.LAST.number();
    private static final Octets LOW = Octets.hex("10");
    private static final Octets MIDDLE = Octets.hex("80");
    private static final Octets HIGH = Octets.hex("f0");
    private static final Verdict BAD =
            new Verdict.Unsound(Alert.ILLEGAL_PARAMETER, Claim.GROUP_IS_THE_HANDSHAKES);

    private static final List<Invariant<Step<ExtendedKeyUpdateFacts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "keys to send change by one, at the peer's finish or the ACK of ours",
                            step -> step.before().write() != step.after().write(),
                            step ->
                                    step.after().write() == step.before().write() + 1
                                            && isFinish(step.inputs().getFirst())),
                    new Invariant<>(
                            "keys to read are added by one, and old ones stay until the new are"
                                    + " heard",
                            step ->
                                    step.before().newest() != step.after().newest()
                                            || step.before().oldest() != step.after().oldest(),
                            step ->
                                    step.after().newest() <= step.before().newest() + 1
                                            && step.after().oldest() <= step.before().newest()
                                            && (step.before().oldest() == step.after().oldest()
                                                    || isProtected(step.inputs().getFirst()))),
                    new Invariant<>(
                            "who puts an answer off acknowledges at once",
                            step -> step.did(Effect.Deferred.class),
                            step -> step.did(Effect.AckSent.class)),
                    new Invariant<>(
                            "a finish is acknowledged in the new epoch",
                            step ->
                                    step.inputs().stream()
                                                    .anyMatch(Input.FinishHeard.class::isInstance)
                                            && step.did(Effect.ReadAdded.class),
                            step ->
                                    step.all(Effect.AckSent.class)
                                            .contains(
                                                    new Effect.AckSent(
                                                            new Epoch(step.after().write())))),
                    new Invariant<>(
                            "a request leaves only when nothing is under way",
                            step -> step.did(Effect.RequestSent.class),
                            step -> step.before().isResting()),
                    new Invariant<>(
                            "KeyUpdate is out of use",
                            step -> step.inputs().stream().anyMatch(keyUpdate(3)::equals),
                            step -> !step.before().reads(3) || step.after().over()),
                    new Invariant<>(
                            "an unsound message that can be read ends the connection",
                            step -> step.inputs().contains(response(3, BAD)),
                            step -> !step.before().reads(3) || step.after().over()),
                    new Invariant<>(
                            "no epoch comes after the last",
                            step -> step.before().write() >= LAST - 1,
                            step -> step.after().write() <= LAST && step.after().newest() <= LAST),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing));

    private static Input keyUpdate(long epoch) {
        return new Input.KeyUpdateHeard(new Epoch(epoch));
    }

    private static Input response(long epoch, Verdict verdict) {
        return new Input.ResponseHeard(new Epoch(epoch), verdict);
    }

    /** Whether it says by itself that a record under the newest keys was opened. */
    private static boolean isProtected(Input input) {
        return input instanceof Input.NewKeysHeard
                || input instanceof Input.ResponseHeard
                || input instanceof Input.FinishHeard;
    }

    private static boolean isFinish(Input input) {
        return input instanceof Input.FinishHeard
                || input.equals(new Input.Acknowledged(Kind.FINISH));
    }

    private static List<Input> alphabet() {
        var all = new ArrayList<Input>();
        all.addAll(List.of(new Input.Update(LOW), new Input.Update(HIGH)));
        all.addAll(List.of(new Input.PlainUpdate(), new Input.Ready(), new Input.NewKeysHeard()));
        for (Kind kind : Kind.values()) all.add(new Input.Acknowledged(kind));
        for (long number : new long[] {3, 4, 5, LAST - 1, LAST}) {
            Epoch epoch = new Epoch(number);
            for (boolean ready : new boolean[] {true, false})
                for (Octets share : List.of(LOW, MIDDLE))
                    all.add(new Input.RequestHeard(epoch, share, ready, Verdict.SOUND));
            all.add(response(number, Verdict.SOUND));
            all.add(response(number, BAD));
            all.add(new Input.FinishHeard(epoch, Verdict.SOUND));
            all.add(new Input.UnknownHeard(epoch));
            all.add(new Input.KeyUpdateHeard(epoch));
        }
        return all;
    }

    @Test
    @Tag("long")
    void every_input_in_every_state_keeps_the_rules_up_to_the_last_epoch() {
        var found = explore(HONEST);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(6_743);
        assertThat(found.transitions()).isEqualTo(533_045);
    }

    @Test
    void without_the_flag_nothing_is_renewed() {
        var facts = ExtendedKeyUpdateFacts.without(3);
        var request = new Input.RequestHeard(new Epoch(3), LOW, true, Verdict.SOUND);

        assertThat(HONEST.permitted(facts, new Input.Update(LOW)))
                .allMatch(outcome -> outcome.because().equals(Set.of(Claim.FLAG_IS_NEEDED)));
        assertThat(HONEST.permitted(facts, request))
                .singleElement()
                .matches(outcome -> outcome.after().over())
                .matches(outcome -> outcome.because().equals(Set.of(Claim.FLAG_IS_NEEDED)));
    }

    @Test
    void where_they_are_read_otherwise_early_requests_end_it_and_late_messages_do_not() {
        var other = new ExtendedKeyUpdateModel(Set.of());
        var finishing =
                new ExtendedKeyUpdateFacts(
                        true, 3, 3, 4, Set.of(), ExtendedKeyUpdateFacts.PeersRequest.NONE, false);
        var early = new Input.RequestHeard(new Epoch(4), LOW, true, Verdict.SOUND);
        var late = new Input.FinishHeard(new Epoch(3), Verdict.SOUND);

        assertThat(other.permitted(finishing, early)).allMatch(outcome -> outcome.after().over());
        assertThat(other.permitted(finishing.changedTo(4), late))
                .noneMatch(outcome -> outcome.after().over());
        assertThat(HONEST.permitted(finishing, early)).noneMatch(outcome -> outcome.after().over());
        assertThat(HONEST.permitted(finishing.changedTo(4), late))
                .allMatch(outcome -> outcome.after().over());
    }

    @Test
    void an_initiator_that_sends_under_new_keys_at_the_response_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.ResponseHeard && !facts.own().isEmpty()
                                ? Set.of(Outcome.of(facts.changedTo(facts.newest() + 1), List.of()))
                                : honest.permitted(facts, input),
                "keys to send change by one, at the peer's finish or the ACK of ours");
    }

    @Test
    void old_keys_that_go_with_the_finish_are_found() {
        assertFound(
                (honest, facts, input) -> {
                    var permitted = honest.permitted(facts, input);
                    return input instanceof Input.FinishHeard
                            ? changed(permitted, later -> later.readingFrom(later.newest()))
                            : permitted;
                },
                "keys to read are added by one, and old ones stay until the new are heard");
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> changed(
            Set<Outcome<ExtendedKeyUpdateFacts, Effect>> permitted,
            UnaryOperator<ExtendedKeyUpdateFacts> change) {
        return permitted.stream()
                .map(outcome ->
                        new Outcome<>(
                                change.apply(outcome.after()),
                                outcome.effects(),
                                outcome.because(),
                                outcome.departs()))
                .collect(Collectors.toSet());
    }

    @Test
    void an_answer_that_is_put_off_in_silence_is_found() {
        assertFound(
                without(Effect.AckSent.class, Effect.Deferred.class),
                "who puts an answer off acknowledges at once");
    }

    @Test
    void a_finish_that_is_not_acknowledged_is_found() {
        assertFound(
                without(Effect.AckSent.class, Effect.WriteChanged.class),
                "a finish is acknowledged in the new epoch");
    }

    /** Leaves one effect out, where another is. */
    private static Slip<ExtendedKeyUpdateFacts, Input, Effect> without(
            Class<? extends Effect> left, Class<? extends Effect> beside) {
        return (honest, facts, input) ->
                honest.permitted(facts, input).stream()
                        .map(outcome ->
                                outcome.effects().stream().anyMatch(beside::isInstance)
                                        ? new Outcome<>(
                                                outcome.after(),
                                                outcome.effects().stream()
                                                        .filter(one -> !left.isInstance(one))
                                                        .toList(),
                                                outcome.because(),
                                                outcome.departs())
                                        : outcome)
                        .collect(Collectors.toSet());
    }

    @Test
    void a_second_exchange_beside_the_first_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Update(var share) && facts.isFinishing()
                                ? Set.of(
                                        Outcome.of(
                                                facts.asking(share),
                                                List.of(new Effect.RequestSent(share))))
                                : honest.permitted(facts, input),
                "a request leaves only when nothing is under way");
    }

    @Test
    void a_key_update_that_is_survived_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.KeyUpdateHeard
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input),
                "KeyUpdate is out of use");
    }

    @Test
    void an_unsound_message_that_is_survived_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input.equals(response(3, BAD))
                                ? Set.of(Outcome.of(facts, List.of()))
                                : honest.permitted(facts, input),
                "an unsound message that can be read ends the connection");
    }

    @Test
    void an_end_that_counts_on_after_the_last_epoch_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Update && facts.write() == LAST
                                ? Set.of(Outcome.of(facts.readingNext(), List.of()))
                                : honest.permitted(facts, input),
                "no epoch comes after the last");
    }

    @Test
    void a_refusal_that_is_remembered_is_found() {
        assertFound(
                (honest, facts, input) ->
                        input instanceof Input.Update(var share) && facts.isFinishing()
                                ? changed(
                                        honest.permitted(facts, input),
                                        later -> later.asking(share))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static void assertFound(
            Slip<ExtendedKeyUpdateFacts, Input, Effect> slip, String invariant) {
        var found = explore(slip.in(HONEST));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<ExtendedKeyUpdateFacts, Input, Effect>, Answer<Input, Effect>>
            explore(Relation<ExtendedKeyUpdateFacts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(ExtendedKeyUpdateFacts.at(3), ExtendedKeyUpdateFacts.at(LAST - 1)),
                        alphabet(),
                        facts -> facts.newest() <= 5 || facts.newest() >= LAST - 1,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }
}
