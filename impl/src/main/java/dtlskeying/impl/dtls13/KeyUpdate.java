package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.ONE_UPDATE_IS_OUTSTANDING;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.KeyUpdate.Reading.Current;
import dtlskeying.impl.dtls13.KeyUpdate.Reading.Overlapping;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Outstanding;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Owing;
import dtlskeying.impl.dtls13.KeyUpdate.Writing.Steady;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect.ReadAdded;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect.ReadDropped;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect.Refused;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect.Sent;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect.WriteChanged;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input.Acknowledged;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input.Heard;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input.HeardInOldEpoch;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input.NewKeysHeard;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input.Update;

import java.util.stream.Stream;

/**
 * RFC 9147 §8: changing the keys of an established association, each direction for itself. A
 * KeyUpdate announces the end of the epoch that it is sent in, but its sender goes on in that epoch
 * until it is acknowledged; so the receiver needs both epochs for a while.
 */
public sealed interface KeyUpdate {
    /** Keys change this way. */
    record Running(Writing writing, Reading reading) implements KeyUpdate {}

    /** The connection has ended over it. */
    record Broken() implements KeyUpdate {}

    /** What this end sends under. */
    sealed interface Writing {
        /** The keys of this epoch. */
        record Steady(Epoch epoch) implements Writing {}

        /** The keys of this epoch, until a KeyUpdate is acknowledged. */
        record Outstanding(Epoch epoch) implements Writing {}

        /** As before, and then it answers the peer, who asked in the meantime. */
        record Owing(Epoch epoch) implements Writing {}
    }

    /** What this end reads. */
    sealed interface Reading {
        /** The records of this epoch. */
        record Current(Epoch epoch) implements Reading {}

        /** The records of this epoch, and of the one before, in which the peer may still send. */
        record Overlapping(Epoch newest) implements Reading {}
    }

    /** After the handshake, in epoch 3 both ways. */
    static KeyUpdate start() {
        return new Running(
                new Writing.Steady(Epoch.FIRST_OF_TRAFFIC),
                new Reading.Current(Epoch.FIRST_OF_TRAFFIC));
    }

    /** Takes one input; any input is answered in any state. */
    default Step<KeyUpdate, Effect> on(Input input) {
        return switch (this) {
            case Running(var writing, var reading) -> whileRunning(writing, reading, input);
            case Broken same -> stay(same);
        };
    }

    @Cites({"rfc9147/8/c", "rfc8446/4.6.3/a"})
    private static Step<KeyUpdate, Effect> whileRunning(
            Writing writing, Reading reading, Input input) {
        return switch (new Row(writing, reading, input)) {
            case Row(Steady(var epoch), Reading same, Update _) when isLast(epoch) ->
                    stay(new Running(new Steady(epoch), same), new Refused(EPOCHS_ARE_USED_UP));
            case Row(Steady(var epoch), Reading same, Update(var both)) ->
                    become(new Running(new Outstanding(epoch), same), new Sent(both));
            case Row(Outstanding same, Reading _, Update _) ->
                    stay(new Running(same, reading), new Refused(ONE_UPDATE_IS_OUTSTANDING));
            case Row(Owing same, Reading _, Update _) ->
                    stay(new Running(same, reading), new Refused(ONE_UPDATE_IS_OUTSTANDING));

            case Row(Steady same, Reading _, Acknowledged()) -> stay(new Running(same, reading));
            case Row(Outstanding(var epoch), Reading same, Acknowledged()) ->
                    become(
                            new Running(new Steady(epoch.next()), same),
                            new WriteChanged(epoch.next()));
            case Row(Owing(var epoch), Reading same, Acknowledged()) when isLast(epoch.next()) ->
                    become(
                            new Running(new Steady(epoch.next()), same),
                            new WriteChanged(epoch.next()));
            case Row(Owing(var epoch), Reading same, Acknowledged()) ->
                    become(
                            new Running(new Outstanding(epoch.next()), same),
                            new WriteChanged(epoch.next()),
                            new Sent(false));

            case Row(Writing _, Reading _, Heard(_, Unsound(var alert, var why))) ->
                    abort(alert, why);
            case Row(Writing _, Reading old, Heard(_, Sound())) when isLast(newest(old)) ->
                    abort(UNEXPECTED_MESSAGE, EPOCHS_ARE_USED_UP);
            case Row(Steady(var mine), Reading old, Heard(var requested, Sound()))
                    when requested && !isLast(mine) ->
                    heard(new Outstanding(mine), old, Stream.of(new Sent(false)));
            case Row(Outstanding(var mine), Reading old, Heard(var requested, Sound()))
                    when requested ->
                    heard(new Owing(mine), old, Stream.of());
            case Row(Writing same, Reading old, Heard(_, Sound())) -> heard(same, old, Stream.of());

            case Row(Writing _, Reading _, HeardInOldEpoch()) ->
                    abort(UNEXPECTED_MESSAGE, NOTHING_FOLLOWS_IN_THE_OLD_EPOCH);
            case Row(Writing same, Overlapping(var newest), NewKeysHeard()) ->
                    become(new Running(same, new Current(newest)), dropped(newest));
            case Row(Writing same, Current current, NewKeysHeard()) ->
                    stay(new Running(same, current));
        };
    }

    /** One more epoch is read. What came under the newest keys shows that the older are over. */
    private static Step<KeyUpdate, Effect> heard(
            Writing writing, Reading old, Stream<Effect> answer) {
        Epoch newest = newest(old);
        Stream<Effect> dropped =
                old instanceof Overlapping ? Stream.of(dropped(newest)) : Stream.of();
        Stream<Effect> added = Stream.of(new ReadAdded(newest.next()));
        var effects = Stream.of(dropped, added, answer).flatMap(part -> part).toList();
        return new Step<>(new Running(writing, new Overlapping(newest.next())), effects);
    }

    private static Effect dropped(Epoch newest) {
        return new ReadDropped(
                new Epoch(newest.number() - 1), OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD);
    }

    private static Epoch newest(Reading reading) {
        return switch (reading) {
            case Current(var epoch) -> epoch;
            case Overlapping(var epoch) -> epoch;
        };
    }

    private static boolean isLast(Epoch epoch) {
        return epoch.equals(Epoch.LAST);
    }

    private static Step<KeyUpdate, Effect> abort(Alert alert, Clause clause) {
        return become(new Broken(), new Effect.Aborted(alert, clause));
    }

    /** One row of the table. */
    record Row(Writing writing, Reading reading, Input input) {}
}
