package dtlskeying.impl.dtls;

import static dtlskeying.impl.Step.become;
import static dtlskeying.impl.Step.stay;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.FLIGHT_IS_ONE_UNIT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.LAST_FLIGHT_IS_KEPT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.REPEATED_FLIGHT_IS_ANSWERED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;

import dtlskeying.impl.Step;
import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Effect.GaveUp;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Ignored;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Refused;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Released;
import dtlskeying.spec.dtls.FlightsSpec.Effect.Transmit;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.FlightsSpec.Input;
import dtlskeying.spec.dtls.FlightsSpec.Input.Acknowledged;
import dtlskeying.spec.dtls.FlightsSpec.Input.Answered;
import dtlskeying.spec.dtls.FlightsSpec.Input.PeerRepeated;
import dtlskeying.spec.dtls.FlightsSpec.Input.Send;
import dtlskeying.spec.dtls.FlightsSpec.Input.SendLast;
import dtlskeying.spec.dtls.FlightsSpec.Input.Tick;

import java.util.List;
import java.util.stream.Stream;

/**
 * RFC 6347 §4.2.4 (figure 3), RFC 9147 §5.8: when one end sends its flight again.
 *
 * <p>The document's SENDING is the effect {@link Transmit}: it takes no time. A flight that nobody
 * answers in DTLS 1.2 is sent by {@link SendLast}; in DTLS 1.3 every flight but an ACK is sent by
 * {@link Send}, as the last one is acknowledged. A flight of DTLS 1.2 is answered when the peer's
 * next flight is here as a whole: until then its resending fetches what is missing.
 */
public sealed interface Flights {
    /** The deadline where nothing is waited for. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Nothing is outstanding.
     *
     * @param timeout how long the next flight waits at first
     * @param since when the last flight was answered
     */
    record Preparing(FlightTimes times, long timeout, long since) implements Flights {}

    /**
     * A flight is out and not answered.
     *
     * @param earlier the last flight of the handshake before, kept in case the peer has not got it;
     *     empty if there is none
     * @param flight the flight, or what ACKs have left of it
     */
    record Waiting(
            FlightTimes times,
            List<FlightItem> earlier,
            List<FlightItem> flight,
            RetransmissionTimer timer)
            implements Flights {
        public Waiting {
            earlier = List.copyOf(earlier);
            flight = List.copyOf(flight);
        }
    }

    /**
     * The last flight is out; it is sent again only when the peer asks by repeating its own.
     *
     * @param until when it is forgotten
     */
    record Finished(FlightTimes times, List<FlightItem> last, RetransmissionTimer timer, long until)
            implements Flights {
        public Finished {
            last = List.copyOf(last);
        }
    }

    /** The peer never answered. */
    record GivenUp() implements Flights {}

    /** An end that has sent nothing. */
    @Cites("rfc6347/4.2.4.1/a")
    static Flights idle(FlightTimes times) {
        return new Preparing(times, times.initial(), 0);
    }

    /** When the next {@link Tick} is due, in milliseconds; {@link #NEVER} if none is. */
    default long deadline() {
        return switch (this) {
            case Preparing _ -> NEVER;
            case Waiting waiting -> waiting.timer().deadline();
            case Finished finished -> finished.until();
            case GivenUp _ -> NEVER;
        };
    }

    /** Takes one input; any input is answered in any state. */
    default Step<Flights, Effect> on(Input input) {
        return switch (new Row(this, input)) {
            case Row(Preparing state, Send(var flight, var now)) ->
                    sent(state.times(), List.of(), flight, firstTimeout(state, now), now);
            case Row(Preparing state, SendLast(var flight, var now)) ->
                    sentLast(state.times(), flight, firstTimeout(state, now), now);

            case Row(Waiting state, Answered(var now)) -> become(answered(state, now));
            case Row(Waiting same, Acknowledged(var extents, _)) when isNoNews(same, extents) ->
                    stay(same);
            case Row(Waiting state, Acknowledged(var extents, var now))
                    when rest(state, extents).isEmpty() ->
                    become(answered(state, now));
            case Row(Waiting state, Acknowledged(var extents, var now)) ->
                    restSent(state, rest(state, extents), now);
            case Row(Waiting same, PeerRepeated(var now))
                    when isQuiet(same.times(), same.timer(), now) ->
                    stay(same, new Ignored(REPEATED_FLIGHT_IS_ANSWERED));
            case Row(Waiting same, PeerRepeated _) when isSpent(same.times(), same.timer()) ->
                    stay(same, new Ignored(RETRANSMISSIONS_ARE_LIMITED));
            case Row(Waiting state, PeerRepeated(var now)) -> sentOnRequest(state, now);
            case Row(Waiting same, Tick(var now)) when now < same.timer().deadline() -> stay(same);
            case Row(Waiting state, Tick _) when isHopeless(state) ->
                    become(new GivenUp(), new GaveUp(RETRANSMISSIONS_ARE_LIMITED));
            case Row(Waiting state, Tick(var now)) -> sentOnTimeout(state, now);
            case Row(Waiting same, Send _) -> stay(same, new Refused(FLIGHT_IS_ONE_UNIT));
            case Row(Waiting same, SendLast _) -> stay(same, new Refused(FLIGHT_IS_ONE_UNIT));

            case Row(Finished state, Send(var flight, var now)) ->
                    sent(state.times(), state.last(), flight, firstTimeout(state, now), now);
            case Row(Finished state, SendLast(var flight, var now)) ->
                    sentLast(state.times(), flight, firstTimeout(state, now), now);
            case Row(Finished same, PeerRepeated(var now))
                    when isQuiet(same.times(), same.timer(), now) ->
                    stay(same, new Ignored(REPEATED_FLIGHT_IS_ANSWERED));
            case Row(Finished same, PeerRepeated _) when isSpent(same.times(), same.timer()) ->
                    stay(same, new Ignored(RETRANSMISSIONS_ARE_LIMITED));
            case Row(Finished state, PeerRepeated(var now)) -> lastSentOnRequest(state, now);
            case Row(Finished same, Tick(var now)) when now < same.until() -> stay(same);
            case Row(Finished state, Tick(var now)) ->
                    become(forgotten(state, now), new Released(LAST_FLIGHT_IS_KEPT));

            case Row(GivenUp same, Send _) -> stay(same, new Refused(RETRANSMISSIONS_ARE_LIMITED));
            case Row(GivenUp same, SendLast _) ->
                    stay(same, new Refused(RETRANSMISSIONS_ARE_LIMITED));

            case Row(Preparing same, Answered _) -> stay(same);
            case Row(Preparing same, Acknowledged _) -> stay(same);
            case Row(Preparing same, PeerRepeated _) -> stay(same);
            case Row(Preparing same, Tick _) -> stay(same);
            case Row(Finished same, Answered _) -> stay(same);
            case Row(Finished same, Acknowledged _) -> stay(same);
            case Row(GivenUp same, Answered _) -> stay(same);
            case Row(GivenUp same, Acknowledged _) -> stay(same);
            case Row(GivenUp same, PeerRepeated _) -> stay(same);
            case Row(GivenUp same, Tick _) -> stay(same);
        };
    }

