package dtlskeying.properties.explore;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Watch;

import java.util.function.Supplier;

/**
 * One thing that can be exhausted.
 *
 * @param name package and chapter or composition, for example {@code srtp/KeySets}
 * @param about what it is, in one line
 * @param isFlawed whether something is expected to be found wrong: a shortest way to it teaches
 * @param system makes it anew: one exploration uses it up
 */
public record Exploring(
        String name, String about, boolean isFlawed, Supplier<Explorable<?, ?>> system) {

    /** One in which nothing is wrong. */
    static Exploring sound(String name, String about, Supplier<Explorable<?, ?>> system) {
        return new Exploring(name, about, false, system);
    }

    /** One in which something is. */
    static Exploring flawed(String name, String about, Supplier<Explorable<?, ?>> system) {
        return new Exploring(name, about, true, system);
    }

    /** Exhausts it within the bounds. */
    public Exploration<?, ?> run(Bounds bounds, Watch watch) {
        return run(system.get(), bounds, watch);
    }

    private static <S, L> Exploration<S, L> run(
            Explorable<S, L> system, Bounds bounds, Watch watch) {
        return Explorer.explore(system, bounds, watch);
    }
}
