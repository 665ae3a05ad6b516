package dtlskeying.model;

import dtlskeying.spec.Effect;

import java.util.Set;

/**
 * A bug in a relation: what it permits where the honest one permits something else.
 *
 * @param <S> the states of the model
 * @param <I> the inputs of the chapter
 * @param <E> the effects of the chapter
 */
@FunctionalInterface
public interface Slip<S, I, E extends Effect> {
    /** What is permitted, given the honest relation. */
    Set<Outcome<S, E>> permitted(Relation<S, I, E> honest, S state, I input);

    /** The relation with this bug in it; what is done unasked stays as it was. */
    default Relation<S, I, E> in(Relation<S, I, E> honest) {
        return new Relation<>() {
            @Override
            public Set<Outcome<S, E>> permitted(S state, I input) {
                return Slip.this.permitted(honest, state, input);
            }

            @Override
            public Set<Outcome<S, E>> spontaneous(S state) {
                return honest.spontaneous(state);
            }
        };
    }
}
