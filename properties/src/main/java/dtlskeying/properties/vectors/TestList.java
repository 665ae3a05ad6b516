package dtlskeying.properties.vectors;

import dtlskeying.spec.Clause;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Numbers the tests of a file while they are made. */
final class TestList {
    private final List<VectorGroup> groups = new ArrayList<>();
    private List<VectorTest> tests = new ArrayList<>();
    private int last;

    /** Adds a test to the group that is being made. */
    void add(String comment, Set<? extends Clause> clauses, List<String> flags, Fields fields) {
        add(comment, clauses.stream().map(Clause::id).sorted().toList(), flags, fields);
    }

    /** Adds a test to the group that is being made; clauses by their ids. */
    void add(String comment, List<String> clauses, List<String> flags, Fields fields) {
        tests.add(new VectorTest(++last, comment, clauses, flags, fields));
    }

    /** Ends the group that is being made. */
    void group(String type, Fields fields) {
        groups.add(new VectorGroup(type, fields, tests));
        tests = new ArrayList<>();
    }

    /** The groups that were ended. */
    List<VectorGroup> groups() {
        return groups;
    }
}