    private static Step<Flights, Effect> sent(
            FlightTimes times,
            List<FlightItem> earlier,
            List<FlightItem> flight,
            long timeout,
            long now) {
        var timer = RetransmissionTimer.started(timeout, now);
        return become(new Waiting(times, earlier, flight, timer), new Transmit(flight));
    }

    private static Step<Flights, Effect> sentLast(
            FlightTimes times, List<FlightItem> last, long timeout, long now) {
        var timer = RetransmissionTimer.started(timeout, now);
        return become(new Finished(times, last, timer, now + times.linger()), new Transmit(last));
    }

    @Cites("rfc6347/4.2.4/b")
    private static Step<Flights, Effect> sentOnTimeout(Waiting state, long now) {
        return become(
                with(state, state.flight(), state.timer().fired(state.times(), now)),
                new Transmit(state.flight()));
    }

    /** Whoever repeats itself may lack the end of the handshake before as well. */
    private static Step<Flights, Effect> sentOnRequest(Waiting state, long now) {
        var both = Stream.concat(state.earlier().stream(), state.flight().stream()).toList();
        return become(with(state, state.flight(), state.timer().answered(now)), new Transmit(both));
    }

    @Cites("rfc9147/7.2/b")
    private static Step<Flights, Effect> restSent(Waiting state, List<FlightItem> rest, long now) {
        return become(with(state, rest, state.timer().restarted(now)), new Transmit(rest));
    }

    private static Step<Flights, Effect> lastSentOnRequest(Finished state, long now) {
        var timer = state.timer().answered(now);
        return become(
                new Finished(state.times(), state.last(), timer, state.until()),
                new Transmit(state.last()));
    }

    private static Flights with(Waiting state, List<FlightItem> flight, RetransmissionTimer timer) {
        return new Waiting(state.times(), state.earlier(), flight, timer);
    }

    @Cites({"rfc6347/4.2.4/d", "rfc9147/7.2/a"})
    private static Flights answered(Waiting state, long now) {
        return new Preparing(state.times(), state.timer().nextTimeout(state.times()), now);
    }

    private static Flights forgotten(Finished state, long now) {
        return new Preparing(state.times(), state.timer().timeout(), now);
    }

    private static List<FlightItem> rest(Waiting state, List<Extent> extents) {
        return Unacknowledged.rest(state.flight(), extents);
    }

    private static boolean isNoNews(Waiting state, List<Extent> extents) {
        return rest(state, extents).equals(state.flight());
    }

    private static long firstTimeout(Preparing state, long now) {
        return sinceIdle(state.times(), state.timeout(), now - state.since());
    }

    private static long firstTimeout(Finished state, long now) {
        long timeout = state.timer().timeout();
        return sinceIdle(state.times(), timeout, now - state.timer().sentAt());
    }

    @Cites("rfc6347/4.2.4.1/d")
    private static long sinceIdle(FlightTimes times, long timeout, long idle) {
        return idle >= 10 * timeout ? times.initial() : timeout;
    }

    private static boolean isQuiet(FlightTimes times, RetransmissionTimer timer, long now) {
        return now < timer.sentAt() + times.quiet();
    }

    private static boolean isSpent(FlightTimes times, RetransmissionTimer timer) {
        return timer.answers() >= times.answers();
    }

    private static boolean isHopeless(Waiting state) {
        return state.timer().retransmissions() >= state.times().retransmissions();
    }

    /** One row of the transition table. */
    record Row(Flights state, Input input) {}
}
