package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_DO_NOT_WRAP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.impl.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Numbered;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Refused;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.UpdateDue;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.WriteDestroyed;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.WriteInstalled;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.RecordsSpec.Input.DropWrite;
import dtlskeying.spec.dtls13.RecordsSpec.Input.InstallWrite;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Number;

/**
 * RFC 9147 §4.2.1, §4.5.3 and §6.1, writing: which epochs this end writes, and the number of its
 * next record in each.
 *
 * <p>The epoch before the current one stays writable until it is dropped, or until the epoch after
 * the current one is installed: a flight that is sent again is sent in the epochs it was made for.
 */
public sealed interface WriteEpochs {
    /** Records are written in one epoch. */
    record Settled(WriteSpan current) implements WriteEpochs {}

    /** The epoch before is still there to send a flight again. */
    record Overlapping(WriteSpan previous, WriteSpan current) implements WriteEpochs {}

    /** A connection that begins: epoch 0 is written, from number 0. */
    static WriteEpochs start() {
        return startAt(0);
    }

    /**
     * A server's connection that begins after a HelloRetryRequest that it kept no state of: its
     * first number is one that the request did not have.
     */
    static WriteEpochs startAt(long sequence) {
        return new Settled(WriteSpan.unprotected(sequence));
    }

    /** The newest epoch. */
    default WriteSpan current() {
        return switch (this) {
            case Settled(var current) -> current;
            case Overlapping(_, var current) -> current;
        };
    }

    /** Whether records of that epoch can be written. */
    default boolean isLive(Epoch epoch) {
        return switch (this) {
            case Settled(var current) -> current.isOf(epoch);
            case Overlapping(var previous, var current) ->
                    previous.isOf(epoch) || current.isOf(epoch);
        };
    }

    /** Takes one input; any input is answered in any state. */
    default Step<WriteEpochs, Effect> on(Input.Write input) {
        return switch (new Row(this, input)) {
            case Row(Settled same, Number number) when !isLive(number.epoch()) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Settled same, Number number) when isTooMuch(same.current(), number) ->
                    stay(same, new Refused(why(same.current(), number)));
            case Row(Settled(var current), Number _) ->
                    numbered(new Settled(current.counted()), current);
            case Row(Overlapping same, Number number) when !isLive(number.epoch()) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Overlapping same, Number number) when isTooMuch(span(same, number), number) ->
                    stay(same, new Refused(why(span(same, number), number)));
            case Row(Overlapping(var previous, var current), Number number)
                    when current.isOf(number.epoch()) ->
                    numbered(new Overlapping(previous, current.counted()), current);
            case Row(Overlapping(var previous, var current), Number _) ->
                    numbered(new Overlapping(previous.counted(), current), previous);

            case Row(Settled same, InstallWrite install) when !isNext(install.epoch()) ->
                    stay(same, new Refused(whyNotNext()));
            case Row(Settled(var current), InstallWrite install) ->
                    become(
                            new Overlapping(current, WriteSpan.begin(install)),
                            new WriteInstalled(install.epoch()));
            case Row(Overlapping same, InstallWrite install) when !isNext(install.epoch()) ->
                    stay(same, new Refused(whyNotNext()));
            case Row(Overlapping(var previous, var current), InstallWrite install) ->
                    become(
                            new Overlapping(current, WriteSpan.begin(install)),
                            destroyed(previous),
                            new WriteInstalled(install.epoch()));

            case Row(Settled same, DropWrite _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current), DropWrite(var epoch))
                    when previous.isOf(epoch) ->
                    become(new Settled(current), destroyed(previous));
            case Row(Overlapping same, DropWrite _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
        };
    }

    private boolean isNext(Epoch epoch) {
        return Epochs.hasNext(current().epoch()) && epoch.equals(Epochs.next(current().epoch()));
    }

    private Clause whyNotNext() {
        return Epochs.hasNext(current().epoch()) ? EPOCHS_HAVE_THEIR_PLACES : EPOCHS_ARE_USED_UP;
    }

    private static WriteSpan span(Overlapping state, Number number) {
        return state.current().isOf(number.epoch()) ? state.current() : state.previous();
    }

    private static boolean isTooMuch(WriteSpan span, Number number) {
        return why(span, number) != Clause.UNSTATED;
    }

    private static Clause why(WriteSpan span, Number number) {
        boolean isData = number.type() == ContentType.APPLICATION_DATA;
        if (number.type() == ContentType.CHANGE_CIPHER_SPEC)
            return span.isOf(Epoch.UNPROTECTED)
                    ? UNPROTECTED_TYPES_ARE_FEW
                    : UNKNOWN_TYPE_ENDS_THE_CONNECTION;
        if (isData && !Epochs.isTraffic(span.epoch())) return TRAFFIC_WAITS_FOR_ITS_KEYS;
        if (number.length() + 1 > span.longest()) return RECORDS_OBEY_THE_PEERS_LIMIT;
        if (span.isUsedUp()) return NUMBERS_DO_NOT_WRAP;
        return span.isWorn() ? RECORDS_OF_A_KEY_ARE_LIMITED : Clause.UNSTATED;
    }

    private static Step<WriteEpochs, Effect> numbered(WriteEpochs after, WriteSpan span) {
        var numbered = new Numbered(span.number());
        if (!span.counted().isHalfWorn()) return become(after, numbered);
        return become(after, numbered, new UpdateDue(span.epoch(), UPDATE_COMES_BEFORE_THE_LIMIT));
    }

    private static Effect destroyed(WriteSpan span) {
        return new WriteDestroyed(span.epoch(), EARLIER_EPOCHS_ARE_DISCARDED);
    }

    /** One row of the transition table. */
    record Row(WriteEpochs state, Input.Write input) {}
}
