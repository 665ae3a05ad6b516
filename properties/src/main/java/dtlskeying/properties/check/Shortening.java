package dtlskeying.properties.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out steps that make no difference: halves, quarters and so on down to single ones, never
 * the last (delta debugging).
 *
 * @param <T> steps
 * @param fails whether these steps still show what is wrong
 */
public record Shortening<T>(Predicate<List<T>> fails) {
    /** More steps than these are not tried: each trial runs through all of them. */
    private static final int MOST = 2_000;

    /** As few of these steps, which fail, as still do. */
    public List<T> of(List<T> steps) {
        if (steps.size() > MOST) return List.copyOf(steps);
        List<T> left = List.copyOf(steps);
        for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2)
            left = without(left, size);
        return left;
    }

    private List<T> without(List<T> steps, int size) {
        List<T> left = steps;
        for (int end = left.size() - 1; end > 0; end -= size) {
            int start = Math.max(0, end - size);
            var fewer = new ArrayList<T>(left.subList(0, start));
            fewer.addAll(left.subList(end, left.size()));
            if (fails.test(fewer)) left = fewer;
        }
        return left;
    }
}
