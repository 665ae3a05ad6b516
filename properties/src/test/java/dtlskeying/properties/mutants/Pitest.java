package dtlskeying.properties.mutants;

import dtlskeying.impl.Step;
import dtlskeying.model.Relation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs pitest on a chapter, in a virtual machine of its own. It is on the class path in the profile
 * {@code nightly} alone, and so is called by its name.
 */
final class Pitest {
    /** What a test may take beyond what it took on sound code, and one and a quarter of that. */
    private static final int MILLISECONDS_MORE = 8_000;

    /** Tests that take long see what survives the others, and nothing else. */
    private static final String LONG = "long";

    private static final String PROGRAM =
            "org.pitest.mutationtest.commandline.MutationCoverageReport";

    private final Path root;
    private final Path reports;

    /** Its reports are kept in the folder, one a chapter. */
    Pitest(Path root, Path reports) {
        this.root = root;
        this.reports = reports;
    }

    /** What became of the mutants of a chapter. */
    List<Altered> run(Study study, int threads) throws IOException, InterruptedException {
        var folder = Files.createDirectories(folder(study));
        Files.deleteIfExists(folder.resolve("mutations.xml"));
        var log = folder.resolve("log.txt");
        int ended =
                new ProcessBuilder(command(study, threads))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start()
                        .waitFor();
        if (ended != 0) throw new IOException("pitest ended with " + ended + ": " + log);
        return new PitestResults(root).read(folder.resolve("mutations.xml"));
    }

    /** The class that pitest put in the place of the sound one. */
    Path mutatedClass(Study study, Altered mutant) throws IOException {
        var mutants =
                folder(study)
                        .resolve("export")
                        .resolve(mutant.type().replace('.', '/'))
                        .resolve("mutants");
        try (Stream<Path> folders = Files.list(mutants)) {
            var its =
                    folders.filter(folder -> describes(folder.resolve("details.txt"), mutant))
                            .findFirst();
            return its.orElseThrow(() -> new IOException("pitest did not export " + mutant))
                    .resolve(mutant.type() + ".class");
        }
    }

    private static boolean describes(Path details, Altered mutant) {
        try {
            String text = Files.readString(details);
            return text.contains("method=" + mutant.method().name() + ",")
                    && text.contains("methodDesc=" + mutant.method().descriptor() + "]")
                    && text.contains("indexes=[" + mutant.index() + "]")
                    && text.contains("." + mutant.mutator() + "Mutator]");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where the reports of a chapter are. */
    Path folder(Study study) {
        return reports.resolve(study.chapter());
    }

    private List<String> command(Study study, int threads) {
        return Stream.concat(
                        Stream.of(Trial.java(), "-cp", DrawnMutant.path(), PROGRAM),
                        options(study, threads))
                .toList();
    }

    private Stream<String> options(Study study, int threads) {
        return Stream.of(
                "--reportDir=" + folder(study),
                "--targetClasses=" + String.join(",", patterns(study)),
                "--targetTests=" + String.join(",", study.tests(root)),
                "--sourceDirs=" + root.resolve("impl/src/main/java"),
                "--mutableCodePaths=" + home(Step.class) + "," + home(Relation.class),
                "--jvmArgs=" + String.join(",", arguments(study)),
                "--timestampedReports=false",
                "--outputFormats=XML",
                "--features=+EXPORT",
                "--excludedGroups=" + LONG,
                "--timeoutConst=" + MILLISECONDS_MORE,
                "--threads=" + threads);
    }

    /** What a virtual machine is told that tests one chapter. */
    static List<String> arguments(Study study) {
        var arguments = new ArrayList<>(Trial.arguments("-Xmx1g"));
        arguments.add("-XX:TieredStopAtLevel=1"); // halves the time: few run long
        arguments.add("-Dchapter=" + study.chapter());
        return arguments;
    }

    /** A class and those inside it, but none whose name only begins alike. */
    private static List<String> patterns(Study study) {
        return study.changed().stream().flatMap(type -> Stream.of(type, type + "$*")).toList();
    }

    private static Path home(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
