package dtlskeying.impl;

import java.util.List;

/**
 * What one input does to a machine: the state after it, and the effects in their order.
 *
 * <p>This is the whole framework: a machine is an immutable value with a total function from input
 * to {@code Step}.
 *
 * @param <S> the states of the machine
 * @param <E> the effects of its chapter
 */
public record Step<S, E>(S state, List<E> effects) {
    public Step {
        effects = List.copyOf(effects);
    }

    /** The machine moves to another state, silently. */
    public static <S, E> Step<S, E> become(S state) {
        return new Step<>(state, List.of());
    }

    /** The machine moves to another state, with an effect. */
    public static <S, E> Step<S, E> become(S state, E effect) {
        return new Step<>(state, List.of(effect));
    }

    /** The machine moves to another state, with two effects in this order. */
    public static <S, E> Step<S, E> become(S state, E first, E second) {
        return new Step<>(state, List.of(first, second));
    }

    /** The machine stays as it is and says nothing. */
    public static <S, E> Step<S, E> stay(S same) {
        return new Step<>(same, List.of());
    }

    /** The machine stays as it is: what was refused, or was nothing to it, changes nothing. */
    public static <S, E> Step<S, E> stay(S same, E effect) {
        return new Step<>(same, List.of(effect));
    }
}
