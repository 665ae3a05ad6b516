package dtlskeying.model.explore;

import java.util.Locale;

/**
 * Something wrong with a system, with a shortest path to it.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 */
public sealed interface Finding<S, L> {
    /** The name of the invariant or goal. */
    String name();

    /** A path to it; no shorter one exists. */
    Trace<S, L> trace();

    /** What is wrong, after how many steps, in one line. */
    default String text() {
        String what =
                switch (this) {
                    case Broken<S, L> _ -> "broken: " + name();
                    case Wedged<S, L>(_, _, int wedged, int trap) ->
                            String.format(
                                    Locale.ROOT,
                                    "out of reach: %s (from %,d states; a trap of %,d)",
                                    name(),
                                    wedged,
                                    trap);
                };
        return what + ", after " + trace().length() + " steps";
    }

    /** The last state of the path breaks an invariant. */
    record Broken<S, L>(String name, Trace<S, L> trace) implements Finding<S, L> {}

    /**
     * From the last state of the path the goal is out of reach.
     *
     * @param wedged how many reachable states are like that
     * @param trap the size of a set of states that is entered from there, never left, and each of
     *     whose states is reached from each other: 1 for a dead end
     */
    record Wedged<S, L>(String name, Trace<S, L> trace, int wedged, int trap)
            implements Finding<S, L> {}
}
