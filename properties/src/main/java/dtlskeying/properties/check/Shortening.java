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
    /** Each trial runs through all of its steps: when so many were tried, it is left at that. */
    private static final long MOST = 20_000_000;

    /**
     * As few of these steps, which fail, as still do; of very many, or if this thread is
     * interrupted, as few as were come by until then.
     */
    public List<T> of(List<T> steps) {
        List<T> left = List.copyOf(steps);
        long tried = 0;
        for (int size = Math.max(1, left.size() / 2); size > 0; size /= 2)
            for (int end = left.size() - 1; end > 0; end -= size) {
                if (tried > MOST || Thread.currentThread().isInterrupted()) return left;
                List<T> fewer = without(left, Math.max(0, end - size), end);
                tried += fewer.size();
                if (fails.test(fewer)) left = fewer;
            }
        return left;
    }

    private static <T> List<T> without(List<T> steps, int start, int end) {
        var fewer = new ArrayList<T>(steps.subList(0, start));
        fewer.addAll(steps.subList(end, steps.size()));
        return fewer;
    }
}
