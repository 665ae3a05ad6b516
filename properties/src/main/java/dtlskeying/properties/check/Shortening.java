package dtlskeying.properties.check;

import dtlskeying.spec.trace.TraceEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out steps that make no difference: halves, quarters and so on down to single ones, never
 * the last (delta debugging).
 *
 * @param fails whether these steps still show what is wrong
 */
record Shortening(Predicate<List<TraceEvent>> fails) {
    /** More steps than these are not tried: each trial runs through all of them. */
    private static final int MOST = 2_000;

    List<TraceEvent> of(List<TraceEvent> steps) {
        if (steps.size() > MOST) return List.copyOf(steps);
        List<TraceEvent> left = List.copyOf(steps);
        for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2)
            left = without(left, size);
        return left;
    }

    private List<TraceEvent> without(List<TraceEvent> steps, int size) {
        List<TraceEvent> left = steps;
        for (int end = left.size() - 1; end > 0; end -= size) {
            int start = Math.max(0, end - size);
            var fewer = new ArrayList<>(left.subList(0, start));
            fewer.addAll(left.subList(end, left.size()));
            if (fails.test(fewer)) left = fewer;
        }
        return left;
    }
}
