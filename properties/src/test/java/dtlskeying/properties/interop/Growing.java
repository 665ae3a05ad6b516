package dtlskeying.properties.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A list that one thread writes and another one reads; waiting for an element has a bound. */
final class Growing<T> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<T> elements = new ArrayList<>();

    synchronized void add(T element) {
        elements.add(element);
        notifyAll();
    }

    /** All that it holds by now. */
    synchronized List<T> all() {
        return List.copyOf(elements);
    }

    /** The element with this place, 0 for the first; waits for it. */
    synchronized T at(int place) {
        long deadline = deadline();
        while (elements.size() <= place) waitUntil(deadline);
        return elements.get(place);
    }

    /** The first element of that kind; waits for it. */
    synchronized T first(Predicate<T> kind) {
        long deadline = deadline();
        for (int place = 0; ; place++) {
            while (elements.size() <= place) waitUntil(deadline);
            if (kind.test(elements.get(place))) return elements.get(place);
        }
    }

    private static long deadline() {
        return System.nanoTime() + PATIENCE.toNanos();
    }

    private void waitUntil(long deadline) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) throw new AssertionError("it does not come; there is " + elements);
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
