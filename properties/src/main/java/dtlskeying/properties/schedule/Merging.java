package dtlskeying.properties.schedule;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists with one event less, in which another one does what it did. */
final class Merging {
    private Merging() {}

    static Stream<List<Event>> candidates(List<Event> events) {
        return IntStream.range(0, events.size())
                .boxed()
                .flatMap(i ->
                        switch (events.get(i)) {
                            case Event.SendMedia sent -> oneForTwo(events, i, sent);
                            case Event.Duplicate(var name) -> replays(events, i, name);
                            case Event.Deliver _,
                                    Event.Lose _,
                                    Event.Delay _,
                                    Event.Tick _,
                                    Event.Forge _,
                                    Event.Rehandshake _,
                                    Event.Close _ ->
                                    Stream.empty();
                        });
    }

    /** The packet is not sent, and another one of the same end takes its part. */
    private static Stream<List<Event>> oneForTwo(List<Event> events, int at, Event.SendMedia sent) {
        var rest = Shrinking.without(events, at, at + 1);
        return rest.stream()
                .filter(other -> other instanceof Event.SendMedia o && o.side() == sent.side())
                .map(other -> ((Event.SendMedia) other).datagram())
                .distinct()
                .map(other -> rest.stream().map(e -> renamed(e, sent.datagram(), other)).toList());
    }

    /** Nothing is duplicated; where the copy may have arrived, the attacker replays it. */
    private static Stream<List<Event>> replays(List<Event> events, int at, DatagramName name) {
        var rest = Shrinking.without(events, at, at + 1);
        var replay = new Event.Forge(new Forgery.Replay(), name);
        return IntStream.range(at, rest.size())
                .filter(j -> rest.get(j) instanceof Event.Tick || isDelivery(rest.get(j), name))
                .mapToObj(j -> Shrinking.with(rest, j, replay));
    }

    private static boolean isDelivery(Event event, DatagramName name) {
        return event.equals(new Event.Deliver(name));
    }

    private static Event renamed(Event event, DatagramName from, DatagramName to) {
        return switch (event) {
            case Event.Deliver(var name) when name.equals(from) -> new Event.Deliver(to);
            case Event.Lose(var name) when name.equals(from) -> new Event.Lose(to);
            case Event.Duplicate(var name) when name.equals(from) -> new Event.Duplicate(to);
            case Event.Delay(var name, var time) when name.equals(from) ->
                    new Event.Delay(to, time);
            case Event.Forge(var forgery, var name) when name.equals(from) ->
                    new Event.Forge(forgery, to);
            case Event same -> same;
        };
    }
}
