package dtlskeying.model.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Claim;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

class AcknowledgementModelTest {
    private static final HeardRecordsModel HEARD = new HeardRecordsModel(100);
    private static final SaidRecordsModel SAID = new SaidRecordsModel();
    private static final RecordNumber ONE = RecordNumber.of(2, 1);
    private static final RecordNumber TWO = RecordNumber.of(2, 2);
    private static final RecordNumber HIGH = RecordNumber.of(3, 0);
    private static final Extent FIRST_HALF = new Extent(1, 0, 10);
    private static final Extent WHOLE = new Extent(1, 0, 20);

    private static final List<Input.Hear> HEAR =
            List.of(
                    new Input.Agreed(0),
                    new Input.Kept(ONE, true, 0),
                    new Input.Kept(TWO, false, 0),
                    new Input.Dropped(HIGH, 0),
                    new Input.Repeated(TWO, 0),
                    new Input.Complete(true, 0),
                    new Input.Complete(false, 0),
                    new Input.Finished(0),
                    new Input.Tick(100));

    private static final List<Input.Say> SAY =
            List.of(
                    new Input.Sent(ONE, List.of(WHOLE)),
                    new Input.Sent(TWO, List.of(FIRST_HALF)),
                    new Input.Sent(HIGH, List.of(WHOLE)),
                    new Input.AckArrived(new Epoch(2), List.of(ONE)),
                    new Input.AckArrived(new Epoch(2), List.of(TWO, ONE)),
                    new Input.AckArrived(new Epoch(2), List.of(HIGH)),
                    new Input.AckArrived(new Epoch(3), List.of(HIGH)),
                    new Input.AckArrived(new Epoch(3), List.of(RecordNumber.of(2, 9))),
                    new Input.Settled());

    private static final List<Invariant<Step<HeardRecordsModel.Facts, Input.Hear, Effect>>>
            OF_HEARING =
                    List.of(
                            new Invariant<>(
                                    "no ACK before DTLS 1.3 is agreed",
                                    step -> step.did(Effect.Acknowledge.class),
                                    step -> step.before().agreed()),
                            new Invariant<>(
                                    "no ACK names what was dropped, or what never came",
                                    step -> step.did(Effect.Acknowledge.class),
                                    AcknowledgementModelTest::namesWhatWasKept),
                            new Invariant<>(
                                    "a flight that nobody answers is acknowledged",
                                    step ->
                                            step.inputs().contains(new Input.Complete(false, 0))
                                                    && step.before().agreed()
                                                    && !isNamed(step.before()),
                                    step -> step.did(Effect.Acknowledge.class)),
                            new Invariant<>(
                                    "a refused input changes nothing",
                                    step -> step.did(Effect.Ignored.class),
                                    Step::changedNothing));

    private static boolean isNamed(HeardRecordsModel.Facts facts) {
        return facts.named().equals(facts.kept());
    }

    private static boolean namesWhatWasKept(
            Step<HeardRecordsModel.Facts, Input.Hear, Effect> step) {
        var kept = new HashSet<>(step.before().kept());
        for (Input.Hear input : step.inputs()) {
            if (input instanceof Input.Kept(var record, _, _)) kept.add(record);
            if (input instanceof Input.Repeated(var record, _)) kept.add(record);
        }
        return step.all(Effect.Acknowledge.class).stream()
                .allMatch(ack -> kept.containsAll(ack.records()));
    }

    private static final List<Invariant<Step<SaidRecordsModel.Facts, Input.Say, Effect>>>
            OF_SAYING =
                    List.of(
                            new Invariant<>(
                                    "only what was sent is confirmed",
                                    step -> step.did(Effect.Confirmed.class),
                                    step ->
                                            step.all(Effect.Confirmed.class).stream()
                                                    .allMatch(each -> wasSent(step, each))),
                            new Invariant<>(
                                    "what has arrived stays so, until the flight is done with",
                                    step ->
                                            !step.before().arrived().isEmpty()
                                                    && !step.inputs().contains(new Input.Settled()),
                                    step ->
                                            step.after()
                                                    .arrived()
                                                    .containsAll(step.before().arrived())),
                            new Invariant<>(
                                    "within the handshake no ACK names a later epoch than its own",
                                    step ->
                                            step.inputs()
                                                    .contains(
                                                            new Input.AckArrived(
                                                                    new Epoch(2), List.of(HIGH))),
                                    step -> step.did(Effect.Violated.class)),
                            new Invariant<>(
                                    "a refused input changes nothing",
                                    step ->
                                            step.did(Effect.Ignored.class)
                                                    || step.did(Effect.Violated.class),
                                    Step::changedNothing));

    private static boolean wasSent(
            Step<SaidRecordsModel.Facts, Input.Say, Effect> step, Effect.Confirmed effect) {
        return step.before().sent().values().stream()
                .flatMap(List::stream)
                .toList()
                .containsAll(effect.parts());
    }

