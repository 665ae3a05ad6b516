package dtlskeying.properties;

import dtlskeying.spec.Clause;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A known bug and the property that notices it, ready to be run.
 *
 * @param bug X-number, or a short name for a bug from the field
 * @param story what the programmer did
 * @param breaks the clauses that it breaks
 * @param killer the name of the property
 * @param run tries the property on the sick code: the trace that shows the bug, if it was noticed
 */
public record Guard(
        String bug,
        String story,
        Set<Clause> breaks,
        String killer,
        Supplier<Optional<String>> run) {}
