package dtlskeying.properties.mutants;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is changed of a chapter, and who has to notice. Names are those of classes in the package of
 * the chapter, or have a package of their own before them.
 *
 * @param chapter its name, for example {@code srtp/MkiSelection}
 * @param machine the classes of {@code impl} that are changed
 * @param model the classes of {@code model} that are changed
 * @param noticing the tests of all modules that have these names
 * @param vectors the vectors that are verified once more, by the names of their kinds
 * @param explored what is explored once more and has to be as large as ever
 */
record Study(
        String chapter,
        List<String> machine,
        List<String> model,
        List<String> noticing,
        List<String> vectors,
        List<String> explored) {
    private static final List<String> WITH_TESTS = List.of("properties", "impl", "model");

    Study {
        machine = machine == null ? List.of() : List.copyOf(machine);
        model = model == null ? List.of() : List.copyOf(model);
        noticing = noticing == null ? List.of() : List.copyOf(noticing);
        vectors = vectors == null ? List.of() : List.copyOf(vectors);
        explored = explored == null ? List.of() : List.copyOf(explored);
    }

    /** The classes that are changed, with those inside them. */
    List<String> changed() {
        return Stream.concat(
                        machine.stream().map(name -> qualified("impl", name)),
                        model.stream().map(name -> qualified("model", name)))
                .toList();
    }

    /** Whether a class, or the one that it is inside, is changed. */
    boolean changes(String type) {
        return changed().contains(type.replaceFirst("\\$.*", ""));
    }

    /** The test classes that have to notice. */
    List<String> tests(Path root) {
        var found = new ArrayList<String>();
        for (String name : noticing)
            for (String module : WITH_TESTS) {
                String test = qualified(module, name);
                if (Files.exists(source(root, module, test))) found.add(test);
            }
        if (!vectors.isEmpty()) found.add("dtlskeying.properties.vectors.VerifiedAgain");
        if (!explored.isEmpty()) found.add("dtlskeying.properties.ExploredAgain");
        return found;
    }

    /** The source of a test of a module. */
    static Path source(Path root, String module, String test) {
        return root.resolve(module)
                .resolve("src/test/java")
                .resolve(test.replace('.', '/') + ".java");
    }

    /** The folder of the chapter, and of its package in every module. */
    String folder() {
        return chapter.substring(0, chapter.indexOf('/'));
    }

    private String qualified(String module, String name) {
        String place = name.contains(".") ? "" : folder() + ".";
        return "dtlskeying." + module + "." + place + name;
    }
}
