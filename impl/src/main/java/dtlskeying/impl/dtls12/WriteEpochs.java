package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LENGTH_IS_LIMITED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.SEQUENCE_NUMBERS_DO_NOT_WRAP;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Numbered;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Refused;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.WriteDestroyed;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.WriteInstalled;
import dtlskeying.spec.dtls12.RecordsSpec.Input;
import dtlskeying.spec.dtls12.RecordsSpec.Input.DropWrite;
import dtlskeying.spec.dtls12.RecordsSpec.Input.InstallWrite;
import dtlskeying.spec.dtls12.RecordsSpec.Input.Number;

/**
 * RFC 6347 §4.1, writing: which epochs this end writes, and the number of its next record in each.
 *
 * <p>The epoch before the current one stays writable until it is dropped, or until the epoch after
 * the current one is installed: a flight that is sent again is sent in the epochs it was made for.
 */
public sealed interface WriteEpochs {
    /**
     * One epoch that is written.
     *
     * @param next the number of its next record; 2^48 if all are used
     */
    record Span(Epoch epoch, long next) {
        private Span counted() {
            return new Span(epoch, next + 1);
        }

        private boolean isUsedUp() {
            return next > RecordHeader.LAST_SEQUENCE;
        }
    }

    /** Records are written in one epoch. */
    record Settled(Span current) implements WriteEpochs {}

    /** The epoch before is still there to send a flight again. */
    record Overlapping(Span previous, Span current) implements WriteEpochs {}

    /** A connection that begins: epoch 0 is written, from number 0. */
    static WriteEpochs start() {
        return startAt(0);
    }

    /**
     * A server's connection that begins after an exchange of cookies: its first number is that of
     * the client's second hello (RFC 6347 §4.2.1).
     */
    static WriteEpochs startAt(long sequence) {
        return new Settled(new Span(Epoch.UNPROTECTED, sequence));
    }

    /** The newest epoch. */
    default Span current() {
        return switch (this) {
            case Settled(var current) -> current;
            case Overlapping(_, var current) -> current;
        };
    }

    /** Whether records of that epoch can be written. */
    default boolean isLive(Epoch epoch) {
        return switch (this) {
            case Settled(var current) -> isOf(current, epoch);
            case Overlapping(var previous, var current) ->
                    isOf(previous, epoch) || isOf(current, epoch);
        };
    }

    /** Takes one input; any input is answered in any state. */
    default Step<WriteEpochs, Effect> on(Input.Write input) {
        return switch (new Row(this, input)) {
            case Row(Settled same, Number(_, _, var length)) when isTooLong(length) ->
                    stay(same, new Refused(LENGTH_IS_LIMITED));
            case Row(Settled same, Number(var epoch, _, _)) when !isOf(same.current(), epoch) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Settled same, Number _) when same.current().isUsedUp() ->
                    stay(same, new Refused(SEQUENCE_NUMBERS_DO_NOT_WRAP));
            case Row(Settled(var current), Number _) ->
                    become(new Settled(current.counted()), numbered(current));

            case Row(Overlapping same, Number(_, _, var length)) when isTooLong(length) ->
                    stay(same, new Refused(LENGTH_IS_LIMITED));
            case Row(Overlapping(var previous, var current), Number(var epoch, _, _))
                    when isOf(current, epoch) && !current.isUsedUp() ->
                    become(new Overlapping(previous, current.counted()), numbered(current));
            case Row(Overlapping(var previous, var current), Number(var epoch, _, _))
                    when isOf(previous, epoch) && !previous.isUsedUp() ->
                    become(new Overlapping(previous.counted(), current), numbered(previous));
            case Row(Overlapping same, Number(var epoch, _, _))
                    when isOf(same.current(), epoch) || isOf(same.previous(), epoch) ->
                    stay(same, new Refused(SEQUENCE_NUMBERS_DO_NOT_WRAP));
            case Row(Overlapping same, Number _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));

            case Row(Settled same, InstallWrite(var epoch)) when isBeyondLast(epoch) ->
                    stay(same, new Refused(EPOCHS_ARE_USED_UP));
            case Row(Settled(var current), InstallWrite(var epoch))
                    when epoch.follows(current.epoch()) ->
                    become(new Overlapping(current, begin(epoch)), new WriteInstalled(epoch));
            case Row(Settled same, InstallWrite _) ->
                    stay(same, new Refused(EPOCHS_FOLLOW_EACH_OTHER));
            case Row(Overlapping same, InstallWrite(var epoch)) when isBeyondLast(epoch) ->
                    stay(same, new Refused(EPOCHS_ARE_USED_UP));
            case Row(Overlapping(var previous, var current), InstallWrite(var epoch))
                    when epoch.follows(current.epoch()) ->
                    become(
                            new Overlapping(current, begin(epoch)),
                            destroyed(previous),
                            new WriteInstalled(epoch));
            case Row(Overlapping same, InstallWrite _) ->
                    stay(same, new Refused(EPOCHS_FOLLOW_EACH_OTHER));

            case Row(Settled same, DropWrite _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current), DropWrite(var epoch))
                    when isOf(previous, epoch) ->
                    become(new Settled(current), destroyed(previous));
            case Row(Overlapping same, DropWrite _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
        };
    }

    private static boolean isOf(Span span, Epoch epoch) {
        return span.epoch().equals(epoch);
    }

    private static boolean isTooLong(int length) {
        return length > RecordHeader.LONGEST_CONTENT;
    }

    private static boolean isBeyondLast(Epoch epoch) {
        return epoch.number() > RecordHeader.LAST_EPOCH;
    }

    private static Span begin(Epoch epoch) {
        return new Span(epoch, 0);
    }

    @Cites("rfc6347/4.1/b")
    private static Effect numbered(Span span) {
        return new Numbered(span.epoch(), span.next());
    }

    private static Effect destroyed(Span span) {
        return new WriteDestroyed(span.epoch(), EARLIER_EPOCHS_ARE_DISCARDED);
    }

    /** One row of the transition table. */
    record Row(WriteEpochs state, Input.Write input) {}
}
