package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TOO_MANY_FAILURES_END_THE_KEY;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.impl.Step;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Accepted;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Discarded;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Exhausted;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Failed;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Held;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Open;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.ReadDestroyed;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.ReadInstalled;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Refused;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Rejected;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Unmask;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.UpdateDue;
import dtlskeying.spec.dtls13.RecordsSpec.Effect.Violated;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Arrived;
import dtlskeying.spec.dtls13.RecordsSpec.Input.ArrivedPlain;
import dtlskeying.spec.dtls13.RecordsSpec.Input.DropRead;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Forged;
import dtlskeying.spec.dtls13.RecordsSpec.Input.InstallRead;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Opened;
import dtlskeying.spec.dtls13.RecordsSpec.Input.Unmasked;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * RFC 9147 §4.2 and §6.1, reading: which epochs' records this end opens, and what number a record
 * has.
 *
 * <p>Two epochs at most are read, one after the other, so that two bits always tell them apart: the
 * one before the current one stays until it is dropped, until it has failed too often, or until the
 * next one is installed. Until traffic flows, records of the epoch to come are held, up to {@link
 * #HELD}: what follows a ServerHello often overtakes it.
 */
public sealed interface ReadEpochs {
    /** How many records of the epoch to come are held. */
    int HELD = 8;

    /** Records of one epoch are read; {@code held} are of the next, in the order they came. */
    record Settled(ReadSpan current, List<SealedRecord> held) implements ReadEpochs {
        public Settled {
            held = List.copyOf(held);
        }
    }

    /** The epoch before is still read. */
    record Overlapping(ReadSpan previous, ReadSpan current, List<SealedRecord> held)
            implements ReadEpochs {
        public Overlapping {
            held = List.copyOf(held);
        }
    }

    /** A connection that begins: epoch 0 is read. */
    static ReadEpochs start() {
        return new Settled(ReadSpan.unprotected(), List.of());
    }

    /** The newest epoch that is read. */
    default ReadSpan current() {
        return switch (this) {
            case Settled(var current, _) -> current;
            case Overlapping(_, var current, _) -> current;
        };
    }

    /** The epochs that are read, newest first. */
    default List<ReadSpan> live() {
        return switch (this) {
            case Settled(var current, _) -> List.of(current);
            case Overlapping(var previous, var current, _) -> List.of(current, previous);
        };
    }

    /** Records of the epoch after the current one, in the order they came. */
    List<SealedRecord> held();

    /** Takes one input; any input is answered in any state. */
    default Step<ReadEpochs, Effect> on(Input.Read input) {
        return switch (new Row(this, input)) {
            case Row(Settled same, ArrivedPlain(var record))
                    when Objections.isAgainst(same, record) ->
                    stay(same, dropped(record, Objections.against(same, record)));
            case Row(Settled(var zero, var held), ArrivedPlain(var record)) ->
                    become(new Settled(zero.taken(record.sequence()), held), accepted(record));
            case Row(Overlapping same, ArrivedPlain(var record))
                    when Objections.isAgainst(same, record) ->
                    stay(same, dropped(record, Objections.against(same, record)));
            case Row(Overlapping(var zero, var current, var held), ArrivedPlain(var record)) ->
                    become(
                            new Overlapping(zero.taken(record.sequence()), current, held),
                            accepted(record));

            case Row(Settled same, Arrived(var record)) when isToBeHeld(record) ->
                    become(new Settled(same.current(), heldWith(record)), held(record));
            case Row(Settled same, Arrived(var record)) when Objections.isAgainst(same, record) ->
                    stay(same, rejected(record, Objections.against(same, record)));
            case Row(Settled same, Arrived(var record)) ->
                    stay(same, new Unmask(meant(record).epoch(), record));
            case Row(Overlapping(var previous, var current, _), Arrived(var record))
                    when isToBeHeld(record) ->
                    become(new Overlapping(previous, current, heldWith(record)), held(record));
            case Row(Overlapping same, Arrived(var record))
                    when Objections.isAgainst(same, record) ->
                    stay(same, rejected(record, Objections.against(same, record)));
            case Row(Overlapping same, Arrived(var record)) ->
                    stay(same, new Unmask(meant(record).epoch(), record));

            case Row(Settled same, Unmasked(var epoch, var record, _)) when !isOpenable(epoch) ->
                    stay(same, rejected(record, whyGone(epoch)));
            case Row(Settled same, Unmasked(var epoch, var record, var low)) ->
                    stay(same, judged(numbered(epoch, record, low), record));
            case Row(Overlapping same, Unmasked(var epoch, var record, _))
                    when !isOpenable(epoch) ->
                    stay(same, rejected(record, whyGone(epoch)));
            case Row(Overlapping same, Unmasked(var epoch, var record, var low)) ->
                    stay(same, judged(numbered(epoch, record, low), record));

            case Row(Settled same, Opened opened) when Objections.isAgainst(same, opened) ->
                    stay(same, new Discarded(opened.number(), Objections.against(same, opened)));
            case Row(Settled(var current, var held), Opened opened) ->
                    become(
                            new Settled(current.taken(opened.number().sequence()), held),
                            verdict(opened));
            case Row(Overlapping same, Opened opened) when Objections.isAgainst(same, opened) ->
                    stay(same, new Discarded(opened.number(), Objections.against(same, opened)));
            case Row(Overlapping(var previous, var current, var held), Opened opened)
                    when current.isOf(opened.number().epoch()) ->
                    become(
                            new Overlapping(
                                    previous, current.taken(opened.number().sequence()), held),
                            verdict(opened));
            case Row(Overlapping(var previous, var current, var held), Opened opened) ->
                    become(
                            new Overlapping(
                                    previous.taken(opened.number().sequence()), current, held),
                            verdict(opened));

            case Row(Settled same, Forged(var number)) when !isOpenable(number.epoch()) ->
                    stay(same, new Discarded(number, whyGone(number.epoch())));
            case Row(Settled(var current, var held), Forged(var number)) ->
                    failed(new Settled(current.failedOnce(), held), current.failedOnce(), number);
            case Row(Overlapping same, Forged(var number)) when !isOpenable(number.epoch()) ->
                    stay(same, new Discarded(number, whyGone(number.epoch())));
            case Row(Overlapping(var previous, var current, var held), Forged(var number))
                    when current.isOf(number.epoch()) ->
                    failed(
                            new Overlapping(previous, current.failedOnce(), held),
                            current.failedOnce(),
                            number);
            case Row(Overlapping(var previous, var current, var held), Forged(var number))
                    when previous.failedOnce().isWorn() ->
                    become(
                            new Settled(current, held),
                            new Failed(number, INVALID_RECORDS_ARE_DISCARDED),
                            new ReadDestroyed(previous.epoch(), TOO_MANY_FAILURES_END_THE_KEY));
            case Row(Overlapping(var previous, var current, var held), Forged(var number)) ->
                    become(
                            new Overlapping(previous.failedOnce(), current, held),
                            new Failed(number, INVALID_RECORDS_ARE_DISCARDED));

            case Row(Settled same, InstallRead(var epoch, _, _)) when !isNext(epoch) ->
                    stay(same, new Refused(whyNotNext()));
            case Row(Settled state, InstallRead install) ->
                    installed(state, ReadSpan.begin(install), Stream.empty());
            case Row(Overlapping same, InstallRead(var epoch, _, _)) when !isNext(epoch) ->
                    stay(same, new Refused(whyNotNext()));
            case Row(Overlapping state, InstallRead install) ->
                    installed(
                            state, ReadSpan.begin(install), Stream.of(destroyed(state.previous())));

            case Row(Settled same, DropRead _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current, var held), DropRead(var epoch))
                    when previous.isOf(epoch) ->
                    become(new Settled(current, held), destroyed(previous));
            case Row(Overlapping same, DropRead _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
        };
    }

    /** Whether that epoch is read. */
    default boolean isLive(Epoch epoch) {
        return live().stream().anyMatch(span -> span.isOf(epoch));
    }

    /** Whether protected records of that epoch are opened. */
    default boolean isOpenable(Epoch epoch) {
        return !epoch.equals(Epoch.UNPROTECTED) && isLive(epoch) && !span(epoch).isWorn();
    }

    /** The clause against an epoch that is not opened. */
    default Clause whyGone(Epoch epoch) {
        return isLive(epoch) && span(epoch).isWorn()
                ? TOO_MANY_FAILURES_END_THE_KEY
                : EARLIER_EPOCHS_ARE_DISCARDED;
    }

    /** Whether one of the epochs that are read is meant by a record's two bits. */
    default boolean isMeant(SealedRecord record) {
        return live().stream().anyMatch(span -> span.isMeantBy(record.epochBits()));
    }

    /** The epoch that is meant by a record's two bits: the latest that has them. */
    @Cites("rfc9147/4.2.2/a")
    default ReadSpan meant(SealedRecord record) {
        return live().stream()
                .filter(span -> span.isMeantBy(record.epochBits()))
                .findFirst()
                .orElseThrow();
    }

    /** The span of an epoch that is read. */
    default ReadSpan span(Epoch epoch) {
        return live().stream().filter(span -> span.isOf(epoch)).findFirst().orElseThrow();
    }

    private RecordNumber numbered(Epoch epoch, SealedRecord record, int low) {
        return new RecordNumber(epoch, span(epoch).nearest(low, 8 * record.numberLength()));
    }

    private Effect judged(RecordNumber number, SealedRecord record) {
        return span(number.epoch()).welcomes(number.sequence())
                ? new Open(number, record)
                : new Discarded(number, REPLAYED_RECORDS_ARE_DISCARDED);
    }

    private boolean isNext(Epoch epoch) {
        return Epochs.hasNext(current().epoch()) && epoch.equals(Epochs.next(current().epoch()));
    }

    private Clause whyNotNext() {
        return Epochs.hasNext(current().epoch()) ? EPOCHS_HAVE_THEIR_PLACES : EPOCHS_ARE_USED_UP;
    }

    private boolean isToBeHeld(SealedRecord record) {
        return !Epochs.isTraffic(current().epoch())
                && Epochs.bits(Epochs.next(current().epoch())) == record.epochBits()
                && Objections.isWhole(record)
                && held().size() < HELD;
    }

    private List<SealedRecord> heldWith(SealedRecord record) {
        var all = new ArrayList<>(held());
        all.add(record);
        return all;
    }

    @Cites("rfc9147/4.2.1/d")
    private static Step<ReadEpochs, Effect> installed(
            ReadEpochs state, ReadSpan begun, Stream<Effect> before) {
        var installed = Stream.<Effect>of(new ReadInstalled(begun.epoch()));
        var opening = state.held().stream().<Effect>map(it -> new Unmask(begun.epoch(), it));
        var effects = Stream.of(before, installed, opening).flatMap(part -> part).toList();
        return new Step<>(new Overlapping(state.current(), begun, List.of()), effects);
    }

    /** A record under the newest keys has failed. */
    @Cites("rfc9147/4.5.3/a")
    private static Step<ReadEpochs, Effect> failed(
            ReadEpochs after, ReadSpan counted, RecordNumber number) {
        var failure = new Failed(number, INVALID_RECORDS_ARE_DISCARDED);
        if (counted.isWorn())
            return become(
                    after, failure, new Exhausted(counted.epoch(), TOO_MANY_FAILURES_END_THE_KEY));
        if (counted.isHalfWorn())
            return become(
                    after, failure, new UpdateDue(counted.epoch(), UPDATE_COMES_BEFORE_THE_LIMIT));
        return become(after, failure);
    }

    private static Effect verdict(Opened opened) {
        if (Objections.isViolation(opened))
            return new Violated(
                    opened.number(), Alert.UNEXPECTED_MESSAGE, Objections.violated(opened));
        var type = ContentType.ofCode(opened.type());
        return new Accepted(new PlainRecord(opened.number(), type, opened.content()));
    }

    private static Effect accepted(DtlsCiphertext record) {
        var number = new RecordNumber(record.epoch(), record.sequence());
        var type = ContentType.ofCode(record.type());
        return new Accepted(new PlainRecord(number, type, record.fragment()));
    }

    private static Effect dropped(DtlsCiphertext record, Clause clause) {
        return new Discarded(new RecordNumber(record.epoch(), record.sequence()), clause);
    }

    private static Effect held(SealedRecord record) {
        return new Held(record, LATER_EPOCHS_ARE_HELD_OR_DISCARDED);
    }

    private static Effect rejected(SealedRecord record, Clause clause) {
        return new Rejected(record.epochBits(), clause);
    }

    private static Effect destroyed(ReadSpan span) {
        return new ReadDestroyed(span.epoch(), EARLIER_EPOCHS_ARE_DISCARDED);
    }

    /** One row of the transition table. */
    record Row(ReadEpochs state, Input.Read input) {}
}
