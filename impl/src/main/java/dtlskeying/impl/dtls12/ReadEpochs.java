package dtlskeying.impl.dtls12;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Accepted;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Discarded;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Held;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Open;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.ReadDestroyed;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.ReadInstalled;
import dtlskeying.spec.dtls12.RecordsSpec.Effect.Refused;
import dtlskeying.spec.dtls12.RecordsSpec.Input;
import dtlskeying.spec.dtls12.RecordsSpec.Input.Arrived;
import dtlskeying.spec.dtls12.RecordsSpec.Input.DropRead;
import dtlskeying.spec.dtls12.RecordsSpec.Input.Forged;
import dtlskeying.spec.dtls12.RecordsSpec.Input.InstallRead;
import dtlskeying.spec.dtls12.RecordsSpec.Input.Opened;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * RFC 6347 §4.1, reading: which epochs' records this end opens.
 *
 * <p>Records of the epoch to come are held, up to {@link #HELD}: a Finished often overtakes the
 * change_cipher_spec before it. The epoch before the current one stays readable until it is dropped
 * or until the epoch after the current one is installed.
 */
public sealed interface ReadEpochs {
    /** How many records of the epoch to come are held. */
    int HELD = 8;

    /** One epoch and the numbers that were accepted in it. */
    record Span(Epoch epoch, ReplayWindow window) {
        /**
         * Whether a record with this number is taken. In epoch 0 anyone can write any number: one
         * forged record far ahead must not shut out all the genuine ones behind it.
         */
        boolean welcomes(long sequence) {
            boolean forgeable = epoch.equals(Epoch.UNPROTECTED);
            return window.isFresh(sequence) || forgeable && window.isTooOld(sequence);
        }
    }

    /** Records of one epoch are read; {@code held} are of the next, in the order they came. */
    record Settled(Span current, List<DtlsCiphertext> held) implements ReadEpochs {
        public Settled {
            held = List.copyOf(held);
        }
    }

    /** The epoch before is still read. */
    record Overlapping(Span previous, Span current, List<DtlsCiphertext> held)
            implements ReadEpochs {
        public Overlapping {
            held = List.copyOf(held);
        }
    }

    /** A connection that begins: epoch 0 is read. */
    static ReadEpochs start() {
        return new Settled(begin(Epoch.UNPROTECTED), List.of());
    }

    /** The epoch that is read now, and the newest. */
    default Span current() {
        return switch (this) {
            case Settled(var current, _) -> current;
            case Overlapping(_, var current, _) -> current;
        };
    }

    /** The epochs that are read, oldest first. */
    default List<Span> live() {
        return switch (this) {
            case Settled(var current, _) -> List.of(current);
            case Overlapping(var previous, var current, _) -> List.of(previous, current);
        };
    }

    /** Records of the epoch after the current one, in the order they came. */
    List<DtlsCiphertext> held();

    /** Takes one input; any input is answered in any state. */
    default Step<ReadEpochs, Effect> on(Input.Read input) {
        return switch (new Row(this, input)) {
            case Row(Settled same, Arrived(var record)) when RecordHeader.isInvalid(record) ->
                    stay(same, dropped(record, RecordHeader.whyInvalid(record)));
            case Row(Settled same, Arrived(var record)) when isFresh(record) ->
                    stay(same, new Open(record));
            case Row(Settled same, Arrived(var record)) when isLive(record.epoch()) ->
                    stay(same, dropped(record, REPLAYED_RECORDS_ARE_DISCARDED));
            case Row(Settled same, Arrived(var record)) when isToBeHeld(record) ->
                    become(new Settled(same.current(), heldWith(record)), held(record));
            case Row(Settled same, Arrived(var record)) -> stay(same, untimely(same, record));

            case Row(Overlapping same, Arrived(var record)) when RecordHeader.isInvalid(record) ->
                    stay(same, dropped(record, RecordHeader.whyInvalid(record)));
            case Row(Overlapping same, Arrived(var record)) when isFresh(record) ->
                    stay(same, new Open(record));
            case Row(Overlapping same, Arrived(var record)) when isLive(record.epoch()) ->
                    stay(same, dropped(record, REPLAYED_RECORDS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current, _), Arrived(var record))
                    when isToBeHeld(record) ->
                    become(new Overlapping(previous, current, heldWith(record)), held(record));
            case Row(Overlapping same, Arrived(var record)) -> stay(same, untimely(same, record));

            case Row(Settled same, Opened(var record)) when !isWelcome(record) ->
                    stay(same, dropped(record, REPLAYED_RECORDS_ARE_DISCARDED));
            case Row(Settled(var current, var held), Opened(var record)) ->
                    become(new Settled(counted(current, record), held), new Accepted(record));
            case Row(Overlapping same, Opened(var record)) when !isWelcome(record) ->
                    stay(same, dropped(record, REPLAYED_RECORDS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current, var held), Opened(var record)) ->
                    become(
                            new Overlapping(
                                    counted(previous, record), counted(current, record), held),
                            new Accepted(record));

            case Row(Settled same, Forged(var record)) ->
                    stay(same, dropped(record, INVALID_RECORDS_ARE_DISCARDED));
            case Row(Overlapping same, Forged(var record)) ->
                    stay(same, dropped(record, INVALID_RECORDS_ARE_DISCARDED));

            case Row(Settled same, InstallRead(var epoch)) when isBeyondLast(epoch) ->
                    stay(same, new Refused(EPOCHS_ARE_USED_UP));
            case Row(Settled same, InstallRead(var epoch)) when !isNext(epoch) ->
                    stay(same, new Refused(EPOCHS_FOLLOW_EACH_OTHER));
            case Row(Settled state, InstallRead(var epoch)) ->
                    installed(state, epoch, Stream.empty());
            case Row(Overlapping same, InstallRead(var epoch)) when isBeyondLast(epoch) ->
                    stay(same, new Refused(EPOCHS_ARE_USED_UP));
            case Row(Overlapping same, InstallRead(var epoch)) when !isNext(epoch) ->
                    stay(same, new Refused(EPOCHS_FOLLOW_EACH_OTHER));
            case Row(Overlapping state, InstallRead(var epoch)) ->
                    installed(state, epoch, Stream.of(destroyed(state.previous())));

            case Row(Settled same, DropRead _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Overlapping(var previous, var current, var held), DropRead(var epoch))
                    when epoch.equals(previous.epoch()) ->
                    become(new Settled(current, held), destroyed(previous));
            case Row(Overlapping same, DropRead _) ->
                    stay(same, new Refused(EARLIER_EPOCHS_ARE_DISCARDED));
        };
    }

    /** Whether records of that epoch can be opened. */
    default boolean isLive(Epoch epoch) {
        return live().stream().anyMatch(span -> span.epoch().equals(epoch));
    }

    private boolean isFresh(DtlsCiphertext record) {
        return isFresh(record.epoch(), record.sequence());
    }

    private boolean isWelcome(DtlsPlaintext record) {
        return isFresh(record.epoch(), record.sequence());
    }

    private boolean isFresh(Epoch epoch, long sequence) {
        return live().stream()
                .filter(span -> span.epoch().equals(epoch))
                .anyMatch(span -> span.welcomes(sequence));
    }

    private boolean isNext(Epoch epoch) {
        return epoch.follows(current().epoch());
    }

    private boolean isToBeHeld(DtlsCiphertext record) {
        return isNext(record.epoch()) && held().size() < HELD;
    }

    private List<DtlsCiphertext> heldWith(DtlsCiphertext record) {
        var all = new ArrayList<>(held());
        all.add(record);
        return all;
    }

    @Cites("rfc9147/4.5.1/a")
    private static Span begin(Epoch epoch) {
        return new Span(epoch, ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH));
    }

    private static Span counted(Span span, DtlsPlaintext record) {
        if (!span.epoch().equals(record.epoch())) return span;
        var counted = span.window().on(new Authenticated(record.sequence()));
        return new Span(span.epoch(), counted.state());
    }

    @Cites("rfc6347/4.1/e")
    private static Step<ReadEpochs, Effect> installed(
            ReadEpochs state, Epoch epoch, Stream<Effect> before) {
        var opening = state.held().stream().<Effect>map(Open::new);
        var installed = Stream.<Effect>of(new ReadInstalled(epoch));
        var effects = Stream.of(before, installed, opening).flatMap(part -> part).toList();
        return new Step<>(new Overlapping(state.current(), begin(epoch), List.of()), effects);
    }

    private static boolean isBeyondLast(Epoch epoch) {
        return epoch.number() > RecordHeader.LAST_EPOCH;
    }

    private static Effect untimely(ReadEpochs state, DtlsCiphertext record) {
        boolean later = record.epoch().compareTo(state.current().epoch()) > 0;
        return dropped(
                record, later ? LATER_EPOCHS_ARE_HELD_OR_DISCARDED : EARLIER_EPOCHS_ARE_DISCARDED);
    }

    private static Effect held(DtlsCiphertext record) {
        return new Held(record.epoch(), record.sequence(), LATER_EPOCHS_ARE_HELD_OR_DISCARDED);
    }

    private static Effect dropped(DtlsCiphertext record, Clause clause) {
        return new Discarded(record.epoch(), record.sequence(), clause);
    }

    private static Effect dropped(DtlsPlaintext record, Clause clause) {
        return new Discarded(record.epoch(), record.sequence(), clause);
    }

    private static Effect destroyed(Span span) {
        return new ReadDestroyed(span.epoch(), EARLIER_EPOCHS_ARE_DISCARDED);
    }

    /** One row of the transition table. */
    record Row(ReadEpochs state, Input.Read input) {}
}
