package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.Alert.UNEXPECTED_MESSAGE;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.EQUAL_SHARES_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FLAG_IS_NEEDED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_IS_REPLACED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LATE_ACK_MEANS_NOTHING;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LOWER_REQUEST_IS_IGNORED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONSE_MAY_BE_DEFERRED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Deferring;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Finishing;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Holding;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Prevailing;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Quiet;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Requesting;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Exchange.Responding;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Reading.Current;
import dtlskeying.impl.dtls13.ExtendedKeyUpdate.Reading.Overlapping;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.Verdict.Sound;
import dtlskeying.spec.dtls.Verdict.Unsound;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Abandoned;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.AckSent;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Deferred;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.FinishSent;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Held;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Ignored;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Prevailed;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.ReadAdded;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.ReadDropped;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.Refused;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.RequestSent;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.ResponseSent;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect.WriteChanged;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.Acknowledged;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.FinishHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.KeyUpdateHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.NewKeysHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.PlainUpdate;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.Ready;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.RequestHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.ResponseHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.UnknownHeard;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input.Update;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * draft-ietf-tls-extended-key-update §6: renewing the keys of both directions with fresh shares.
 * Who asks reads the new epoch first, and sends in it last; who answers does both in between.
 */
public sealed interface ExtendedKeyUpdate {
    /** The handshake did not agree on it. */
    record NotAgreed() implements ExtendedKeyUpdate {}

    /** Keys can be renewed. */
    record Running(Exchange exchange, Reading reading) implements ExtendedKeyUpdate {}

    /** The connection has ended over it. */
    record Broken() implements ExtendedKeyUpdate {}

    /** How far an exchange has come. */
    sealed interface Exchange {
        /** What this end sends in. */
        Epoch epoch();

        /** None is under way. */
        record Quiet(Epoch epoch) implements Exchange {}

        /** Our request is out. */
        record Requesting(Epoch epoch, Octets share) implements Exchange {}

        /** Our request is out, and has won against one of the peer's. */
        record Prevailing(Epoch epoch) implements Exchange {}

        /** The peer's request is here, and this end is busy. */
        record Deferring(Epoch epoch) implements Exchange {}

        /** Our response is out. */
        record Responding(Epoch epoch) implements Exchange {}

        /** Our finish is out; the peer may be in the next epoch already. */
        record Finishing(Epoch epoch) implements Exchange {}

        /** The same, and the peer's next request is here. */
        record Holding(Epoch epoch, boolean ready) implements Exchange {}
    }

    /** What this end reads. */
    sealed interface Reading {
        /** The records of this epoch. */
        record Current(Epoch newest) implements Reading {}

        /** The records of this epoch, and of the one before. */
        record Overlapping(Epoch newest) implements Reading {}

        /** The last epoch that is read. */
        Epoch newest();
    }

    /** After a handshake, in epoch 3 both ways. */
    static ExtendedKeyUpdate start() {
        return startAt(Epoch.FIRST_OF_TRAFFIC);
    }

    /** At rest, in that epoch both ways. */
    static ExtendedKeyUpdate startAt(Epoch epoch) {
        return new Running(new Quiet(epoch), new Current(epoch));
    }

    /** Whether records of that epoch are read. */
    default boolean reads(Epoch epoch) {
        return this instanceof Running(_, var reading) && reads(reading, epoch);
    }

    /** Takes one input; any input is answered in any state. */
    default Step<ExtendedKeyUpdate, Effect> on(Input input) {
        return switch (this) {
            case NotAgreed same -> withoutAgreement(same, input);
            case Running(var exchange, var reading) -> whileRunning(exchange, reading, input);
            case Broken same -> stay(same);
        };
    }

    private static Step<ExtendedKeyUpdate, Effect> withoutAgreement(NotAgreed same, Input input) {
        return switch (input) {
            case Update _ -> stay(same, new Refused(FLAG_IS_NEEDED));
            case RequestHeard _ -> abort(FLAG_IS_NEEDED);
            case ResponseHeard _ -> abort(FLAG_IS_NEEDED);
            case FinishHeard _ -> abort(FLAG_IS_NEEDED);
            case UnknownHeard _ -> abort(FLAG_IS_NEEDED);
            case PlainUpdate _ -> stay(same);
            case KeyUpdateHeard _ -> stay(same);
            case Ready _ -> stay(same);
            case Acknowledged _ -> stay(same);
            case NewKeysHeard _ -> stay(same);
        };
    }

