package dtlskeying.properties.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.SHORT_CIPHERTEXT_IS_REJECTED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.impl.dtls13.ReadEpochs.Overlapping;
import dtlskeying.impl.dtls13.ReadEpochs.Settled;
import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** What the bugs of {@link ReadEpochsMutants} do. */
final class ReadEpochsBugs {
    private ReadEpochsBugs() {}

    /** Another epoch's keys uncover the number. */
    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> unmasking(
            BiFunction<ReadEpochs, SealedRecord, Epoch> meant) {
        return Mutant.instead((state, input) ->
                input instanceof Input.Arrived(var record)
                                && !state.current().epoch().equals(Epoch.UNPROTECTED)
                        ? Optional.of(
                                Step.stay(
                                        state,
                                        new Effect.Unmask(meant.apply(state, record), record)))
                        : Optional.empty());
    }

    static Epoch bitsAlone(ReadEpochs state, SealedRecord record) {
        return new Epoch(record.epochBits());
    }

    static Epoch currentAlways(ReadEpochs state, SealedRecord record) {
        return state.current().epoch();
    }

    static Machine<ReadEpochs, Input.Read, Effect> neverWrapping(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            if (!(input instanceof Input.Unmasked(_, var record, var low))
                    || !(step.effects().getFirst() instanceof Effect.Open(var number, _)))
                return step;
            var span = state.span(number.epoch());
            long expected = span.window() instanceof ReplayWindow.Sliding it ? it.highest() + 1 : 0;
            long upper = expected >> 8 * record.numberLength() << 8 * record.numberLength();
            var other = new RecordNumber(number.epoch(), upper | low);
            return Step.stay(state, new Effect.Open(other, record));
        };
    }

    static Machine<ReadEpochs, Input.Read, Effect> countingUnopened(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.Unmasked
                            && step.effects().getFirst() instanceof Effect.Open(var number, _)
                    ? new Step<>(healthy.on(state, opened(number)).state(), step.effects())
                    : step;
        };
    }

    static Machine<ReadEpochs, Input.Read, Effect> countingForgeries(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Forged(var number)
                        ? new Step<>(
                                healthy.on(state, opened(number)).state(),
                                healthy.on(state, input).effects())
                        : healthy.on(state, input);
    }

    private static Input.Read opened(RecordNumber number) {
        return new Input.Opened(number, ContentType.HANDSHAKE.code(), Octets.EMPTY, 1);
    }

    static Machine<ReadEpochs, Input.Read, Effect> resettingTheWindow(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.InstallRead
                            && step.state() instanceof Overlapping(var old, var current, var held)
                    ? new Step<>(new Overlapping(reset(old), current, held), step.effects())
                    : step;
        };
    }

    private static ReadSpan reset(ReadSpan span) {
        var window = ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH);
        return new ReadSpan(span.epoch(), window, span.longest(), span.allowed(), span.failed());
    }

    static Machine<ReadEpochs, Input.Read, Effect> sharingTheWindow(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Opened opened
                                && state.isOpenable(opened.number().epoch())
                                && state.live().stream()
                                        .anyMatch(it ->
                                                !it.window().isFresh(opened.number().sequence()))
                        ? Step.stay(state, replayed(opened.number()))
                        : healthy.on(state, input);
    }

    private static Effect replayed(RecordNumber number) {
        return new Effect.Discarded(number, REPLAYED_RECORDS_ARE_DISCARDED);
    }

    /** An opened record that is turned away for that reason is accepted. */
    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> despite(Clause reason) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return input instanceof Input.Opened opened
                                    && step.effects().getFirst().clause() == reason
                            ? new Step<>(step.state(), List.of(accepted(opened)))
                            : step;
                };
    }

    private static Effect accepted(Input.Opened opened) {
        var type = ContentType.ofCode(opened.type());
        return new Effect.Accepted(new PlainRecord(opened.number(), type, opened.content()));
    }

    static Machine<ReadEpochs, Input.Read, Effect> droppingAtOnce(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            if (!(input instanceof Input.InstallRead)
                    || !(step.state() instanceof Overlapping(var previous, var current, var held))
                    || step.state().equals(state)) return step;
            return Step.become(
                    new Settled(current, held),
                    new Effect.ReadDestroyed(previous.epoch(), EARLIER_EPOCHS_ARE_DISCARDED),
                    new Effect.ReadInstalled(current.epoch()));
        };
    }

    /** Of two epochs that are read, the wrong one makes room. */
    static Machine<ReadEpochs, Input.Read, Effect> evictingTheActive(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            if (!(input instanceof Input.InstallRead)
                    || !(state instanceof Overlapping(var previous, var active, _))
                    || !(step.state() instanceof Overlapping(_, var begun, var held))
                    || step.state().equals(state)) return step;
            return Step.become(
                    new Overlapping(previous, begun, held),
                    new Effect.ReadDestroyed(active.epoch(), EARLIER_EPOCHS_ARE_DISCARDED),
                    new Effect.ReadInstalled(begun.epoch()));
        };
    }

    static Machine<ReadEpochs, Input.Read, Effect> replacingInPlace(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.InstallRead
                            && !step.state().equals(state)
                            && step.state() instanceof Overlapping(_, var begun, var held)
                    ? new Step<>(new Settled(begun, held), step.effects())
                    : step;
        };
    }

    static Machine<ReadEpochs, Input.Read, Effect> tryingWhatCannotFit(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.Arrived(var record)
                            && step.effects().getFirst() instanceof Effect.Rejected
                            && !state.current().epoch().equals(Epoch.UNPROTECTED)
                    ? Step.stay(state, new Effect.Unmask(state.current().epoch(), record))
                    : step;
        };
    }

    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> acceptingPlain(
            Predicate<DtlsCiphertext> which) {
        return Mutant.instead((state, input) ->
                input instanceof Input.ArrivedPlain(var record) && which.test(record)
                        ? Optional.of(Step.stay(state, accepted(record)))
                        : Optional.empty());
    }

    private static Effect accepted(DtlsCiphertext record) {
        var number = new RecordNumber(record.epoch(), record.sequence());
        var type = ContentType.ofCode(record.type());
        return new Effect.Accepted(new PlainRecord(number, type, record.fragment()));
    }

    static Machine<ReadEpochs, Input.Read, Effect> checkingTheVersion(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.ArrivedPlain(var record)
                                && record.version() != DtlsCiphertext.DTLS_1_2
                        ? Step.stay(
                                state,
                                new Effect.Discarded(
                                        new RecordNumber(record.epoch(), record.sequence()),
                                        INVALID_RECORDS_ARE_DISCARDED))
                        : healthy.on(state, input);
    }

    static Machine<ReadEpochs, Input.Read, Effect> unmaskingShortOnes(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.Arrived(var record)
                            && step.effects().getFirst().clause() == SHORT_CIPHERTEXT_IS_REJECTED
                            && state.isMeant(record)
                    ? Step.stay(state, new Effect.Unmask(state.meant(record).epoch(), record))
                    : step;
        };
    }

    static Machine<ReadEpochs, Input.Read, Effect> tryingTheDropped(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.Arrived(var record)
                            && step.effects().getFirst().clause() == EARLIER_EPOCHS_ARE_DISCARDED
                    ? Step.stay(
                            state, new Effect.Unmask(new Epoch(record.epochBits() + 4L), record))
                    : step;
        };
    }

    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> without(
            Class<? extends Effect> kind) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return new Step<>(
                            step.state(),
                            step.effects().stream().filter(it -> !kind.isInstance(it)).toList());
                };
    }

    static Machine<ReadEpochs, Input.Read, Effect> forgettingTheHeld(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.InstallRead
                        ? without(Effect.Unmask.class).apply(healthy).on(state, input)
                        : healthy.on(state, input);
    }

    static Machine<ReadEpochs, Input.Read, Effect> notCounting(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Forged(var number) && state.isOpenable(number.epoch())
                        ? Step.stay(state, new Effect.Failed(number, INVALID_RECORDS_ARE_DISCARDED))
                        : healthy.on(state, input);
    }

    /** New keys are asked for, and never more than that. */
    static Machine<ReadEpochs, Input.Read, Effect> neverWorn(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            boolean isHalf = state.current().failed() == 1;
            return isHalf ? notCounting(healthy).on(state, input) : healthy.on(state, input);
        };
    }

    /** What is refused for that reason is installed all the same. */
    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> installing(Clause reason) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return input instanceof Input.InstallRead install
                                    && step.effects().getFirst().clause() == reason
                            ? Step.become(state, new Effect.ReadInstalled(install.epoch()))
                            : step;
                };
    }

    /** A violation for that reason is dropped like a forgery. */
    static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> forgiving(Clause reason) {
        return Mutant.misdoing(effect ->
                effect instanceof Effect.Violated(var number, _, var clause) && clause == reason
                        ? new Effect.Discarded(number, INVALID_RECORDS_ARE_DISCARDED)
                        : effect);
    }
}
