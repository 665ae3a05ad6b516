package dtlskeying.properties.check;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceEvent;

import java.util.List;
import java.util.Set;

/** What is to be said of one strip of a trace. */
public sealed interface Verdict {
    /** The strip that it is about. */
    Strip strip();

    /**
     * The text permits every step.
     *
     * @param strip the strip
     * @param acted the clauses that justify what was done
     * @param departed the recommendations that every explanation departs from
     */
    record Consistent(Strip strip, Set<Clause> acted, Set<Clause> departed) implements Verdict {
        public Consistent {
            acted = Set.copyOf(acted);
            departed = Set.copyOf(departed);
        }
    }

    /**
     * A step is forbidden; those before it are not.
     *
     * @param strip the strip
     * @param step the first forbidden step
     * @param permitted everything that was permitted there instead; nothing if the text lets no
     *     such input come
     * @param clauses the clauses that justify it
     * @param readings those that would permit the step if they were turned round, one of them alone
     * @param shortest as few steps as we could find, the forbidden one last; the ones left out make
     *     no difference to what is permitted there
     */
    record Inconsistent(
            Strip strip,
            TraceEvent step,
            List<String> permitted,
            Set<Clause> clauses,
            Set<Reading> readings,
            List<TraceEvent> shortest)
            implements Verdict {
        public Inconsistent {
            permitted = List.copyOf(permitted);
            clauses = Set.copyOf(clauses);
            readings = Set.copyOf(readings);
            shortest = List.copyOf(shortest);
        }
    }

    /**
     * Nothing can be said.
     *
     * @param strip the strip
     * @param reason what was missing
     */
    record Inconclusive(Strip strip, String reason) implements Verdict {}
}
