package dtlskeying.model.explore;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Numbers states as they are met: keys that never collide, for any value with {@code equals}.
 *
 * <p>It holds every state, some 100 bytes each: for models of up to some ten thousand states. One
 * instance serves one exploration.
 *
 * @param <S> the states
 */
public final class Interning<S> implements ToLongFunction<S> {
    private final Map<S, Long> numbers = new HashMap<>();

    /** Nothing has a number yet. */
    public Interning() {}

    @Override
    public long applyAsLong(S state) {
        Long known = numbers.get(state);
        if (known != null) return known;
        long number = numbers.size();
        numbers.put(state, number);
        return number;
    }
}
