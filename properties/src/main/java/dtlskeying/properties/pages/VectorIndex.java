package dtlskeying.properties.pages;

import dtlskeying.vectors.Fields;
import dtlskeying.vectors.UnreadableVectors;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which vectors accept or reject something in the name of each clause.
 *
 * @param byClause the tests by the ids of the clauses, file by file
 */
public record VectorIndex(Map<String, Map<VectorKind, List<Entry>>> byClause) {
    private static final Set<String> REJECTING = Set.of("invalid", "forbidden");

    /**
     * One test.
     *
     * @param tcId its number in its file
     * @param comment what is special about it
     * @param isRejecting whether it rejects
     */
    public record Entry(int tcId, String comment, boolean isRejecting) {}

    /**
     * Reads all vectors in a folder.
     *
     * @param root the folder that holds {@code srtp} and {@code schema}
     * @throws UnreadableVectors if a file is missing or cannot be used
     */
    public static VectorIndex read(Path root) throws UnreadableVectors {
        var index = new VectorIndex(new TreeMap<>());
        for (VectorKind kind : VectorKind.values())
            for (VectorGroup group : VectorFiles.read(root, kind).testGroups())
                for (VectorTest test : group.tests()) index.add(kind, test);
        return index;
    }

    /** The tests that name a clause, file by file. */
    public Map<VectorKind, List<Entry>> of(String id) {
        return byClause.getOrDefault(id, Map.of());
    }

    private void add(VectorKind kind, VectorTest test) {
        var entry = new Entry(test.tcId(), test.comment(), isRejecting(test.fields()));
        for (String id : test.clauses())
            byClause.computeIfAbsent(id, _ -> new EnumMap<>(VectorKind.class))
                    .computeIfAbsent(kind, _ -> new ArrayList<>())
                    .add(entry);
    }

    private static boolean isRejecting(Fields fields) {
        return fields.has("result") && REJECTING.contains(fields.text("result"));
    }
}
