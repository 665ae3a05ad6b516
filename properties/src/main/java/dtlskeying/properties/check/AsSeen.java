package dtlskeying.properties.check;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What somebody who only listens can hold an end to: of what it does some things are seen, and of
 * what it learns some things are not.
 *
 * @param text what the text permits
 * @param sight what is seen of an effect; nothing, if it leaves no trace on the wire
 * @param silent what the end may learn at any time, unseen
 * @param <M> states of the model
 * @param <I> inputs
 * @param <E> effects
 */
public record AsSeen<M, I, E extends Effect>(
        Relation<M, I, E> text, Function<E, Optional<E>> sight, List<I> silent)
        implements Relation<M, I, E> {
    /** More states than that are not gone through. */
    private static final int MOST_STATES = 10_000;

    public AsSeen {
        silent = List.copyOf(silent);
    }

    @Override
    public Set<Outcome<M, E>> permitted(M state, I input) {
        var seen = new HashSet<Outcome<M, E>>();
        for (M each : reachable(state))
            for (Outcome<M, E> outcome : text.permitted(each, input)) seen.add(seen(outcome));
        return seen;
    }

    private Outcome<M, E> seen(Outcome<M, E> outcome) {
        List<E> effects = outcome.effects().stream().map(sight).flatMap(Optional::stream).toList();
        return new Outcome<>(outcome.after(), effects, outcome.because(), outcome.departs());
    }

    /** Where an end may be that has learnt something in silence, and shown nothing of it. */
    private Set<M> reachable(M state) {
        var found = new HashSet<M>(Set.of(state));
        var open = new ArrayDeque<M>(found);
        while (!open.isEmpty() && found.size() < MOST_STATES) {
            M from = open.remove();
            var unseen = new HashSet<>(text.spontaneous(from));
            for (I input : silent) unseen.addAll(text.permitted(from, input));
            for (Outcome<M, E> outcome : unseen)
                if (seen(outcome).effects().isEmpty() && found.add(outcome.after()))
                    open.add(outcome.after());
        }
        return found;
    }
}
