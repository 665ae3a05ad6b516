package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.WriteEpochsChapter.CHAPTER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_DO_NOT_WRAP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.WriteEpochs;
import dtlskeying.impl.dtls13.WriteEpochs.Overlapping;
import dtlskeying.impl.dtls13.WriteEpochs.Settled;
import dtlskeying.impl.dtls13.WriteSpan;
import dtlskeying.model.dtls13.WriteEpochsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import net.jqwik.api.Example;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** RFC 9147 §4 and §6.1, writing, held against its model: P66, and the limits of keys. */
public class WriteEpochsProperties
        extends ChapterProperties<WriteEpochs, Input.Write, Effect, Facts> {
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** Number and key make the nonce: the same ones twice give the key away. */
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> NO_NUMBER_TWICE =
            new Law<>(
                    "no two records of an epoch have one number",
                    WriteEpochsProperties::numberedTwice);

    /** A flight that is sent again needs the epoch that it was made for. */
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> LAST_EPOCH_LINGERS =
            Law.ofSteps(
                    "an install leaves the epoch before it writable",
                    WriteEpochsProperties::cutOff);

    /** P66: a key seals no more records than it may. */
    private static final Law<WriteEpochs, Input.Write, Effect, Facts> LIMIT_HONOURED =
            Law.ofSteps("P66 AeadLimitsHonoured", WriteEpochsProperties::sealedTooMany);

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

    @Example
    void P66_aead_limits_honoured() {
        holds(LIMIT_HONOURED);
    }

    private static Optional<String> numberedTwice(
            Trace<WriteEpochs, Input.Write, Effect, Facts> trace) {
        var used = new HashSet<RecordNumber>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Numbered(var number) && !used.add(number))
                    return Optional.of(number + " again");
        return Optional.empty();
    }

    private static Optional<String> cutOff(Entry<WriteEpochs, Input.Write, Effect> entry) {
        if (!(entry.input() instanceof Input.InstallWrite)) return Optional.empty();
        var newest = entry.before().current().epoch();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.WriteDestroyed(var gone, _) && gone.equals(newest))
                return Optional.of(entry.input() + " destroys " + gone);
        return Optional.empty();
    }

    private static Optional<String> sealedTooMany(Entry<WriteEpochs, Input.Write, Effect> entry) {
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Numbered(var number)
                    && number.epoch().number() == 2
                    && number.sequence() >= WriteEpochsChapter.RECORDS)
                return Optional.of(number + " is one too many");
        return Optional.empty();
    }

    @Override
    protected List<Mutant<WriteEpochs, Input.Write, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "same-number",
                        "a record that is sent again has the number that it had",
                        NO_NUMBER_TWICE,
                        WriteEpochsProperties::standingStill,
                        NUMBERS_START_AT_ZERO),
                mutant(
                        "one-counter",
                        "one counter for the whole association: a new epoch goes on counting",
                        PERMITTED,
                        WriteEpochsProperties::countingOn,
                        NUMBERS_START_AT_ZERO),
                mutant(
                        "openssl-32584",
                        "the number wraps where its field does",
                        PERMITTED,
                        despite(NUMBERS_DO_NOT_WRAP),
                        NUMBERS_DO_NOT_WRAP),
                mutant(
                        "X12",
                        "the old epoch is dropped at once when the new one is installed",
                        LAST_EPOCH_LINGERS,
                        WriteEpochsProperties::droppingAtOnce,
                        EARLIER_EPOCHS_MAY_LINGER),
                mutant(
                        "X15",
                        "records go on under the keys of an epoch that was dropped",
                        PERMITTED,
                        despite(EARLIER_EPOCHS_ARE_DISCARDED),
                        EARLIER_EPOCHS_ARE_DISCARDED),
                mutant(
                        "skip",
                        "an epoch may be left out",
                        PERMITTED,
                        despite(EPOCHS_HAVE_THEIR_PLACES),
                        EPOCHS_HAVE_THEIR_PLACES),
                mutant(
                        "last-epoch",
                        "after the last epoch they begin again",
                        PERMITTED,
                        despite(EPOCHS_ARE_USED_UP),
                        EPOCHS_ARE_USED_UP),
                mutant(
                        "long",
                        "a record takes whatever it is given",
                        PERMITTED,
                        despite(RECORDS_OBEY_THE_PEERS_LIMIT),
                        RECORDS_OBEY_THE_PEERS_LIMIT),
                mutant(
                        "overuse",
                        "a key seals whatever it is given",
                        LIMIT_HONOURED,
                        despite(RECORDS_OF_A_KEY_ARE_LIMITED),
                        RECORDS_OF_A_KEY_ARE_LIMITED),
                mutant(
                        "unasked",
                        "nobody hears that half of the limit is reached",
                        PERMITTED,
                        WriteEpochsProperties::keepingQuiet,
                        UPDATE_COMES_BEFORE_THE_LIMIT),
                mutant(
                        "early-data",
                        "application data goes out before its keys",
                        PERMITTED,
                        despite(TRAFFIC_WAITS_FOR_ITS_KEYS),
                        TRAFFIC_WAITS_FOR_ITS_KEYS),
                mutant(
                        "compatibility",
                        "a change_cipher_spec goes out, as TLS does it for middleboxes",
                        PERMITTED,
                        despite(UNPROTECTED_TYPES_ARE_FEW),
                        UNPROTECTED_TYPES_ARE_FEW),
                mutant(
                        "protected-ccs",
                        "a change_cipher_spec goes out under the keys of the handshake",
                        PERMITTED,
                        despite(UNKNOWN_TYPE_ENDS_THE_CONNECTION),
                        UNKNOWN_TYPE_ENDS_THE_CONNECTION));
    }

    private static Mutant<WriteEpochs, Input.Write, Effect, Facts> mutant(
            String id,
            String story,
            Law<WriteEpochs, Input.Write, Effect, Facts> killer,
            UnaryOperator<Machine<WriteEpochs, Input.Write, Effect>> change,
            Clause breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
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
                            new Overlapping(previous, from(current, previous.next())),
                            step.effects())
                    : step;
        };
    }

    private static WriteSpan from(WriteSpan span, long next) {
        return new WriteSpan(span.epoch(), next, span.longest(), span.allowed());
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

    private static Machine<WriteEpochs, Input.Write, Effect> keepingQuiet(
            Machine<WriteEpochs, Input.Write, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return new Step<>(
                    step.state(),
                    step.effects().stream()
                            .filter(it -> !(it instanceof Effect.UpdateDue))
                            .toList());
        };
    }

    /** What is refused for that reason is done all the same. */
    private static UnaryOperator<Machine<WriteEpochs, Input.Write, Effect>> despite(Clause reason) {
        return healthy ->
                (state, input) -> {
                    var step = healthy.on(state, input);
                    return step.effects().contains(new Effect.Refused(reason))
                            ? Step.stay(state, done(state, input))
                            : step;
                };
    }

    private static Effect done(WriteEpochs state, Input.Write input) {
        return switch (input) {
            case Input.Number(var epoch, _, _) -> {
                long next = state.current().epoch().equals(epoch) ? state.current().next() : 0;
                yield new Effect.Numbered(
                        new RecordNumber(epoch, next & RecordNumber.LAST_SEQUENCE));
            }
            case Input.InstallWrite(var epoch, _, _) -> new Effect.WriteInstalled(epoch);
            case Input.DropWrite(var epoch) ->
                    new Effect.WriteDestroyed(epoch, EARLIER_EPOCHS_ARE_DISCARDED);
        };
    }
}
