package dtlskeying.properties.dtls;

import static dtlskeying.properties.dtls.FlightsChapter.CHAPTER;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.ACKNOWLEDGED_FLIGHT_IS_NOT_SENT_AGAIN;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.FIRST_TIMEOUT_IS_A_SECOND;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.FLIGHT_IS_ONE_UNIT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.IDLENESS_RESETS_THE_TIMEOUT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.LAST_FLIGHT_IS_KEPT;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.NEXT_FLIGHT_ANSWERS_OURS;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.PARTIAL_ACK_SENDS_THE_REST;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.REPEATED_FLIGHT_IS_ANSWERED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_DOUBLES_TO_A_MINUTE;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_SENDS_THE_FLIGHT_AGAIN;
import static dtlskeying.spec.dtls.FlightsSpec.Claim.TIMEOUT_STAYS_UNTIL_NOTHING_IS_LOST;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.Flights.Finished;
import dtlskeying.impl.dtls.Flights.GivenUp;
import dtlskeying.impl.dtls.Flights.Preparing;
import dtlskeying.impl.dtls.Flights.Waiting;
import dtlskeying.impl.dtls.RetransmissionTimer;
import dtlskeying.model.dtls.FlightsModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Input;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** RFC 6347 §4.2.4 held against its model: P64, and bugs of timers. */
public class FlightsProperties extends ChapterProperties<Flights, Input, Effect, Facts> {
    private static final Law<Flights, Input, Effect, Facts> PERMITTED = Law.permittedBy(CHAPTER);

    public FlightsProperties() {
        super(CHAPTER, 5, 3);
    }

    @Override
    protected Flights untouched(Flights before, Input input) {
        return FlightsChapter.earlier(before, input.now());
    }

