package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.AcknowledgementChapter.CHAPTER;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACKS_ARE_SORTED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ANSWERED_FLIGHTS_NEED_NO_ACK;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DISRUPTION_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NO_ACK_BEFORE_THE_VERSION;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.OTHER_FLIGHTS_ARE_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.PARTIAL_FLIGHT_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.MOST_IN_AN_ACK;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.Acknowledgement;
import dtlskeying.impl.dtls13.Acknowledgement.Handshaking;
import dtlskeying.model.dtls13.HeardRecordsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Acknowledge;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RFC 9147 §7.1, what is acknowledged and when, held against its model. */
public class AcknowledgementProperties
        extends ChapterProperties<Acknowledgement, Input.Hear, Effect, Facts> {
    private static final Law<Acknowledgement, Input.Hear, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** An ACK for what was dropped would be the last that is heard of it: a deadlock. */
    private static final Law<Acknowledgement, Input.Hear, Effect, Facts> NAMES_WHAT_CAME =
            new Law<>(
                    "no ACK names a record that was not kept",
                    AcknowledgementProperties::namesOthers);

    /** An ACK lists each record once and in increasing order. */
    private static final Law<Acknowledgement, Input.Hear, Effect, Facts> SORTED =
            Law.ofSteps("an ACK lists its records in order", entry -> unsorted(entry.effects()));

    public AcknowledgementProperties() {
        super(CHAPTER, 4, 3);
    }

    @Example
    void no_ack_names_a_record_that_was_not_kept() {
        holds(NAMES_WHAT_CAME);
    }

    @Example
    void an_ack_lists_its_records_in_order() {
        holds(SORTED);
    }

    @Example
    void a_full_ack_names_those_that_no_ack_has_named() {
        assertThat(fullAck(CHAPTER.machine())).isEmpty();
    }

    private static Optional<String> namesOthers(
            Trace<Acknowledgement, Input.Hear, Effect, Facts> trace) {
        var came = new HashSet<RecordNumber>();
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Kept(var record, _, _)) came.add(record);
            if (entry.input() instanceof Input.Repeated(var record, _)) came.add(record);
            for (Effect effect : entry.effects())
                if (effect instanceof Acknowledge(var records) && !came.containsAll(records))
                    return Optional.of(records + " names more than " + came);
        }
        return Optional.empty();
    }

    private static Optional<String> unsorted(List<Effect> effects) {
        for (Effect effect : effects)
            if (effect instanceof Acknowledge(var records)
                    && !records.stream().sorted().distinct().toList().equals(records))
                return Optional.of(records + " has another order");
        return Optional.empty();
    }

    /** A flight of many records: an ACK half way, and one at its end. */
    static Optional<String> fullAck(Machine<Acknowledgement, Input.Hear, Effect> machine) {
        var state = machine.on(Acknowledgement.start(1), new Input.Agreed(0)).state();
        for (int i = 0; i < MOST_IN_AN_ACK; i++) state = machine.on(state, kept(i)).state();
        state = machine.on(state, new Input.Tick(1)).state();
        for (int i = 0; i < 5; i++) state = machine.on(state, kept(MOST_IN_AN_ACK + i)).state();
        var last = machine.on(state, new Input.Complete(false, 2)).effects();
        if (!(last.getFirst() instanceof Acknowledge(var records)))
            return Optional.of("no ACK: " + last);
        for (int i = 0; i < 5; i++)
            if (!records.contains(RecordNumber.of(2, MOST_IN_AN_ACK + i)))
                return Optional.of("the new ones are left out: " + records);
        return records.size() == MOST_IN_AN_ACK
                ? Optional.empty()
                : Optional.of("an ACK of " + records.size());
    }

    /** A machine that notes nothing once an ACK is full. */
    static Step<Acknowledgement, Effect> notingNoMore(Acknowledgement state, Input.Hear input) {
        boolean isFull =
                state instanceof Handshaking(_, var noted, _)
                        && noted.named().size() + noted.fresh().size() >= MOST_IN_AN_ACK;
        return isFull && input instanceof Input.Kept ? Step.stay(state) : state.on(input);
    }

    private static Input.Hear kept(int sequence) {
        return new Input.Kept(RecordNumber.of(2, sequence), true, 0);
    }

    @Override
    protected List<Mutant<Acknowledgement, Input.Hear, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "ack-all",
                        "a record is acknowledged though its message was dropped",
                        NAMES_WHAT_CAME,
                        AcknowledgementProperties::keepingTheDropped,
                        DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED),
                mutant(
                        "unsorted",
                        "an ACK lists its records as they came",
                        SORTED,
                        AcknowledgementProperties::reversing,
                        ACKS_ARE_SORTED),
                mutant(
                        "too-soon",
                        "an ACK goes out though the peer may speak DTLS 1.2",
                        PERMITTED,
                        AcknowledgementProperties::agreedFromTheStart,
                        NO_ACK_BEFORE_THE_VERSION),
                mutant(
                        "old-flight",
                        "the records of an answered flight are acknowledged with the next one's",
                        PERMITTED,
                        AcknowledgementProperties::neverForgetting,
                        ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED),
                mutant(
                        "double-answer",
                        "a flight is acknowledged though our own one answers it",
                        PERMITTED,
                        AcknowledgementProperties::acknowledgingTheAnswered,
                        ANSWERED_FLIGHTS_NEED_NO_ACK),
                mutant(
                        "no-last-ack",
                        "the last flight brings no ACK, for the handshake is over",
                        PERMITTED,
                        silentOn(Input.Complete.class),
                        OTHER_FLIGHTS_ARE_ACKNOWLEDGED),
                mutant(
                        "no-gap-ack",
                        "a part out of order waits for the timer",
                        PERMITTED,
                        silentOn(Input.Kept.class),
                        DISRUPTION_IS_ACKNOWLEDGED),
                mutant(
                        "no-timer",
                        "a flight that stops in its middle brings no ACK",
                        PERMITTED,
                        silentOn(Input.Tick.class),
                        PARTIAL_FLIGHT_IS_ACKNOWLEDGED),
                mutant(
                        "openssl-32853",
                        "a message that comes again after the handshake brings no ACK",
                        PERMITTED,
                        silentOn(Input.Repeated.class),
                        REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED));
    }

    private static Mutant<Acknowledgement, Input.Hear, Effect, Facts> mutant(
            String id,
            String story,
            Law<Acknowledgement, Input.Hear, Effect, Facts> killer,
            UnaryOperator<Machine<Acknowledgement, Input.Hear, Effect>> change,
            Clause breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    private static Machine<Acknowledgement, Input.Hear, Effect> keepingTheDropped(
            Machine<Acknowledgement, Input.Hear, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Dropped(var record, var now)
                        ? healthy.on(state, new Input.Kept(record, true, now))
                        : healthy.on(state, input);
    }

    private static Machine<Acknowledgement, Input.Hear, Effect> reversing(
            Machine<Acknowledgement, Input.Hear, Effect> healthy) {
        return Mutant.<Acknowledgement, Input.Hear, Effect>misdoing(effect ->
                        effect instanceof Acknowledge(var records)
                                ? new Acknowledge(records.reversed())
                                : effect)
                .apply(healthy);
    }

    private static Machine<Acknowledgement, Input.Hear, Effect> agreedFromTheStart(
            Machine<Acknowledgement, Input.Hear, Effect> healthy) {
        return (state, input) ->
                state instanceof Acknowledgement.Muted
                        ? healthy.on(healthy.on(state, new Input.Agreed(0)).state(), input)
                        : healthy.on(state, input);
    }

    private static Machine<Acknowledgement, Input.Hear, Effect> neverForgetting(
            Machine<Acknowledgement, Input.Hear, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Complete(var answered, _)
                                && answered
                                && state instanceof Handshaking
                        ? Step.stay(state)
                        : healthy.on(state, input);
    }

    private static Machine<Acknowledgement, Input.Hear, Effect> acknowledgingTheAnswered(
            Machine<Acknowledgement, Input.Hear, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Complete(_, var now)
                        ? healthy.on(state, new Input.Complete(false, now))
                        : healthy.on(state, input);
    }

    private static UnaryOperator<Machine<Acknowledgement, Input.Hear, Effect>> silentOn(
            Class<? extends Input.Hear> kind) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return kind.isInstance(input) ? new Step<>(step.state(), List.of()) : step;
                };
    }
}
