package dtlskeying.model;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.Set;

/**
 * One thing that the text permits in answer to an input.
 *
 * @param <S> the states of the model
 * @param <E> the effects of the chapter
 * @param after the state of the model after it
 * @param effects what is done, in order; the reasons in them do not count
 * @param because the clauses that justify the outcome; an observed reason must be one of them
 * @param departs the SHOULD clauses that the outcome departs from, none for most
 */
public record Outcome<S, E extends Effect>(
        S after, List<E> effects, Set<Clause> because, Set<Clause> departs) {
    public Outcome {
        effects = List.copyOf(effects);
        because = Set.copyOf(because);
        departs = Set.copyOf(departs);
    }

    /** An outcome that follows every recommendation. */
    public static <S, E extends Effect> Outcome<S, E> of(
            S after, List<E> effects, Clause... because) {
        return new Outcome<>(after, effects, Set.of(because), Set.of());
    }

    /** The same outcome, permitted although it departs from a recommendation. */
    public Outcome<S, E> departingFrom(Clause recommendation) {
        return new Outcome<>(after, effects, because, Set.of(recommendation));
    }

    /** Whether these effects were observed, each for a reason that this outcome knows, if any. */
    public boolean explains(List<? extends Effect> observed) {
        if (observed.size() != effects.size()) return false;
        for (int i = 0; i < observed.size(); i++) {
            if (!observed.get(i).sameDeed(effects.get(i))) return false;
            if (!knows(observed.get(i).clause())) return false;
        }
        return true;
    }

    private boolean knows(Clause reason) {
        return reason == Clause.UNSTATED || because.contains(reason);
    }
}
