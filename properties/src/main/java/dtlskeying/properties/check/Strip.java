package dtlskeying.properties.check;

import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All steps of one machine at one end of a trace, in order.
 *
 * @param endpoint which end, as the trace calls it
 * @param chapter whose machine, for example {@code srtp/MkiSelection}
 * @param steps at least one; none if nothing was observed of it
 */
public record Strip(String endpoint, String chapter, List<TraceEvent> steps) {
    private record Place(String endpoint, String chapter) {}

    public Strip {
        steps = List.copyOf(steps);
    }

    /** The strips of a trace, in the order of their first steps. */
    public static List<Strip> of(TraceFile trace) {
        Map<Place, List<TraceEvent>> byPlace = new LinkedHashMap<>();
        for (TraceEvent event : trace.events())
            byPlace.computeIfAbsent(
                            new Place(event.endpoint(), event.chapter()), _ -> new ArrayList<>())
                    .add(event);
        return byPlace.entrySet().stream()
                .map(each ->
                        new Strip(
                                each.getKey().endpoint(), each.getKey().chapter(), each.getValue()))
                .toList();
    }

    /** The end and the chapter, for people. */
    public String title() {
        return endpoint + " " + chapter;
    }
}
