package dtlskeying.model.explore;

/** Why an exploration came to its end. */
public enum Ending {
    /** Every reachable state was visited. */
    EXHAUSTED,
    /** A state breaks an invariant; nothing after it was visited. */
    INVARIANT_BROKEN,
    /** A limit on states or depth left reachable states unvisited. */
    BOUND_REACHED,
    /** The watch said stop, or the thread was interrupted. */
    STOPPED
}
