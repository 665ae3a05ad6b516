package dtlskeying.model.explore;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One relation, offered every input of a finite alphabet in every state, and left to do what it may
 * do unasked.
 *
 * @param <S> the states of the model
 * @param <I> the inputs of the chapter
 * @param <E> the effects of the chapter
 * @param relation what the text permits
 * @param initialStates where it starts
 * @param alphabet the inputs, in the order in which they are tried
 * @param keys the key of a state: {@link Interning}, a packed key or a fingerprint
 * @param invariants what must hold in every reachable state
 * @param goals what must stay possible
 */
public record ClosedRelation<S, I, E extends Effect>(
        Relation<S, I, E> relation,
        List<S> initialStates,
        List<I> alphabet,
        ToLongFunction<S> keys,
        List<Invariant<S>> invariants,
        List<Goal<S>> goals)
        implements Explorable<S, ClosedRelation.Answer<I, E>> {
    public ClosedRelation {
        initialStates = List.copyOf(initialStates);
        alphabet = List.copyOf(alphabet);
        invariants = List.copyOf(invariants);
        goals = List.copyOf(goals);
    }

    /** What happened to the modelled party. */
    public sealed interface Answer<I, E extends Effect> {
        /** An input and one permitted answer. */
        record To<I, E extends Effect>(I input, List<E> effects) implements Answer<I, E> {}

        /** Something that was done unasked. */
        record Unasked<I, E extends Effect>(List<E> effects) implements Answer<I, E> {}
    }

    @Override
    public void expand(S state, Sink<S, Answer<I, E>> sink) {
        for (I input : alphabet)
            for (Outcome<S, E> outcome : Outcomes.inOrder(relation.permitted(state, input)))
                sink.to(new Answer.To<>(input, outcome.effects()), outcome.after());
        for (Outcome<S, E> outcome : Outcomes.inOrder(relation.spontaneous(state)))
            sink.to(new Answer.Unasked<>(outcome.effects()), outcome.after());
    }

    @Override
    public long key(S state) {
        return keys.applyAsLong(state);
    }
}
