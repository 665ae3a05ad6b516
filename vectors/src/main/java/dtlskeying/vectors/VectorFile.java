package dtlskeying.vectors;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One file of vectors, with Wycheproof's header.
 *
 * @param algorithm what is tested, in a few words
 * @param schema the JSON Schema of the file, a name in the folder {@code schema}
 * @param documents the documents that the vectors are about, with their revision
 * @param witnesses who else has computed the same bytes or outcomes, and for which tests
 * @param header what a reader must know, a sentence a line
 * @param notes what each flag stands for
 * @param testGroups the tests, grouped by what they share
 */
public record VectorFile(
        String algorithm,
        String schema,
        List<String> documents,
        List<Witness> witnesses,
        List<String> header,
        Map<String, String> notes,
        List<VectorGroup> testGroups) {

    /**
     * Someone who is independent of our implementation.
     *
     * @param name a document's section, or a program with its version
     * @param covers the tests that it vouches for, in words
     */
    public record Witness(String name, String covers) {}

    /** Copies lists and map; the flags are sorted by name. */
    public VectorFile {
        documents = List.copyOf(documents);
        witnesses = List.copyOf(witnesses);
        header = List.copyOf(header);
        notes = Collections.unmodifiableMap(new TreeMap<>(notes));
        testGroups = List.copyOf(testGroups);
    }

    /** All tests, group by group. */
    public Stream<VectorTest> tests() {
        return testGroups.stream().flatMap(group -> group.tests().stream());
    }

    /** How many tests there are. */
    public int numberOfTests() {
        return testGroups.stream().mapToInt(group -> group.tests().size()).sum();
    }
}