    @Test
    void what_is_heard_is_acknowledged_by_the_rules() {
        var found = hear(HEARD);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions()).isEqualTo("575 11566");
    }

    @Test
    void what_is_said_is_confirmed_by_the_rules() {
        var found = say(SAID);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states() + " " + found.transitions()).isEqualTo("254 3135");
    }

    @Test
    void a_full_ack_leaves_out_what_was_named_before() {
        HeardRecordsModel.Facts facts = HeardRecordsModel.Facts.start();
        facts = after(facts, new Input.Agreed(0));
        for (long sequence : LongStream.range(0, 40).toArray())
            facts = after(facts, new Input.Kept(RecordNumber.of(2, sequence), true, 0));

        assertThat(HEARD.permitted(facts, new Input.Complete(false, 0)))
                .isNotEmpty()
                .allSatisfy(outcome ->
                        assertThat(((Effect.Acknowledge) outcome.effects().getFirst()).records())
                                .hasSize(32)
                                .isSorted());
    }

    private static HeardRecordsModel.Facts after(HeardRecordsModel.Facts facts, Input.Hear input) {
        return HEARD.permitted(facts, input).stream()
                .filter(outcome -> outcome.effects().isEmpty())
                .findFirst()
                .orElseThrow()
                .after();
    }

    @Test
    void an_ack_before_the_version_is_known_is_found() {
        assertHeard(
                (honest, facts, input) ->
                        input instanceof Input.Kept(var record, _, _)
                                ? Set.of(Outcome.of(facts, List.of(ack(record))))
                                : honest.permitted(facts, input),
                "no ACK before DTLS 1.3 is agreed");
    }

    @Test
    void an_ack_of_what_was_dropped_is_found() {
        assertHeard(
                (honest, facts, input) ->
                        input instanceof Input.Dropped(var record, _) && facts.agreed()
                                ? Set.of(Outcome.of(facts, List.of(ack(record))))
                                : honest.permitted(facts, input),
                "no ACK names what was dropped, or what never came");
    }

    @Test
    void a_last_flight_without_an_ack_is_found() {
        assertHeard(
                (honest, facts, input) ->
                        input instanceof Input.Complete
                                ? honest.permitted(facts, new Input.Complete(true, 0)).stream()
                                        .filter(outcome -> outcome.effects().isEmpty())
                                        .collect(Collectors.toSet())
                                : honest.permitted(facts, input),
                "a flight that nobody answers is acknowledged");
    }

    @Test
    void a_record_that_is_ignored_and_kept_is_found() {
        assertHeard(
                (honest, facts, input) ->
                        input instanceof Input.Dropped && facts.kept().isEmpty()
                                ? Set.of(
                                        Outcome.of(
                                                kept(facts),
                                                List.of(new Effect.Ignored(Claim.ACKS_ARE_SORTED))))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static HeardRecordsModel.Facts kept(HeardRecordsModel.Facts facts) {
        return new HeardRecordsModel.Facts(
                facts.agreed(), facts.finished(), Set.of(HIGH), Set.of(), 0, 0);
    }

    private static Effect ack(RecordNumber record) {
        return new Effect.Acknowledge(List.of(record));
    }

    @Test
    void an_ack_that_confirms_what_was_never_sent_is_found() {
        assertSaid(
                (honest, facts, input) ->
                        input instanceof Input.AckArrived
                                ? Set.of(
                                        Outcome.of(
                                                facts,
                                                List.of(new Effect.Confirmed(List.of(WHOLE)))))
                                : honest.permitted(facts, input),
                "only what was sent is confirmed");
    }

    @Test
    void parts_that_a_resend_makes_unknown_again_are_found() {
        assertSaid(
                (honest, facts, input) ->
                        input instanceof Input.Sent
                                ? honest.permitted(
                                        new SaidRecordsModel.Facts(facts.sent(), Set.of()), input)
                                : honest.permitted(facts, input),
                "what has arrived stays so, until the flight is done with");
    }

    @Test
    void an_ack_in_too_low_an_epoch_that_counts_is_found() {
        assertSaid(
                (honest, facts, input) ->
                        input instanceof Input.AckArrived(_, var records)
                                ? honest.permitted(
                                        facts, new Input.AckArrived(new Epoch(3), records))
                                : honest.permitted(facts, input),
                "within the handshake no ACK names a later epoch than its own");
    }

    @Test
    void a_violation_that_confirms_all_the_same_is_found() {
        assertSaid(
                (honest, facts, input) ->
                        input instanceof Input.AckArrived(var epoch, var records)
                                        && records.equals(List.of(HIGH))
                                        && epoch.number() == 2
                                ? Set.of(
                                        Outcome.of(
                                                new SaidRecordsModel.Facts(
                                                        facts.sent(), Set.of(WHOLE)),
                                                honest.permitted(facts, input).stream()
                                                        .findFirst()
                                                        .orElseThrow()
                                                        .effects()))
                                : honest.permitted(facts, input),
                "a refused input changes nothing");
    }

    private static void assertHeard(
            Slip<HeardRecordsModel.Facts, Input.Hear, Effect> slip, String invariant) {
        var found = hear(slip.in(HEARD));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static void assertSaid(
            Slip<SaidRecordsModel.Facts, Input.Say, Effect> slip, String invariant) {
        var found = say(slip.in(SAID));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(invariant));
    }

    private static Exploration<Step<HeardRecordsModel.Facts, Input.Hear, Effect>, ?> hear(
            Relation<HeardRecordsModel.Facts, Input.Hear, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(HeardRecordsModel.Facts.start()),
                        HEAR,
                        facts -> true,
                        OF_HEARING),
                Bounds.OF_THE_BUILD);
    }

    private static Exploration<Step<SaidRecordsModel.Facts, Input.Say, Effect>, ?> say(
            Relation<SaidRecordsModel.Facts, Input.Say, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(SaidRecordsModel.Facts.start()),
                        SAY,
                        facts -> true,
                        OF_SAYING),
                Bounds.OF_THE_BUILD);
    }
}
