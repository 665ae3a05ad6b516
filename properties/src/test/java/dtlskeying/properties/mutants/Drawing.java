package dtlskeying.properties.mutants;

import dtlskeying.properties.mutants.Change.Kind;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Draws changes of {@code impl}: all kinds equally often, and within a kind every place with the
 * same chance. What does not compile is drawn again; what is drawn depends on the sources and the
 * seed.
 */
final class Drawing {
    private final Random chance;
    private final List<Change> candidates;
    private final Path sources;
    private final List<Path> files;

    Drawing(Path root, long seed) throws IOException {
        this.sources = root.resolve("impl/src/main/java");
        this.chance = new Random(seed);
        this.files = files();
        this.candidates = Changes.of(sources, files);
    }

    /** As many mutants as wanted, compiled under the folder, each in a folder of its number. */
    List<DrawnMutant> mutants(int count, Path folder) throws IOException {
        var drawn = new ArrayList<DrawnMutant>();
        var seen = new HashSet<Change>();
        while (drawn.size() < count) {
            var change = next(Kind.values()[drawn.size() % Kind.values().length], seen);
            var mutant =
                    new DrawnMutant(drawn.size() + 1, change, folder.resolve("" + drawn.size()));
            if (mutant.compiles(sources, files)) drawn.add(mutant);
        }
        return drawn;
    }

    private Change next(Kind kind, Set<Change> seen) {
        var left =
                candidates.stream()
                        .filter(change -> change.kind() == kind && !seen.contains(change))
                        .toList();
        if (left.isEmpty()) throw new IllegalStateException("nothing is left to change: " + kind);
        var change = left.get(chance.nextInt(left.size()));
        seen.add(change);
        return change;
    }

    private List<Path> files() throws IOException {
        try (var walk = Files.walk(sources)) {
            return walk.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("module-info.java"))
                    .sorted()
                    .toList();
        }
    }
}
