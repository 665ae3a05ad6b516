package dtlskeying.properties.exercise;

import dtlskeying.impl.Step;
import dtlskeying.properties.Machine;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** How a right machine is made sick. */
final class Bugs {
    private Bugs() {}

    /** What the sick machine does where the right one does that. */
    @FunctionalInterface
    interface Slip<S, I, E> {
        Step<S, E> instead(S before, I input, Step<S, E> right);
    }

    static <S, I, E> UnaryOperator<Machine<S, I, E>> steps(Slip<S, I, E> slip) {
        return right -> (state, input) -> slip.instead(state, input, right.on(state, input));
    }

    /** Two steps in one: after some inputs the machine takes another input by itself. */
    static <S, I, E> UnaryOperator<Machine<S, I, E>> followedBy(
            Class<? extends I> first, I second) {
        return right ->
                (state, input) -> {
                    var step = right.on(state, input);
                    if (!first.isInstance(input)) return step;
                    var next = right.on(step.state(), second);
                    return new Step<>(next.state(), concat(step.effects(), next.effects()));
                };
    }

    static <E> List<E> concat(List<E> one, List<E> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
