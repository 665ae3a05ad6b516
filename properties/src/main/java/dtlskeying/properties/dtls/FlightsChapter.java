package dtlskeying.properties.dtls;

import dtlskeying.impl.Step;
import dtlskeying.impl.dtls.Flights;
import dtlskeying.impl.dtls.RetransmissionTimer;
import dtlskeying.model.dtls.FlightsModel;
import dtlskeying.model.dtls.FlightsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.FlightItem;
import dtlskeying.spec.dtls.FlightTimes;
import dtlskeying.spec.dtls.FlightsSpec.Effect;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls.FlightsSpec.Input;
import dtlskeying.spec.dtls.HandshakeMessage;

import java.util.List;

/**
 * RFC 6347 §4.2.4 as the judge sees it. The clock is set to 0 after every step, so that the time of
 * an input is what has passed since the one before, and equal situations are equal states.
 */
public final class FlightsChapter {
    /** Small numbers: a first timeout of 2, at most 4, twice; the last flight is kept for 6. */
    private static final FlightTimes TIMES = new FlightTimes(2, 4, 2, 6, 1, 1);

    private static final List<FlightItem> FLIGHT = List.of(item(0, "0a0b"));
    private static final List<FlightItem> LAST = List.of(item(1, "0a"));

    /** The machine and the model of the retransmission timer. */
    public static final Chapter<Flights, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls/Flights",
                    List.of(new Start<>("an end", Flights.idle(TIMES), Facts.idle(TIMES))),
                    inputs(),
                    FlightsChapter::on,
                    new FlightsModel(),
                    state -> state instanceof Flights.GivenUp);

    private FlightsChapter() {}

    private static List<Input> inputs() {
        return List.of(
                new Input.Send(FLIGHT, 0),
                new Input.Send(FLIGHT, 40),
                new Input.SendLast(LAST, 0),
                new Input.Answered(1),
                new Input.Acknowledged(List.of(new Extent(0, 0, 1)), 1),
                new Input.Acknowledged(List.of(new Extent(0, 0, 2)), 1),
                new Input.PeerRepeated(0),
                new Input.PeerRepeated(1),
                new Input.Tick(1),
                new Input.Tick(2),
                new Input.Tick(4));
    }

    private static FlightItem item(int messageSeq, String body) {
        var message = new HandshakeMessage(1, messageSeq, Octets.hex(body));
        return FlightItem.of(Epoch.UNPROTECTED, message);
    }

    private static Step<Flights, Effect> on(Flights state, Input input) {
        var step = state.on(input);
        return new Step<>(earlier(step.state(), input.now()), step.effects());
    }

    /** The same situation with a clock that shows so much less. */
    public static Flights earlier(Flights state, long by) {
        return switch (state) {
            case Flights.Preparing(var times, var timeout, var since) ->
                    new Flights.Preparing(times, timeout, since - by);
            case Flights.Waiting(var times, var before, var flight, var timer) ->
                    new Flights.Waiting(times, before, flight, earlier(timer, by));
            case Flights.Finished(var times, var last, var timer, var until) ->
                    new Flights.Finished(times, last, earlier(timer, by), until - by);
            case Flights.GivenUp same -> same;
        };
    }

    private static RetransmissionTimer earlier(RetransmissionTimer timer, long by) {
        return new RetransmissionTimer(
                timer.timeout(), timer.sentAt() - by, timer.retransmissions(), timer.answers());
    }
}