    @Override
    protected List<Mutant<Flights, Input, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "no-backoff",
                        "the timeout does not double",
                        Set.of(TIMEOUT_DOUBLES_TO_A_MINUTE),
                        after(Input.Tick.class, timer -> timed(timer, 2))),
                mutant(
                        "slow-start",
                        "the first timeout is twice what it should be",
                        Set.of(FIRST_TIMEOUT_IS_A_SECOND),
                        after(Input.Send.class, timer -> timed(timer, 2 * timer.timeout()))),
                mutant(
                        "forgetful",
                        "an answer resets the timeout although the flight was sent twice",
                        Set.of(TIMEOUT_STAYS_UNTIL_NOTHING_IS_LOST),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting && input instanceof Input.Answered,
                                (state, _) -> Step.become(new Preparing(times(state), 2, 0)))),
                mutant(
                        "idle-haste",
                        "after a long rest the timer starts at less than its first value",
                        Set.of(IDLENESS_RESETS_THE_TIMEOUT),
                        healthy ->
                                (state, input) ->
                                        state instanceof Preparing(var times, var timeout, _)
                                                        && timeout > times.initial()
                                                ? after(
                                                                Input.Send.class,
                                                                timer ->
                                                                        timed(
                                                                                timer,
                                                                                times.initial()
                                                                                        / 2))
                                                        .apply(healthy)
                                                        .on(state, input)
                                                : healthy.on(state, input)),
                mutant(
                        "no-timer",
                        "a flight that is lost is never sent again",
                        Set.of(TIMEOUT_SENDS_THE_FLIGHT_AGAIN),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting && input instanceof Input.Tick,
                                (state, _) -> Step.stay(state))),
                mutant(
                        "for-ever",
                        "the flight is sent again without end",
                        Set.of(RETRANSMISSIONS_ARE_LIMITED),
                        after(
                                Input.Tick.class,
                                timer ->
                                        new RetransmissionTimer(
                                                timer.timeout(), timer.sentAt(), 0, 0))),
                mutant(
                        "pjproject-5018",
                        "timers run on after the end: a flight goes out that nobody waits for",
                        Set.of(RETRANSMISSIONS_ARE_LIMITED),
                        instead(
                                (state, input) ->
                                        state instanceof GivenUp && input instanceof Input.Send,
                                (state, input) ->
                                        Step.stay(
                                                state,
                                                new Effect.Transmit(
                                                        ((Input.Send) input).flight())))),
                mutant(
                        "two-flights",
                        "a flight goes out while the one before is not answered",
                        Set.of(FLIGHT_IS_ONE_UNIT),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting && input instanceof Input.SendLast,
                                (state, input) ->
                                        Step.stay(
                                                state,
                                                new Effect.Transmit(
                                                        ((Input.SendLast) input).flight())))),
                mutant(
                        "deaf",
                        "a peer that repeats itself is left alone",
                        Set.of(REPEATED_FLIGHT_IS_ANSWERED),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting
                                                && input instanceof Input.PeerRepeated,
                                (state, _) -> Step.stay(state))),
                mutant(
                        "last-forgotten",
                        "the last flight is forgotten once it is sent: its loss cannot be repaired",
                        Set.of(LAST_FLIGHT_IS_KEPT),
                        instead(
                                (state, input) ->
                                        state instanceof Finished
                                                && input instanceof Input.PeerRepeated,
                                (state, _) -> Step.stay(state))),
                mutant(
                        "answer-unheard",
                        "the timer goes on although the peer's next flight is here",
                        Set.of(NEXT_FLIGHT_ANSWERS_OURS),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting && input instanceof Input.Answered,
                                (state, _) -> Step.stay(state))),
                mutant(
                        "rest-unsent",
                        "after an ACK for a part the whole flight goes out again",
                        Set.of(PARTIAL_ACK_SENDS_THE_REST),
                        healthy ->
                                (state, input) ->
                                        healthy.on(state, input).state() instanceof Waiting
                                                        && state instanceof Waiting whole
                                                        && input instanceof Input.Acknowledged
                                                ? Step.stay(
                                                        state, new Effect.Transmit(whole.flight()))
                                                : healthy.on(state, input)),
                mutant(
                        "ack-unheard",
                        "an acknowledged flight is sent again all the same",
                        Set.of(ACKNOWLEDGED_FLIGHT_IS_NOT_SENT_AGAIN),
                        instead(
                                (state, input) ->
                                        state instanceof Waiting
                                                && input instanceof Input.Acknowledged,
                                (state, _) -> Step.stay(state))));
    }

    private static FlightTimes times(Flights state) {
        return ((Waiting) state).times();
    }

    private static RetransmissionTimer timed(RetransmissionTimer timer, long timeout) {
        return new RetransmissionTimer(
                timeout, timer.sentAt(), timer.retransmissions(), timer.answers());
    }

    private interface Where {
        boolean is(Flights state, Input input);
    }

    private static UnaryOperator<Machine<Flights, Input, Effect>> instead(
            Where where, BiFunction<Flights, Input, Step<Flights, Effect>> bug) {
        return Mutant.instead((state, input) ->
                where.is(state, input) ? Optional.of(bug.apply(state, input)) : Optional.empty());
    }

    /** The timer is set wrongly when that input sends the flight. */
    private static UnaryOperator<Machine<Flights, Input, Effect>> after(
            Class<? extends Input> input, UnaryOperator<RetransmissionTimer> bug) {
        return healthy ->
                (state, given) -> {
                    var step = healthy.on(state, given);
                    boolean sends =
                            step.effects().stream().anyMatch(Effect.Transmit.class::isInstance);
                    return input.isInstance(given)
                                    && sends
                                    && step.state()
                                            instanceof
                                            Waiting(var times, var old, var flight, var timer)
                            ? new Step<>(
                                    new Waiting(times, old, flight, bug.apply(timer)),
                                    step.effects())
                            : step;
                };
    }

    private static Mutant<Flights, Input, Effect, Facts> mutant(
            String id,
            String story,
            Set<Clause> breaks,
            UnaryOperator<Machine<Flights, Input, Effect>> change) {
        return new Mutant<>(id, story, breaks, PERMITTED, change);
    }
}
