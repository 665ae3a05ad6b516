package dtlskeying.properties.explore;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Watch;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * One thing that can be exhausted.
 *
 * @param name package and chapter or composition, for example {@code srtp/KeySets}
 * @param about what it is, in one line
 * @param within what its size is bounded by: how much of everything there is in it
 * @param bounds how far the build explores it
 * @param isFlawed whether something is expected to be found wrong: a shortest way to it teaches
 * @param system makes it anew: one exploration uses it up
 */
public record Exploring(
        String name,
        String about,
        String within,
        Bounds bounds,
        boolean isFlawed,
        Supplier<Explorable<?, ?>> system) {
    /** A chapter that counts goes on for ever: so many states say how large its relation is. */
    private static final int MOST_OF_A_CHAPTER = 5_000;

    /** A composition in which nothing is wrong. */
    static Exploring sound(
            String name, String about, String within, Supplier<Explorable<?, ?>> system) {
        return new Exploring(name, about, within, Bounds.OF_THE_BUILD, false, system);
    }

    /** A composition in which something is. */
    static Exploring flawed(
            String name, String about, String within, Supplier<Explorable<?, ?>> system) {
        return new Exploring(name, about, within, Bounds.OF_THE_BUILD, true, system);
    }

    /** One end of a chapter. */
    static Exploring chapter(String name, Supplier<Explorable<?, ?>> system) {
        Bounds bounds = Bounds.states(MOST_OF_A_CHAPTER);
        String within = String.format(Locale.ROOT, "%,d states", bounds.states());
        return new Exploring(name, "one end, on every input", within, bounds, false, system);
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
