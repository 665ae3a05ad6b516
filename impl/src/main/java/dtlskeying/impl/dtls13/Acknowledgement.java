package dtlskeying.impl.dtls13;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NO_ACK_BEFORE_THE_VERSION;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Acknowledge;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect.Ignored;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Agreed;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Complete;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Dropped;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Finished;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Kept;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Repeated;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input.Tick;
import dtlskeying.spec.dtls13.RecordNumber;

/**
 * RFC 9147 §7 and §7.1: which records one end acknowledges, and when.
 *
 * <p>It hears of records with handshake messages and of no others. In every state {@code delay} is
 * how long an incomplete flight waits for its ACK, and {@code deadline} when one is due, both in
 * milliseconds.
 */
@Cites({"rfc9147/7.1/c", "rfc9147/7.1/f"})
public sealed interface Acknowledgement {
    /** The deadline where no ACK is due. */
    long NEVER = Long.MAX_VALUE;

    /** It is not known yet that the peer understands ACKs. */
    record Muted(long delay, Noted noted) implements Acknowledgement {}

    /** The handshake is going on; {@code noted} are records of the flight that is coming in. */
    record Handshaking(long delay, Noted noted, long deadline) implements Acknowledgement {}

    /** The handshake is over; {@code noted} are records of a message that is coming in. */
    record Confirmed(long delay, Noted noted, long deadline) implements Acknowledgement {}

    /**
     * An end that has heard nothing.
     *
     * @param delay in milliseconds, 1 or more
     */
    static Acknowledgement start(long delay) {
        return new Muted(delay, Noted.NONE);
    }

    /** The same, with a quarter of the retransmission timeout, as RFC 9147 §7.1 recommends. */
    static Acknowledgement start(FlightTimes times) {
        return start(Math.max(1, times.initial() / 4));
    }

    /** When the next {@link Tick} is due, in milliseconds; {@link #NEVER} if none is. */
    default long deadline() {
        return switch (this) {
            case Muted _ -> NEVER;
            case Handshaking handshaking -> handshaking.deadline();
            case Confirmed confirmed -> confirmed.deadline();
        };
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Acknowledgement, Effect> on(Input.Hear input) {
        return switch (new Row(this, input)) {
            case Row(Muted(var delay, var noted), Agreed(var now)) ->
                    become(new Handshaking(delay, noted, noted.isEmpty() ? NEVER : now + delay));
            case Row(Muted(var delay, var noted), Kept(var record, _, _)) ->
                    become(new Muted(delay, noted.with(record)));
            case Row(Muted(var delay, _), Complete(var answered, _)) when answered ->
                    become(new Muted(delay, Noted.NONE));
            case Row(Muted same, Complete _) -> stay(same);
            case Row(Muted same, Dropped _) ->
                    stay(same, new Ignored(DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED));
            case Row(Muted same, Repeated _) -> stay(same, new Ignored(NO_ACK_BEFORE_THE_VERSION));
            case Row(Muted same, Finished _) -> stay(same, new Ignored(NO_ACK_BEFORE_THE_VERSION));

            case Row(Handshaking state, Kept(var record, var inOrder, var now)) when inOrder ->
                    become(waiting(state, state.noted().with(record), now));
            case Row(Handshaking state, Kept(var record, _, _)) ->
                    acknowledged(state, state.noted().with(record));
            case Row(Handshaking same, Repeated _) when same.noted().isEmpty() ->
                    stay(same, new Ignored(ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED));
            case Row(Handshaking state, Repeated(var record, var now)) ->
                    become(waiting(state, state.noted().with(record), now));
            case Row(Handshaking(var delay, _, _), Complete(var answered, _)) when answered ->
                    become(new Handshaking(delay, Noted.NONE, NEVER));
            case Row(Handshaking same, Complete _) when same.noted().isEmpty() -> stay(same);
            case Row(Handshaking state, Complete _) -> acknowledged(state, state.noted());
            case Row(Handshaking(var delay, var noted, var deadline), Finished _) ->
                    become(new Confirmed(delay, noted, deadline));

            case Row(Confirmed state, Kept(var record, var inOrder, var now)) when inOrder ->
                    become(waiting(state, state.noted().with(record), now));
            case Row(Confirmed state, Kept(var record, _, _)) ->
                    acknowledged(state, state.noted().with(record));
            case Row(Confirmed state, Repeated(var record, _)) -> acknowledgedAgain(state, record);
            case Row(Confirmed(var delay, _, _), Complete(var answered, _)) when answered ->
                    become(new Confirmed(delay, Noted.NONE, NEVER));
            case Row(Confirmed same, Complete _) when same.noted().isEmpty() -> stay(same);
            case Row(Confirmed(var delay, var noted, _), Complete _) ->
                    become(
                            new Confirmed(delay, Noted.NONE, NEVER),
                            new Acknowledge(noted.sorted()));

            case Row(Handshaking same, Tick(var now)) when now < same.deadline() -> stay(same);
            case Row(Handshaking state, Tick _) -> acknowledged(state, state.noted());
            case Row(Confirmed same, Tick(var now)) when now < same.deadline() -> stay(same);
            case Row(Confirmed state, Tick _) -> acknowledged(state, state.noted());

            case Row(Handshaking same, Dropped _) ->
                    stay(same, new Ignored(DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED));
            case Row(Confirmed same, Dropped _) ->
                    stay(same, new Ignored(DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED));
            case Row(Muted same, Tick _) -> stay(same);
            case Row(Handshaking same, Agreed _) -> stay(same);
            case Row(Confirmed same, Agreed _) -> stay(same);
            case Row(Confirmed same, Finished _) -> stay(same);
        };
    }

    /** More of the flight is expected: if it does not come, an ACK says what is here. */
    @Cites("rfc9147/7.1/b")
    private static Acknowledgement waiting(Handshaking state, Noted noted, long now) {
        long deadline = state.deadline() == NEVER ? now + state.delay() : state.deadline();
        return new Handshaking(state.delay(), noted, deadline);
    }

    private static Acknowledgement waiting(Confirmed state, Noted noted, long now) {
        long deadline = state.deadline() == NEVER ? now + state.delay() : state.deadline();
        return new Confirmed(state.delay(), noted, deadline);
    }

    @Cites({"rfc9147/7.1/a", "rfc9147/7.1/d"})
    private static Step<Acknowledgement, Effect> acknowledged(Handshaking state, Noted noted) {
        return become(
                new Handshaking(state.delay(), noted.acknowledged(), NEVER),
                new Acknowledge(noted.sorted()));
    }

    private static Step<Acknowledgement, Effect> acknowledged(Confirmed state, Noted noted) {
        return become(
                new Confirmed(state.delay(), noted.acknowledged(), NEVER),
                new Acknowledge(noted.sorted()));
    }

    /** The peer has not got our ACK: a message that was read before came in this record. */
    @Cites("rfc9147/7/e")
    private static Step<Acknowledgement, Effect> acknowledgedAgain(
            Confirmed state, RecordNumber record) {
        return become(
                new Confirmed(state.delay(), state.noted().acknowledged(), NEVER),
                new Acknowledge(state.noted().with(record).sorted()));
    }

    /** One row of the transition table. */
    record Row(Acknowledgement state, Input.Hear input) {}
}
