package dtlskeying.properties.explore;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Twinned;
import dtlskeying.model.explore.Watch;

import java.util.BitSet;

/**
 * What one search of a system counted.
 *
 * @param by who searched
 * @param isWhole whether every reachable state was found
 * @param isSound whether nothing was found wrong on the way
 * @param states how many states there are
 * @param outcomes the outcomes that were met
 * @param seconds how long it took, without what made the search ready
 */
public record Counted(
        String by, boolean isWhole, boolean isSound, long states, BitSet outcomes, double seconds) {
    public Counted {
        outcomes = (BitSet) outcomes.clone();
    }

    @Override
    public BitSet outcomes() {
        return (BitSet) outcomes.clone();
    }

    /** What our explorer counts. */
    public static <S, L> Counted byExplorer(Twinned<S, L> system, Bounds bounds, Watch watch) {
        var outcomes = new BitSet();
        long started = System.nanoTime();
        var found = Explorer.explore(new Watched<>(system, outcomes), bounds, watch);
        return new Counted(
                "explorer",
                found.ending() == Ending.EXHAUSTED,
                found.isSound(),
                found.states(),
                outcomes,
                (System.nanoTime() - started) / 1e9);
    }

    /** Whether another search has found the same. */
    public boolean agrees(Counted other) {
        return isWhole
                && other.isWhole
                && states == other.states
                && outcomes.equals(other.outcomes);
    }

    /** The outcomes that another search has not met. */
    public BitSet beyond(Counted other) {
        BitSet rest = outcomes();
        rest.andNot(other.outcomes);
        return rest;
    }
}
