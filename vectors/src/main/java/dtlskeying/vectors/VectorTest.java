package dtlskeying.vectors;

import java.util.List;

/**
 * One test.
 *
 * @param tcId its number in the file, from 1, never used again
 * @param comment what is special about it
 * @param clauses the ids of the clauses that it accepts for or rejects by
 * @param flags the readings under which it holds, and what else the notes explain
 * @param fields what goes in and what has to come out; which fields there are is a matter of the
 *     kind
 */
public record VectorTest(
        int tcId, String comment, List<String> clauses, List<String> flags, Fields fields) {
    /** Copies the lists. */
    public VectorTest {
        clauses = List.copyOf(clauses);
        flags = List.copyOf(flags);
    }
}
