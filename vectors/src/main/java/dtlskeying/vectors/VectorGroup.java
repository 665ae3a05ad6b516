package dtlskeying.vectors;

import java.util.List;

/**
 * Tests that share something.
 *
 * @param type what the tests are, the same word in a whole file or a few words
 * @param fields what they share; which fields there are is a matter of the kind
 * @param tests the tests
 */
public record VectorGroup(String type, Fields fields, List<VectorTest> tests) {
    /** Copies the list. */
    public VectorGroup {
        tests = List.copyOf(tests);
    }
}
