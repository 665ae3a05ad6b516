package dtlskeying.properties.check;

import dtlskeying.spec.Clause;
import dtlskeying.spec.trace.TraceEvent;

import java.util.List;
import java.util.Set;

/**
 * One step of a trace beside what the text permitted there.
 *
 * @param step what was told and done
 * @param permitted everything that was permitted; nothing if the text lets no such input come
 * @param clauses the clauses that justify it
 * @param isPermitted whether what was done is among it
 */
public record Judged(
        TraceEvent step, List<String> permitted, Set<Clause> clauses, boolean isPermitted) {
    public Judged {
        permitted = List.copyOf(permitted);
        clauses = Set.copyOf(clauses);
    }
}
