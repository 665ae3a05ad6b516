package dtlskeying.properties.dtls12;

import static dtlskeying.properties.dtls12.ReadEpochsChapter.CHAPTER;
import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.EVERY_EPOCH_HAS_ITS_WINDOW;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.VERSION_IS_THE_NEGOTIATED_ONE;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls12.ReadEpochs;
import dtlskeying.impl.dtls12.ReadEpochs.Overlapping;
import dtlskeying.impl.dtls12.ReadEpochs.Settled;
import dtlskeying.impl.dtls12.ReadEpochs.Span;
import dtlskeying.model.dtls12.ReadEpochsModel.Facts;
import dtlskeying.model.dtls12.ReadEpochsModel.Taken;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** RFC 6347 §4.1, reading, held against its model: P61 over re-keys, P30, and X12, X39. */
public class ReadEpochsProperties extends ChapterProperties<ReadEpochs, Input.Read, Effect, Facts> {
    private static final int WINDOW = 64;

    private static final Law<ReadEpochs, Input.Read, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ReadEpochs, Input.Read, Effect, Facts> REFUSALS_CHANGE_NOTHING =
            refusalsChangeNothing();

    /** P61: no record is accepted twice, whatever is installed in between. */
    private static final Law<ReadEpochs, Input.Read, Effect, Facts> ACCEPTED_AT_MOST_ONCE =
            new Law<>("P61 RecordAcceptAtMostOncePerEpoch", ReadEpochsProperties::acceptedTwice);

    /** A re-key cuts nothing off: the epoch that was current until now is still read. */
    private static final Law<ReadEpochs, Input.Read, Effect, Facts> LAST_EPOCH_LINGERS =
            Law.ofSteps(
                    "an install leaves the epoch before it readable", ReadEpochsProperties::cutOff);

    public ReadEpochsProperties() {
        super(CHAPTER, 3);
    }

    @Example
    void P61_record_accept_at_most_once_per_epoch() {
        holds(ACCEPTED_AT_MOST_ONCE);
    }

    @Example
    void an_install_leaves_the_epoch_before_it_readable() {
        holds(LAST_EPOCH_LINGERS);
    }

