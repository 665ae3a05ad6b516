package dtlskeying.model;

import dtlskeying.spec.Effect;

import java.util.Set;

/**
 * What the text of a chapter permits, as one labelled relation. Explorer, checker and oracle all
 * read it.
 *
 * @param <S> the states of the model
 * @param <I> the inputs of the chapter
 * @param <E> the effects of the chapter
 */
public interface Relation<S, I, E extends Effect> {
    /** Every outcome that the text leaves open. One that is not in the set is forbidden. */
    Set<Outcome<S, E>> permitted(S state, I input);

    /** What the modelled party may do unasked: start a re-key, retransmit, time out. */
    default Set<Outcome<S, E>> spontaneous(S state) {
        return Set.of();
    }
}
