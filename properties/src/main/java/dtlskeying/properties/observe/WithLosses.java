package dtlskeying.properties.observe;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A sender whose packets are not all in the capture: it may have sent others before any that is
 * there.
 *
 * @param text what the text permits
 * @param lost where the sender may be that has sent all that is missing before this input; nothing
 *     if nothing is
 * @param <M> states of the model
 * @param <I> inputs
 * @param <E> effects
 */
record WithLosses<M, I, E extends Effect>(
        Relation<M, I, E> text, BiFunction<M, I, Optional<M>> lost) implements Relation<M, I, E> {
    @Override
    public Set<Outcome<M, E>> permitted(M state, I input) {
        var permitted = new HashSet<>(text.permitted(state, input));
        lost.apply(state, input).ifPresent(later -> permitted.addAll(text.permitted(later, input)));
        return permitted;
    }
}
