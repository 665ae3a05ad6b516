package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The test classes in the order in which they are likely to notice a change: named after the
 * changed class, in its package and speaking of it, in its package, speaking of it, the rest; those
 * that run whole programs come late, and those that talk to peers last.
 */
final class Tests {
    private record Candidate(String name, Set<String> words) {}

    private static final Set<String> PROGRAMS =
            Set.of("cli", "exercise", "explain", "pages", "probe", "tour");

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
        var folders = test.name().split("\\.");
        String chapter = folders[folders.length - 1];
        String chapters = folders[folders.length - 2];
        if (chapters.equals("interop")) return 6;
        if (PROGRAMS.contains(chapters)) return 5;
        boolean isNear = chapters.equals(change.source().getParent().getFileName().toString());
        boolean isAbout = test.words().contains(change.type());
        if (chapter.startsWith(change.type())) return 0;
        if (isNear) return isAbout ? 1 : 2;
        return isAbout ? 3 : 4;
    }

    private static Candidate candidate(Path sources, Path file) throws IOException {
        String name = sources.relativize(file).toString().replace(".java", "");
        return new Candidate(name.replace('/', '.').replace('\\', '.'), words(file));
    }

    /** What a source speaks of. */
    static Set<String> words(Path file) throws IOException {
        return Set.copyOf(List.of(Files.readString(file).split("\\W+")));
    }

    /** Interfaces of properties are run in the classes that have them. */
    private static List<Path> files(Path sources) throws IOException {
        try (var walk = Files.walk(sources)) {
            return walk.filter(file -> TEST.matcher(file.toString()).matches()).sorted().toList();
        }
    }
}