    @Cites({
        "extended-key-update/5/c",
        "extended-key-update/6/e",
        "extended-key-update/6/f",
        "extended-key-update/6/g",
        "extended-key-update/6/h"
    })
    private static Step<ExtendedKeyUpdate, Effect> whileRunning(
            Exchange exchange, Reading reading, Input input) {
        return switch (new Row(exchange, reading, input)) {
            case Row(Exchange same, Reading old, Input heard) when isUnread(old, heard) ->
                    stay(new Running(same, old), new Ignored(EARLIER_EPOCHS_ARE_DISCARDED));
            case Row(Exchange _, Reading _, RequestHeard(_, _, _, Unsound(var alert, var why))) ->
                    abort(alert, why);
            case Row(Exchange _, Reading _, ResponseHeard(_, Unsound(var alert, var why))) ->
                    abort(alert, why);
            case Row(Exchange _, Reading _, FinishHeard(_, Unsound(var alert, var why))) ->
                    abort(alert, why);
            case Row(Exchange _, Reading _, KeyUpdateHeard _) ->
                    abort(KEY_UPDATE_ENDS_THE_CONNECTION);
            case Row(Exchange _, Reading _, UnknownHeard _) -> abort(SUBTYPES_HAVE_THEIR_TURN);
            case Row(Exchange now, Reading _, Input heard) when isOld(now, heard) ->
                    abort(NOTHING_FOLLOWS_IN_THE_OLD_EPOCH);

            case Row(Quiet same, Reading old, Update _) when isLast(same.epoch()) ->
                    stay(new Running(same, old), new Refused(EPOCHS_ARE_USED_UP));
            case Row(Quiet(var epoch), Reading old, Update(var share)) ->
                    become(new Running(new Requesting(epoch, share), old), new RequestSent(share));
            case Row(Exchange same, Reading old, Update _) ->
                    stay(new Running(same, old), new Refused(ONE_EXCHANGE_AT_A_TIME));
            case Row(Exchange same, Reading old, PlainUpdate _) ->
                    stay(new Running(same, old), new Refused(KEY_UPDATE_IS_REPLACED));

            case Row(Exchange _, Reading _, RequestHeard(var epoch, _, _, Sound()))
                    when isLast(epoch) ->
                    abort(EPOCHS_ARE_USED_UP);
            case Row(Quiet(var epoch), Reading old, RequestHeard(_, _, var ready, Sound())) ->
                    answered(epoch, old, ready, Stream.of());
            case Row(Requesting state, Reading _, RequestHeard(_, var share, _, Sound()))
                    when share.equals(state.share()) ->
                    abort(EQUAL_SHARES_END_THE_CONNECTION);
            case Row(Requesting state, Reading old, RequestHeard(_, var share, _, Sound()))
                    when isBelow(share, state.share()) ->
                    become(
                            new Running(new Prevailing(state.epoch()), old),
                            new Prevailed(LOWER_REQUEST_IS_IGNORED),
                            new AckSent(state.epoch()));
            case Row(Requesting state, Reading old, RequestHeard(_, _, var ready, Sound())) ->
                    answered(
                            state.epoch(),
                            old,
                            ready,
                            Stream.of(new Abandoned(LOWER_REQUEST_IS_IGNORED)));
            case Row(Finishing(var now), Reading old, RequestHeard(var epoch, _, var ready, _))
                    when epoch.follows(now) ->
                    become(
                            new Running(new Holding(now, ready), old),
                            new Held(ONE_EXCHANGE_AT_A_TIME));
            case Row(Exchange _, Reading _, RequestHeard _) -> abort(ONE_EXCHANGE_AT_A_TIME);

            case Row(Deferring(var epoch), Reading old, Ready()) ->
                    become(new Running(new Responding(epoch), old), new ResponseSent());
            case Row(Holding(var epoch, _), Reading old, Ready()) ->
                    become(new Running(new Holding(epoch, true), old));
            case Row(Exchange same, Reading old, Ready()) -> stay(new Running(same, old));

            case Row(Requesting(var epoch, _), Reading old, ResponseHeard _) ->
                    renewed(new Finishing(epoch), old, new FinishSent());
            case Row(Prevailing(var epoch), Reading old, ResponseHeard _) ->
                    renewed(new Finishing(epoch), old, new FinishSent());
            case Row(Exchange _, Reading _, ResponseHeard _) -> abort(SUBTYPES_HAVE_THEIR_TURN);
            case Row(Responding(var epoch), Reading old, FinishHeard _) ->
                    renewed(
                            new Quiet(epoch.next()),
                            old,
                            new WriteChanged(epoch.next()),
                            new AckSent(epoch.next()));
            case Row(Exchange _, Reading _, FinishHeard _) -> abort(SUBTYPES_HAVE_THEIR_TURN);

            case Row(Finishing(var epoch), Reading old, Acknowledged(var kind))
                    when kind == Kind.FINISH ->
                    become(
                            new Running(new Quiet(epoch.next()), old),
                            new WriteChanged(epoch.next()));
            case Row(Holding(var epoch, var ready), Reading old, Acknowledged(var kind))
                    when kind == Kind.FINISH ->
                    answered(epoch.next(), old, ready, Stream.of(new WriteChanged(epoch.next())));
            case Row(Exchange same, Reading old, Acknowledged(var kind))
                    when kind == Kind.REQUEST && isBehindRequests(same) ->
                    stay(new Running(same, old), new Ignored(LATE_ACK_MEANS_NOTHING));
            case Row(Exchange same, Reading old, Acknowledged _) -> stay(new Running(same, old));

            case Row(Exchange same, Overlapping(var newest), NewKeysHeard()) ->
                    become(new Running(same, new Current(newest)), dropped(newest));
            case Row(Exchange same, Current current, NewKeysHeard()) ->
                    stay(new Running(same, current));
        };
    }