    /** In epoch 0 a number left of the window is taken again: anyone could have moved it there. */
    private static Optional<String> acceptedTwice(
            Trace<ReadEpochs, Input.Read, Effect, Facts> trace) {
        var accepted = new HashSet<Taken>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Accepted(var record)) {
                    long epoch = record.epoch().number();
                    boolean isExcused =
                            epoch == 0
                                    && accepted.contains(new Taken(0, record.sequence() + WINDOW));
                    if (!accepted.add(new Taken(epoch, record.sequence())) && !isExcused)
                        return Optional.of(record + " is accepted again");
                }
        return Optional.empty();
    }

    private static Optional<String> cutOff(Entry<ReadEpochs, Input.Read, Effect> entry) {
        if (!(entry.input() instanceof Input.InstallRead(var epoch))) return Optional.empty();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.ReadDestroyed(var gone, _)
                    && gone.number() + 1 >= epoch.number())
                return Optional.of("installing " + epoch + " destroys " + gone);
        return Optional.empty();
    }

    @Override
    protected List<Mutant<ReadEpochs, Input.Read, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "X12",
                        "the old epoch is dropped at once when the new one is installed",
                        Set.of(EARLIER_EPOCHS_MAY_LINGER),
                        LAST_EPOCH_LINGERS,
                        ReadEpochsProperties::droppingAtOnce),
                new Mutant<>(
                        "X39",
                        "the replay window is reset at a re-key",
                        Set.of(REPLAYED_RECORDS_ARE_DISCARDED, EVERY_EPOCH_HAS_ITS_WINDOW),
                        ACCEPTED_AT_MOST_ONCE,
                        ReadEpochsProperties::resettingTheWindow),
                new Mutant<>(
                        "X39b",
                        "all epochs share one replay window",
                        Set.of(EVERY_EPOCH_HAS_ITS_WINDOW),
                        PERMITTED,
                        ReadEpochsProperties::sharingTheWindow),
                new Mutant<>(
                        "unchecked-replay",
                        "the number is looked up on arrival and not again after opening",
                        Set.of(REPLAYED_RECORDS_ARE_DISCARDED),
                        ACCEPTED_AT_MOST_ONCE,
                        ReadEpochsProperties::acceptingReplays),
                new Mutant<>(
                        "X40",
                        "a forged record moves the window of its epoch",
                        Set.of(INVALID_RECORDS_ARE_DISCARDED),
                        REFUSALS_CHANGE_NOTHING,
                        ReadEpochsProperties::countingForgeries),
                new Mutant<>(
                        "any-type",
                        "a record of a type that only DTLS 1.3 knows is opened",
                        Set.of(INVALID_RECORDS_ARE_DISCARDED),
                        PERMITTED,
                        opening(record -> record.type() == ContentType.ACK.code())),
                new Mutant<>(
                        "any-version",
                        "a record that says TLS 1.2 is opened",
                        Set.of(VERSION_IS_THE_NEGOTIATED_ONE),
                        PERMITTED,
                        opening(record -> record.version() == 0x0303)),
                new Mutant<>(
                        "ghost",
                        "records of an epoch that was dropped are still opened",
                        Set.of(EARLIER_EPOCHS_ARE_DISCARDED),
                        PERMITTED,
                        ReadEpochsProperties::openingTheDropped),
                new Mutant<>(
                        "dimpl-update-recv-keys",
                        "the oldest epoch is overwritten and nobody is told",
                        Set.of(EARLIER_EPOCHS_ARE_DISCARDED),
                        PERMITTED,
                        ReadEpochsProperties::evictingInSilence),
                new Mutant<>(
                        "lost-early",
                        "what was held for the next epoch is forgotten when it begins",
                        Set.of(LATER_EPOCHS_ARE_HELD_OR_DISCARDED),
                        PERMITTED,
                        ReadEpochsProperties::forgettingTheHeld),
                new Mutant<>(
                        "eager",
                        "a record of the epoch to come is tried with the keys of this one",
                        Set.of(LATER_EPOCHS_ARE_HELD_OR_DISCARDED),
                        PERMITTED,
                        opening(record -> record.epoch().number() == 2)),
                new Mutant<>(
                        "skip",
                        "an epoch may be left out",
                        Set.of(EPOCHS_FOLLOW_EACH_OTHER),
                        PERMITTED,
                        installing(2)),
                new Mutant<>(
                        "wrap",
                        "epoch 65535 is followed by one that its field cannot hold",
                        Set.of(EPOCHS_ARE_USED_UP),
                        PERMITTED,
                        installing(0x10000)));
    }

    private static Machine<ReadEpochs, Input.Read, Effect> droppingAtOnce(
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

    private static Machine<ReadEpochs, Input.Read, Effect> resettingTheWindow(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.InstallRead
                            && step.state() instanceof Overlapping(var old, var current, var held)
                    ? new Step<>(new Overlapping(reset(old), current, held), step.effects())
                    : step;
        };
    }

    private static Span reset(Span span) {
        return new Span(span.epoch(), ReplayWindow.of(WINDOW));
    }

    private static Machine<ReadEpochs, Input.Read, Effect> sharingTheWindow(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Arrived(var record)
                                && state.isLive(record.epoch())
                                && state.live().stream()
                                        .anyMatch(it -> !it.window().isFresh(record.sequence()))
                        ? Step.stay(state, replayed(record))
                        : healthy.on(state, input);
    }

    private static Effect replayed(DtlsCiphertext record) {
        return new Effect.Discarded(
                record.epoch(), record.sequence(), REPLAYED_RECORDS_ARE_DISCARDED);
    }

    private static Machine<ReadEpochs, Input.Read, Effect> acceptingReplays(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Opened(var record)
                                && healthy.on(state, input).effects().getFirst()
                                        instanceof Effect.Discarded
                        ? Step.stay(state, new Effect.Accepted(record))
                        : healthy.on(state, input);
    }

    private static Machine<ReadEpochs, Input.Read, Effect> countingForgeries(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Forged(var record)
                        ? new Step<>(
                                healthy.on(state, new Input.Opened(plain(record))).state(),
                                healthy.on(state, input).effects())
                        : healthy.on(state, input);
    }

    private static DtlsPlaintext plain(DtlsCiphertext record) {
        return new DtlsPlaintext(
                ContentType.HANDSHAKE,
                record.version(),
                record.epoch(),
                record.sequence(),
                record.fragment());
    }

    private static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> opening(
            Predicate<DtlsCiphertext> which) {
        return Mutant.instead((state, input) ->
                input instanceof Input.Arrived(var record) && which.test(record)
                        ? Optional.of(Step.stay(state, new Effect.Open(record)))
                        : Optional.empty());
    }

    private static Machine<ReadEpochs, Input.Read, Effect> openingTheDropped(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Arrived(var record)
                                && record.epoch().compareTo(state.live().getFirst().epoch()) < 0
                        ? Step.stay(state, new Effect.Open(record))
                        : healthy.on(state, input);
    }

    private static Machine<ReadEpochs, Input.Read, Effect> evictingInSilence(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return only(healthy, effect -> !(effect instanceof Effect.ReadDestroyed));
    }

    private static Machine<ReadEpochs, Input.Read, Effect> forgettingTheHeld(
            Machine<ReadEpochs, Input.Read, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.InstallRead
                        ? only(healthy, effect -> !(effect instanceof Effect.Open)).on(state, input)
                        : healthy.on(state, input);
    }

    private static Machine<ReadEpochs, Input.Read, Effect> only(
            Machine<ReadEpochs, Input.Read, Effect> healthy, Predicate<Effect> which) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return new Step<>(step.state(), step.effects().stream().filter(which).toList());
        };
    }

    private static UnaryOperator<Machine<ReadEpochs, Input.Read, Effect>> installing(long number) {
        var epoch = new Epoch(number);
        return Mutant.instead((state, input) ->
                input.equals(new Input.InstallRead(epoch)) && !state.isLive(epoch)
                        ? Optional.of(
                                Step.become(
                                        new Overlapping(
                                                state.current(),
                                                new Span(epoch, ReplayWindow.of(WINDOW)),
                                                List.of()),
                                        new Effect.ReadInstalled(epoch)))
                        : Optional.empty());
    }
}
