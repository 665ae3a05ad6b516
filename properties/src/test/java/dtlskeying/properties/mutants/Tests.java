package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The test classes in the order in which they are likely to notice a change: named after the
 * changed class, speaking of it, in its package, the rest; those that talk to peers come last.
 */
final class Tests {
    private record Candidate(String name, String text) {}

    private static final Pattern TEST = Pattern.compile(".*(Test|Properties)\\.java");

    private final List<Candidate> candidates = new ArrayList<>();

    Tests(Path root) throws IOException {
        for (String module : List.of("impl", "properties")) {
            var sources = root.resolve(module).resolve("src/test/java");
            for (Path file : files(sources)) candidates.add(candidate(sources, file));
        }
    }

    /** The names of all test classes, the likeliest to notice first. */
    List<String> inOrderFor(Change change) {
        return candidates.stream()
                .sorted(
                        Comparator.comparingInt((Candidate test) -> distance(test, change))
                                .thenComparing(Candidate::name))
                .map(Candidate::name)
                .toList();
    }

    private static int distance(Candidate test, Change change) {
        String chapter = test.name().substring(test.name().lastIndexOf('.') + 1);
        if (test.name().contains(".interop.")) return 5;
        if (chapter.startsWith(change.type())) return 0;
        if (test.text().contains(change.type())) return 1;
        if (test.name().contains("." + change.source().getParent().getFileName() + ".")) return 2;
        return 3;
    }

    private static Candidate candidate(Path sources, Path file) throws IOException {
        String name = sources.relativize(file).toString().replace(".java", "");
        return new Candidate(name.replace('/', '.').replace('\\', '.'), Files.readString(file));
    }

    /** Interfaces of properties are run in the classes that have them. */
    private static List<Path> files(Path sources) throws IOException {
        try (var walk = Files.walk(sources)) {
            return walk.filter(file -> TEST.matcher(file.toString()).matches()).sorted().toList();
        }
    }
}