    /** The peer's request is taken up: at once, or when this end can. */
    @Cites({"extended-key-update/6/b", "extended-key-update/6/c"})
    private static Step<ExtendedKeyUpdate, Effect> answered(
            Epoch epoch, Reading old, boolean ready, Stream<Effect> first) {
        Stream<Effect> answer =
                ready
                        ? Stream.of(new ResponseSent())
                        : Stream.of(new Deferred(RESPONSE_MAY_BE_DEFERRED), new AckSent(epoch));
        Exchange next = ready ? new Responding(epoch) : new Deferring(epoch);
        return new Step<>(new Running(next, old), Stream.concat(first, answer).toList());
    }

    /** The next epoch is read. What came under the newest keys shows that the older are over. */
    private static Step<ExtendedKeyUpdate, Effect> renewed(
            Exchange next, Reading old, Effect... then) {
        Epoch newest = old.newest();
        Stream<Effect> before =
                old instanceof Overlapping ? Stream.of(dropped(newest)) : Stream.of();
        Stream<Effect> added = Stream.of(new ReadAdded(newest.next()));
        var effects = Stream.of(before, added, Arrays.stream(then)).flatMap(part -> part).toList();
        return new Step<>(new Running(next, new Overlapping(newest.next())), effects);
    }

    private static Effect dropped(Epoch newest) {
        return new ReadDropped(
                new Epoch(newest.number() - 1), OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD);
    }

    private static boolean reads(Reading reading, Epoch epoch) {
        return switch (reading) {
            case Current(var newest) -> epoch.equals(newest);
            case Overlapping(var newest) -> epoch.equals(newest) || newest.follows(epoch);
        };
    }

    private static boolean isUnread(Reading reading, Input heard) {
        return !reads(reading, epochOf(heard, reading.newest()));
    }

    private static boolean isOld(Exchange now, Input heard) {
        return epochOf(heard, now.epoch()).compareTo(now.epoch()) < 0;
    }

    /** The epoch that a message came in; {@code other} for what is no message. */
    private static Epoch epochOf(Input input, Epoch other) {
        return switch (input) {
            case RequestHeard heard -> heard.epoch();
            case ResponseHeard heard -> heard.epoch();
            case FinishHeard heard -> heard.epoch();
            case UnknownHeard heard -> heard.epoch();
            case KeyUpdateHeard heard -> heard.epoch();
            case Update _ -> other;
            case PlainUpdate _ -> other;
            case Ready _ -> other;
            case Acknowledged _ -> other;
            case NewKeysHeard _ -> other;
        };
    }

    private static boolean isBehindRequests(Exchange exchange) {
        return exchange instanceof Quiet
                || exchange instanceof Finishing
                || exchange instanceof Holding;
    }

    /** In the order of unsigned bytes, as the draft compares shares. */
    private static boolean isBelow(Octets theirs, Octets ours) {
        return Arrays.compareUnsigned(theirs.toArray(), ours.toArray()) < 0;
    }

    private static boolean isLast(Epoch epoch) {
        return epoch.equals(Epoch.LAST);
    }

    private static Step<ExtendedKeyUpdate, Effect> abort(Clause clause) {
        return abort(UNEXPECTED_MESSAGE, clause);
    }

    private static Step<ExtendedKeyUpdate, Effect> abort(Alert alert, Clause clause) {
        return become(new Broken(), new Effect.Aborted(alert, clause));
    }

    /** One row of the table. */
    record Row(Exchange exchange, Reading reading, Input input) {}
}
