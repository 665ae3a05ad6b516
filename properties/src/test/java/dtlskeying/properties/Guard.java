package dtlskeying.properties;

import dtlskeying.spec.Clause;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A known bug and the property that notices it, ready to be run.
 *
 * @param bug X-number, or a short name for a bug from the field
 * @param story what the programmer did
 * @param breaks the clauses that it breaks
 * @param killer the name of the property
 * @param run tries the property on the sick code: the trace that shows the bug, if it was noticed
 * @param specimen the same for the museum: as small as it gets, and who else notices it
 */
public record Guard(
        String bug,
        String story,
        Set<Clause> breaks,
        String killer,
        Supplier<Optional<String>> run,
        Supplier<Optional<Specimen>> specimen) {
    /** A bug that shows in one case, which the property names: nothing can be left out of it. */
    public Guard(
            String bug,
            String story,
            Set<Clause> breaks,
            String killer,
            Supplier<Optional<String>> run) {
        this(
                bug,
                story,
                breaks,
                killer,
                run,
                () -> run.get().map(violation -> Specimen.ofCase(violation, Answers.only(killer))));
    }

    /**
     * A bug in code that several sentences are asked of.
     *
     * @param laws the sentences by their names; asked of a code, each gives what is wrong with it
     */
    public static <C> Guard of(
            String bug,
            String story,
            Set<Clause> breaks,
            String killer,
            Map<String, Function<C, Optional<String>>> laws,
            C sick) {
        Supplier<Optional<String>> run = () -> laws.get(killer).apply(sick);
        return new Guard(
                bug,
                story,
                breaks,
                killer,
                run,
                () ->
                        run.get()
                                .map(violation ->
                                        Specimen.ofCase(violation, Answers.of(laws, sick))));
    }
}
