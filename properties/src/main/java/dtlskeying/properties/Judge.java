package dtlskeying.properties;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds what was observed against what the text permits, step by step, and remembers every state
 * that the model may be in.
 *
 * @param <I> inputs
 * @param <E> effects
 * @param <M> states of the model
 * @param model what the text permits
 * @param frontier the states that explain everything so far; none after a forbidden step
 * @param exercised the clauses that justified what was observed
 * @param departed the recommendations that every explanation departs from
 */
public record Judge<I, E extends Effect, M>(
        Relation<M, I, E> model, Set<M> frontier, Set<Clause> exercised, Set<Clause> departed) {
    public Judge {
        frontier = Set.copyOf(frontier);
        exercised = Set.copyOf(exercised);
        departed = Set.copyOf(departed);
    }

    /** A judge who has seen nothing yet. */
    public static <I, E extends Effect, M> Judge<I, E, M> of(Relation<M, I, E> model, M start) {
        return new Judge<>(model, Set.of(start), Set.of(), Set.of());
    }

    /** Whether a forbidden step was seen. */
    public boolean isViolated() {
        return frontier.isEmpty();
    }

    /** The judge after one more step. */
    public Judge<I, E, M> see(I input, List<E> effects) {
        var after = new HashSet<M>();
        var reasons = new HashSet<Clause>();
        Set<Clause> least = null;
        for (Outcome<M, E> outcome : permitted(input)) {
            if (!outcome.explains(effects)) continue;
            after.add(outcome.after());
            reasons.addAll(outcome.because());
            if (least == null || outcome.departs().size() < least.size()) least = outcome.departs();
        }
        return new Judge<>(model, after, union(exercised, reasons), union(departed, orNone(least)));
    }

    /** Everything that the text leaves open here. */
    public Set<Outcome<M, E>> permitted(I input) {
        var open = new HashSet<Outcome<M, E>>();
        for (M facts : frontier) open.addAll(model.permitted(facts, input));
        return open;
    }

    private static Set<Clause> orNone(Set<Clause> clauses) {
        return clauses == null ? Set.of() : clauses;
    }

    private static Set<Clause> union(Set<Clause> one, Set<Clause> other) {
        var all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
