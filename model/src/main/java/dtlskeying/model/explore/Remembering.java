package dtlskeying.model.explore;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a relation permits, in order, worked out once for each state and input: two ends on a
 * network meet the same few over and over.
 *
 * <p>It holds every answer that it has given. One instance serves one exploration.
 *
 * @param <S> the states of the model
 * @param <I> the inputs of the chapter
 * @param <E> the effects of the chapter
 */
public final class Remembering<S, I, E extends Effect> {
    private final Relation<S, I, E> relation;
    private final Map<S, Map<I, List<Outcome<S, E>>>> known = new HashMap<>();

    /** Nothing has been asked yet. */
    public Remembering(Relation<S, I, E> relation) {
        this.relation = relation;
    }

    /** The outcomes that follow every recommendation. */
    public List<Outcome<S, E>> recommended(S state, I input) {
        return known.computeIfAbsent(state, _ -> new HashMap<>())
                .computeIfAbsent(input, _ -> workedOut(state, input));
    }

    private List<Outcome<S, E>> workedOut(S state, I input) {
        return Outcomes.inOrder(relation.permitted(state, input)).stream()
                .filter(outcome -> outcome.departs().isEmpty())
                .toList();
    }
}
