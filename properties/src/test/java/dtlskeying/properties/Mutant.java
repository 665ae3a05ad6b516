package dtlskeying.properties;

import dtlskeying.impl.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A realistic bug, as a wrapper around the step function of a healthy machine.
 *
 * @param id X-number, or a short name for one that comes from the field
 * @param story what the programmer did
 * @param breaks the clauses that it breaks
 * @param killer the law that must notice it
 * @param change the healthy machine, made sick
 */
public record Mutant<S, I, E extends Effect, M>(
        String id,
        String story,
        Set<Clause> breaks,
        Law<S, I, E, M> killer,
        UnaryOperator<Machine<S, I, E>> change) {

    /** A bug in some rows: where the function gives a step, the machine takes that one. */
    public static <S, I, E> UnaryOperator<Machine<S, I, E>> instead(
            BiFunction<S, I, Optional<Step<S, E>>> bug) {
        return healthy ->
                (state, input) -> bug.apply(state, input).orElseGet(() -> healthy.on(state, input));
    }

    /** A bug in the inputs: the machine reads something else than was said. */
    public static <S, I, E> UnaryOperator<Machine<S, I, E>> misreading(UnaryOperator<I> bug) {
        return healthy -> (state, input) -> healthy.on(state, bug.apply(input));
    }

    /** A bug in the effects: the machine moves on in health, and does something else. */
    public static <S, I, E> UnaryOperator<Machine<S, I, E>> misdoing(UnaryOperator<E> bug) {
        return healthy ->
                (state, input) -> {
                    Step<S, E> step = healthy.on(state, input);
                    return new Step<>(step.state(), step.effects().stream().map(bug).toList());
                };
    }
}
