package dtlskeying.properties;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** How many vectors accept or reject something in the name of each clause. */
record VectorCount(Map<String, Integer> acceptingById, Map<String, Integer> rejectingById) {
    /** Reads every vector file below {@code vectors/}. */
    static VectorCount read() {
        var count = new VectorCount(new TreeMap<>(), new TreeMap<>());
        try (Stream<Path> files = Files.walk(Snapshots.root().resolve("vectors"), 2)) {
            files.filter(VectorCount::isVectorFile)
                    .forEach(file -> count.add(JsonMapper.shared().readTree(file.toFile())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count;
    }

    int accepting(String id) {
        return acceptingById.getOrDefault(id, 0);
    }

    int rejecting(String id) {
        return rejectingById.getOrDefault(id, 0);
    }

    int of(String id) {
        return accepting(id) + rejecting(id);
    }

    private static boolean isVectorFile(Path file) {
        String folder = file.getParent().getFileName().toString();
        return file.toString().endsWith(".json") && !folder.equals("schema") && !isLadder(file);
    }

    private static boolean isLadder(Path file) {
        return file.getFileName().toString().equals("ladder.json");
    }

    private void add(JsonNode file) {
        for (JsonNode group : file.path("testGroups"))
            for (JsonNode test : group.path("tests")) {
                var by = isRejecting(test) ? rejectingById : acceptingById;
                var dropped = new TreeSet<String>();
                for (JsonNode arrival : test.path("arrivals"))
                    if (arrival.has("why")) dropped.add(arrival.path("why").asString());
                dropped.forEach(clause -> rejectingById.merge(clause, 1, Integer::sum));
                for (JsonNode clause : test.path("clauses"))
                    if (!dropped.contains(clause.asString()))
                        by.merge(clause.asString(), 1, Integer::sum);
            }
    }

    private static boolean isRejecting(JsonNode test) {
        String result = test.path("result").asString("valid");
        return result.equals("invalid") || result.equals("forbidden");
    }
}
