package dtlskeying.model.explore;

import java.util.List;

/**
 * A system whose reachable states can be exhausted.
 *
 * <p>All methods are functions of their arguments alone, and {@link #expand} lists the successors
 * in the same order every time: counts and counterexamples are then the same in every run.
 *
 * @param <S> the states, immutable values
 * @param <L> the labels of the transitions, what a reader of a counterexample sees
 */
public interface Explorable<S, L> {
    /** Where the system may start; at least one state. */
    List<S> initialStates();

    /** Gives every successor of the state to the sink. None at all is a dead end. */
    void expand(S state, Sink<S, L> sink);

    /**
     * The 64 bits that stand for the state in the table of visited states. Two states with one key
     * are taken for the same. Either every field packed with {@link Bits}, or {@link Fingerprint}.
     */
    long key(S state);

    /** What must hold in every reachable state. */
    List<Invariant<S>> invariants();

    /** What must stay possible in every reachable state. Checking it stores all transitions. */
    default List<Goal<S>> goals() {
        return List.of();
    }

    /** What the left and the right end are called where a way is drawn as a ladder. */
    default List<String> rails() {
        return List.of("client", "server");
    }

    /** Takes the successors of one state. */
    @FunctionalInterface
    interface Sink<S, L> {
        /** One transition from the state that is being expanded. */
        void to(L label, S next);
    }
}
