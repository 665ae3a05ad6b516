package dtlskeying.properties.dtls12;

import static dtlskeying.properties.dtls12.WriteEpochsChapter.CHAPTER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LENGTH_IS_LIMITED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.SEQUENCE_NUMBERS_ARE_EXPLICIT;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.SEQUENCE_NUMBERS_DO_NOT_WRAP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls12.WriteEpochs;
import dtlskeying.impl.dtls12.WriteEpochs.Overlapping;
import dtlskeying.impl.dtls12.WriteEpochs.Settled;
import dtlskeying.impl.dtls12.WriteEpochs.Span;
import dtlskeying.model.dtls12.WriteEpochsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RFC 6347 §4.1, writing, held against its model: no nonce twice, and no epoch cut off. */
public class WriteEpochsProperties
        extends ChapterProperties<WriteEpochs, Input.Write, Effect, Facts> {
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** Epoch and number make the nonce of a cipher: the same ones twice give its key away. */
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> NO_NUMBER_TWICE =
            new Law<>(
                    "no two records of an epoch have one number",
                    WriteEpochsProperties::numberedTwice);

    /** A flight that is sent again needs the epoch that it was made for. */
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> LAST_EPOCH_LINGERS =
            Law.ofSteps(
                    "an install leaves the epoch before it writable",
                    WriteEpochsProperties::cutOff);

    public WriteEpochsProperties() {
        super(CHAPTER, 4, 3);
    }

    @Example
    void no_two_records_of_an_epoch_have_one_number() {
        holds(NO_NUMBER_TWICE);
    }

    @Example
    void an_install_leaves_the_epoch_before_it_writable() {
        holds(LAST_EPOCH_LINGERS);
    }

    private static Optional<String> numberedTwice(
            Trace<WriteEpochs, Input.Write, Effect, Facts> trace) {
        var used = new HashSet<Effect>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Numbered && !used.add(effect))
                    return Optional.of(effect + " again");
        return Optional.empty();
    }

    private static Optional<String> cutOff(Entry<WriteEpochs, Input.Write, Effect> entry) {
        if (!(entry.input() instanceof Input.InstallWrite(var epoch))) return Optional.empty();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.WriteDestroyed(var gone, _)
                    && gone.number() + 1 >= epoch.number())
                return Optional.of("installing " + epoch + " destroys " + gone);
        return Optional.empty();
    }

    @Override
    protected List<Mutant<WriteEpochs, Input.Write, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "same-number",
                        "a record that is sent again has the number that it had",
                        Set.of(SEQUENCE_NUMBERS_ARE_EXPLICIT),
                        NO_NUMBER_TWICE,
                        WriteEpochsProperties::standingStill),
                new Mutant<>(
                        "one-counter",
                        "one counter for the whole association: a new epoch goes on counting",
                        Set.of(SEQUENCE_NUMBERS_ARE_EXPLICIT),
                        PERMITTED,
                        WriteEpochsProperties::countingOn),
                new Mutant<>(
                        "reset",
                        "a re-key resets the counter of the epoch before, too",
                        Set.of(SEQUENCE_NUMBERS_ARE_EXPLICIT),
                        NO_NUMBER_TWICE,
                        WriteEpochsProperties::resettingBoth),
                new Mutant<>(
                        "wrap",
                        "after the last number comes 0",
                        Set.of(SEQUENCE_NUMBERS_DO_NOT_WRAP),
                        PERMITTED,
                        WriteEpochsProperties::wrapping),
                new Mutant<>(
                        "X12",
                        "the old epoch is dropped at once when the new one is installed",
                        Set.of(EARLIER_EPOCHS_MAY_LINGER),
                        LAST_EPOCH_LINGERS,
                        WriteEpochsProperties::droppingAtOnce),
                new Mutant<>(
                        "X15",
                        "records go on under the keys of an epoch that was dropped",
                        Set.of(EARLIER_EPOCHS_ARE_DISCARDED),
                        PERMITTED,
                        refusedBecause(
                                EARLIER_EPOCHS_ARE_DISCARDED,
                                new Effect.Numbered(Epoch.UNPROTECTED, 1))),
                new Mutant<>(
                        "skip",
                        "an epoch may be left out",
                        Set.of(EPOCHS_FOLLOW_EACH_OTHER),
                        PERMITTED,
                        refusedBecause(
                                EPOCHS_FOLLOW_EACH_OTHER, new Effect.WriteInstalled(new Epoch(2)))),
                new Mutant<>(
                        "last-epoch",
                        "epoch 65535 is followed by one that its field cannot hold",
                        Set.of(EPOCHS_ARE_USED_UP),
                        PERMITTED,
                        refusedBecause(
                                EPOCHS_ARE_USED_UP, new Effect.WriteInstalled(new Epoch(0x10000)))),
                new Mutant<>(
                        "long",
                        "a record takes whatever it is given",
                        Set.of(LENGTH_IS_LIMITED),
                        PERMITTED,
                        refusedBecause(
                                LENGTH_IS_LIMITED, new Effect.Numbered(Epoch.UNPROTECTED, 0))));
    }

    private static Machine<WriteEpochs, Input.Write, Effect> standingStill(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Number
                        ? new Step<>(state, healthy.on(state, input).effects())
                        : healthy.on(state, input);
    }

    private static Machine<WriteEpochs, Input.Write, Effect> countingOn(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return isInstalled(step)
                            && step.state() instanceof Overlapping(var previous, var current)
                    ? new Step<>(
                            new Overlapping(previous, new Span(current.epoch(), previous.next())),
                            step.effects())
                    : step;
        };
    }

    private static Machine<WriteEpochs, Input.Write, Effect> resettingBoth(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return isInstalled(step)
                            && step.state() instanceof Overlapping(var previous, var current)
                    ? new Step<>(
                            new Overlapping(new Span(previous.epoch(), 0), current), step.effects())
                    : step;
        };
    }

    private static Machine<WriteEpochs, Input.Write, Effect> wrapping(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return step.effects().contains(new Effect.Refused(SEQUENCE_NUMBERS_DO_NOT_WRAP))
                    ? healthy.on(new Settled(new Span(state.current().epoch(), 0)), input)
                    : step;
        };
    }

    private static Machine<WriteEpochs, Input.Write, Effect> droppingAtOnce(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return isInstalled(step)
                            && step.state() instanceof Overlapping(var previous, var current)
                    ? Step.become(
                            new Settled(current),
                            new Effect.WriteDestroyed(
                                    previous.epoch(), EARLIER_EPOCHS_ARE_DISCARDED),
                            new Effect.WriteInstalled(current.epoch()))
                    : step;
        };
    }

    private static boolean isInstalled(Step<WriteEpochs, Effect> step) {
        return step.effects().stream().anyMatch(Effect.WriteInstalled.class::isInstance);
    }

    /** What is refused for that reason is done all the same. */
    private static UnaryOperator<Machine<WriteEpochs, Input.Write, Effect>> refusedBecause(
            Clause reason, Effect done) {
        return Mutant.misdoing(effect -> effect.equals(new Effect.Refused(reason)) ? done : effect);
    }
}
