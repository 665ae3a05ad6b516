package dtlskeying.properties;

import dtlskeying.impl.Step;

/**
 * The step function of a chapter's machine. The harness takes a function, so that a mutant can wrap
 * it: production code needs no switch for bugs.
 */
@FunctionalInterface
public interface Machine<S, I, E> {
    /** What one input does in one state. */
    Step<S, E> on(S state, I input);
}
