package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.SentRecordsChapter.CHAPTER;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ONE_ACK_IS_ENOUGH;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.UNKNOWN_NUMBERS_ARE_IGNORED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.SentRecords;
import dtlskeying.impl.dtls13.SentRecords.Outstanding;
import dtlskeying.model.dtls13.SaidRecordsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RFC 9147 §7.2, what the peer's ACKs cover, held against its model: P64. */
public class SentRecordsProperties
        extends ChapterProperties<SentRecords, Input.Say, Effect, Facts> {
    private static final Law<SentRecords, Input.Say, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** P64: only what was in a record that the ACK names is taken out of the flight. */
    private static final Law<SentRecords, Input.Say, Effect, Facts> COVERS_WHAT_IT_NAMES =
            new Law<>(
                    "P64 an ACK covers the parts of the records that it names",
                    SentRecordsProperties::coversOthers);

    public SentRecordsProperties() {
        super(CHAPTER, 4, 3);
    }

    @Example
    void P64_an_ack_covers_the_parts_of_the_records_that_it_names() {
        holds(COVERS_WHAT_IT_NAMES);
    }

    private static Optional<String> coversOthers(
            Trace<SentRecords, Input.Say, Effect, Facts> trace) {
        var sent = new HashSet<Input.Sent>();
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Sent one) sent.add(one);
            if (!(entry.input() instanceof Input.AckArrived(_, var named))) continue;
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Confirmed(var parts)
                        && !parts.stream().allMatch(part -> isIn(sent, named, part)))
                    return Optional.of(parts + " are not in " + named);
        }
        return Optional.empty();
    }

    private static boolean isIn(
            Set<Input.Sent> sent,
            List<RecordNumber> named,
            dtlskeying.spec.dtls.FlightsSpec.Extent part) {
        return sent.stream()
                .anyMatch(it -> named.contains(it.record()) && it.parts().contains(part));
    }

    @Override
    protected List<Mutant<SentRecords, Input.Say, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "whole-flight",
                        "an ACK of any record is taken for one of the whole flight",
                        COVERS_WHAT_IT_NAMES,
                        SentRecordsProperties::coveringAll,
                        ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN),
                mutant(
                        "deaf",
                        "an ACK is read, and nothing follows from it",
                        PERMITTED,
                        SentRecordsProperties::deaf,
                        ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN),
                mutant(
                        "last-ack-counts",
                        "what the last ACK leaves out counts as lost again",
                        PERMITTED,
                        SentRecordsProperties::forgetting,
                        ONE_ACK_IS_ENOUGH),
                mutant(
                        "no-epoch-check",
                        "an ACK may name records of a later epoch than its own",
                        PERMITTED,
                        changing(
                                ACK_EPOCH_IS_NOT_BELOW,
                                new Effect.Ignored(UNKNOWN_NUMBERS_ARE_IGNORED)),
                        ACK_EPOCH_IS_NOT_BELOW),
                mutant(
                        "strict-numbers",
                        "a number that was never sent ends the connection",
                        PERMITTED,
                        changing(
                                UNKNOWN_NUMBERS_ARE_IGNORED,
                                new Effect.Violated(
                                        Alert.ILLEGAL_PARAMETER, UNKNOWN_NUMBERS_ARE_IGNORED)),
                        UNKNOWN_NUMBERS_ARE_IGNORED));
    }

    private static Mutant<SentRecords, Input.Say, Effect, Facts> mutant(
            String id,
            String story,
            Law<SentRecords, Input.Say, Effect, Facts> killer,
            UnaryOperator<Machine<SentRecords, Input.Say, Effect>> change,
            Clause breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    private static Machine<SentRecords, Input.Say, Effect> coveringAll(
            Machine<SentRecords, Input.Say, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            if (!(state instanceof Outstanding(var sendings, _))
                    || !(step.effects().stream().anyMatch(Effect.Confirmed.class::isInstance)))
                return step;
            var all = sendings.stream().flatMap(it -> it.parts().stream()).toList();
            return Step.become(new SentRecords.Idle(), new Effect.Confirmed(all));
        };
    }

    private static Machine<SentRecords, Input.Say, Effect> deaf(
            Machine<SentRecords, Input.Say, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.AckArrived
                        ? Step.stay(state, new Effect.Ignored(UNKNOWN_NUMBERS_ARE_IGNORED))
                        : healthy.on(state, input);
    }

    private static Machine<SentRecords, Input.Say, Effect> forgetting(
            Machine<SentRecords, Input.Say, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.AckArrived ? new Step<>(state, step.effects()) : step;
        };
    }

    private static UnaryOperator<Machine<SentRecords, Input.Say, Effect>> changing(
            Clause reason, Effect done) {
        return Mutant.misdoing(effect -> effect.clause() == reason ? done : effect);
    }
}
