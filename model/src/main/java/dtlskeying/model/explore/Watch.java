package dtlskeying.model.explore;

/** Looks on while a long exploration runs, and may end it. */
@FunctionalInterface
public interface Watch {
    /** Lets every exploration run. */
    Watch NONE = (states, transitions, depth) -> true;

    /**
     * Called every 1,024 expanded states.
     *
     * @param states how many have been found
     * @param transitions how many have been followed
     * @param depth steps from an initial state to the one that was expanded last
     * @return whether to go on
     */
    boolean goOn(long states, long transitions, int depth);
}
