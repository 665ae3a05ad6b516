package dtlskeying.properties.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Smaller lists of events that may do the same: without a run of them (long runs first), with two
 * packets in one, without any two, and with one made simpler.
 */
public final class Shrinking {
    /** Up to that length, leaving out any two events is worth trying. */
    private static final int PAIRS = 30;

    /** More than a list's times come to. */
    private static final long A_LENGTH = 1_000_000_000_000L;

    private Shrinking() {}

    /** The smallest list that one can come to by steps that all keep the property. */
    public static List<Event> smallest(List<Event> events, Predicate<List<Event>> keeps) {
        List<Event> best = events;
        var smaller = candidates(best).filter(keeps).findFirst();
        while (smaller.isPresent()) {
            best = smaller.get();
            smaller = candidates(best).filter(keeps).findFirst();
        }
        return best;
    }

    /** Smaller lists, the boldest first. */
    public static Stream<List<Event>> candidates(List<Event> events) {
        return Stream.of(
                        withoutRuns(events),
                        Merging.candidates(events),
                        withoutPairs(events),
                        simpler(events))
                .flatMap(stream -> stream);
    }

    /** How large a list is: first its length, then how involved its events are. */
    public static long size(List<Event> events) {
        return events.size() * A_LENGTH + events.stream().mapToLong(Shrinking::weight).sum();
    }

    private static Stream<List<Event>> withoutRuns(List<Event> events) {
        int half = Math.max(1, events.size() / 2);
        return Stream.iterate(half, length -> length >= 1, length -> length / 2)
                .flatMap(length ->
                        Stream.iterate(0, at -> at < events.size(), at -> at + length)
                                .map(at -> without(events, at, at + length)));
    }

    private static Stream<List<Event>> withoutPairs(List<Event> events) {
        int size = events.size();
        if (size > PAIRS) return Stream.empty();
        return IntStream.range(0, size)
                .boxed()
                .flatMap(i ->
                        IntStream.range(i + 2, size)
                                .mapToObj(j -> without(without(events, j, j + 1), i, i + 1)));
    }

    private static Stream<List<Event>> simpler(List<Event> events) {
        return IntStream.range(0, events.size())
                .boxed()
                .flatMap(i ->
                        Stream.concat(arrivals(events, i), simpler(events.get(i)))
                                .map(event -> with(events, i, event)));
    }

    /** In the place of time that passes, the arrival of one packet. */
    private static Stream<Event> arrivals(List<Event> events, int at) {
        if (!(events.get(at) instanceof Event.Tick)) return Stream.empty();
        return events.subList(0, at).stream()
                .filter(Event.SendMedia.class::isInstance)
                .map(event -> new Event.Deliver(((Event.SendMedia) event).datagram()));
    }

    /** Every one weighs less than the event. */
    private static Stream<Event> simpler(Event event) {
        return switch (event) {
            case Event.Delay(var name, var time) ->
                    Stream.concat(
                            Stream.of(new Event.Lose(name)),
                            lower(time).map(t -> new Event.Delay(name, t)));
            case Event.Tick(var time) -> lower(time).map(Event.Tick::new);
            case Event.Forge(var forgery, var name) when !(forgery instanceof Forgery.Replay) ->
                    Stream.of(new Event.Forge(new Forgery.Replay(), name));
            case Event.Duplicate(var name) -> Stream.of(new Event.Deliver(name));
            case Event.Deliver _,
                    Event.Lose _,
                    Event.Forge _,
                    Event.SendMedia _,
                    Event.Rehandshake _,
                    Event.Close _ ->
                    Stream.empty();
        };
    }

    private static Stream<Long> lower(long time) {
        return Stream.of(0L, time / 2, time - 1).filter(t -> 0 <= t && t < time).distinct();
    }

    private static long weight(Event event) {
        return switch (event) {
            case Event.Deliver _, Event.Lose _, Event.SendMedia _ -> 0;
            case Event.Close _, Event.Rehandshake _, Event.Duplicate _ -> 1;
            case Event.Forge(var forgery, _) -> forgery instanceof Forgery.Replay ? 2 : 3;
            case Event.Delay(_, var time) -> 4 + time;
            case Event.Tick(var time) -> 1 + time;
        };
    }

    static List<Event> without(List<Event> events, int from, int to) {
        var rest = new ArrayList<>(events.subList(0, from));
        rest.addAll(events.subList(Math.min(to, events.size()), events.size()));
        return rest;
    }

    static List<Event> with(List<Event> events, int at, Event event) {
        var changed = new ArrayList<>(events);
        changed.set(at, event);
        return changed;
    }
}
