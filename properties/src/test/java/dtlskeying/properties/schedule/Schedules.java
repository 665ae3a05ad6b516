package dtlskeying.properties.schedule;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

import java.util.function.LongFunction;

/**
 * Schedules for jqwik. Each has a seed of its own, which is all that it takes to draw it again:
 * with {@code -Dmbt.seed=N} every property tries that one alone.
 */
final class Schedules {
    private static final int SEEDS = 1_000_000_000;

    private Schedules() {}

    /** Schedules drawn by walking from that start with those habits. */
    static Arbitrary<Schedule> of(Start start, Habits habits) {
        return of(seed -> Walk.schedule(start, habits, seed));
    }

    /** Schedules as a function of their seed. */
    static Arbitrary<Schedule> of(LongFunction<Schedule> drawing) {
        return Arbitraries.fromGenerator(
                random -> new ShrinkableSchedule(drawing.apply(seed(random.nextInt(SEEDS)))));
    }

    private static long seed(long drawn) {
        return Long.getLong("mbt.seed", drawn);
    }
}
