package dtlskeying.model.explore;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Effect;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Outcomes in an order. */
public final class Outcomes {
    private static final Comparator<Outcome<?, ?>> ORDER =
            Comparator.<Outcome<?, ?>, String>comparing(outcome -> outcome.effects().toString())
                    .thenComparing(outcome -> outcome.after().toString());

    private Outcomes() {}

    /** A set has no order of its own, and a search must follow one to be the same every time. */
    public static <S, E extends Effect> List<Outcome<S, E>> inOrder(Set<Outcome<S, E>> outcomes) {
        if (outcomes.size() <= 1) return List.copyOf(outcomes);
        return outcomes.stream().sorted(ORDER).toList();
    }
}
