package dtlskeying.model.explore;

import java.util.function.Predicate;

/**
 * Something that must hold in every reachable state.
 *
 * <p>The two halves are kept apart so that an exploration can say in how many states the first was
 * true: an invariant that never had anything to say has not been checked.
 *
 * @param <S> the states
 * @param name the invariant as a sentence, in the manner of a property's name
 * @param when the states that it speaks about
 * @param then what must hold in those
 */
public record Invariant<S>(String name, Predicate<S> when, Predicate<S> then) {
    /** An invariant about every state. */
    public static <S> Invariant<S> always(String name, Predicate<S> then) {
        return new Invariant<>(name, state -> true, then);
    }

    /** Whether the state obeys: also true of a state that the invariant does not speak about. */
    public boolean holdsIn(S state) {
        return !when.test(state) || then.test(state);
    }
}
