package dtlskeying.properties.chunk;

import dtlskeying.impl.Step;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Bugs in some rows of a table. */
final class RowBug {
    private RowBug() {}

    /** A bug that takes the given step; it gives null where the machine is healthy. */
    static <S, I, E extends Effect, M> Mutant<S, I, E, M> bug(
            String id,
            String story,
            Law<S, I, E, M> killer,
            BiFunction<S, I, Step<S, E>> change,
            Clause... breaks) {
        return new Mutant<>(
                id,
                story,
                Set.of(breaks),
                killer,
                Mutant.instead((state, input) -> Optional.ofNullable(change.apply(state, input))));
    }
}
