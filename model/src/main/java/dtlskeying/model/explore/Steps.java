package dtlskeying.model.explore;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.function.Predicate;

/**
 * One relation, offered every input of a finite alphabet, whose last answer is a part of the state:
 * invariants can then speak of what was done, and of what it changed.
 *
 * @param <S> the states of the model
 * @param <I> the inputs of the chapter
 * @param <E> the effects of the chapter
 * @param relation what the text permits
 * @param starts where it starts
 * @param alphabet the inputs, in the order in which they are tried
 * @param within states beyond it are not followed
 * @param invariants what must hold of every step
 * @param numbers numbers the steps
 */
public record Steps<S, I, E extends Effect>(
        Relation<S, I, E> relation,
        List<S> starts,
        List<I> alphabet,
        Predicate<S> within,
        List<Invariant<Steps.Step<S, I, E>>> invariants,
        Interning<Steps.Step<S, I, E>> numbers)
        implements Explorable<Steps.Step<S, I, E>, ClosedRelation.Answer<I, E>> {
    public Steps {
        starts = List.copyOf(starts);
        alphabet = List.copyOf(alphabet);
        invariants = List.copyOf(invariants);
    }

    /** The steps of a relation from these states on, as long as they stay within. */
    public static <S, I, E extends Effect> Steps<S, I, E> of(
            Relation<S, I, E> relation,
            List<S> starts,
            List<I> alphabet,
            Predicate<S> within,
            List<Invariant<Step<S, I, E>>> invariants) {
        return new Steps<>(relation, starts, alphabet, within, invariants, new Interning<>());
    }

    /**
     * One step.
     *
     * @param before the state before it
     * @param inputs the input; none at the start, or if the step was unasked
     * @param effects what was done
     * @param after the state after it
     */
    public record Step<S, I, E extends Effect>(S before, List<I> inputs, List<E> effects, S after) {
        public Step {
            inputs = List.copyOf(inputs);
            effects = List.copyOf(effects);
        }

        /** Whether something of that kind was done. */
        public boolean did(Class<? extends Effect> kind) {
            return effects.stream().anyMatch(kind::isInstance);
        }

        /** Everything of that kind that was done, in order. */
        public <T extends Effect> List<T> all(Class<T> kind) {
            return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** Whether the state is as it was. */
        public boolean changedNothing() {
            return before.equals(after);
        }
    }

    @Override
    public List<Step<S, I, E>> initialStates() {
        return starts.stream()
                .map(start -> new Step<S, I, E>(start, List.of(), List.of(), start))
                .toList();
    }

    @Override
    public void expand(Step<S, I, E> step, Sink<Step<S, I, E>, ClosedRelation.Answer<I, E>> sink) {
        S before = step.after();
        for (I input : alphabet)
            for (Outcome<S, E> outcome : Outcomes.inOrder(relation.permitted(before, input)))
                if (within.test(outcome.after()))
                    sink.to(
                            new ClosedRelation.Answer.To<>(input, outcome.effects()),
                            next(before, List.of(input), outcome));
        for (Outcome<S, E> outcome : Outcomes.inOrder(relation.spontaneous(before)))
            if (within.test(outcome.after()))
                sink.to(
                        new ClosedRelation.Answer.Unasked<>(outcome.effects()),
                        next(before, List.of(), outcome));
    }

    private Step<S, I, E> next(S before, List<I> inputs, Outcome<S, E> outcome) {
        return new Step<>(before, inputs, outcome.effects(), outcome.after());
    }

    @Override
    public long key(Step<S, I, E> step) {
        return numbers.applyAsLong(step);
    }
}
