package dtlskeying.properties.schedule;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens, in order: plain data, which any world can carry out.
 *
 * @param seed what it was drawn from; it also chooses randoms, keys and profile
 */
public record Schedule(Start start, long seed, List<Event> events) {
    public Schedule {
        events = List.copyOf(events);
    }

    /** The same start with other events. */
    public Schedule with(List<Event> others) {
        return new Schedule(start, seed, others);
    }

    /** One line an event. */
    @Override
    public String toString() {
        return events.stream()
                .map(event -> "  " + event)
                .collect(Collectors.joining("\n", start + ", seed " + seed + "\n", ""));
    }
}
