package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What became of a mutant.
 *
 * @param killer the test that failed first, or where it hung; empty when all passed
 */
record Fate(DrawnMutant mutant, String killer) {
    private static final long LIMIT_MINUTES = 30; // all tests take six where nothing else runs

    boolean survived() {
        return killer.isEmpty();
    }

    /** Runs the tests on the mutant, in a virtual machine of its own, until one fails. */
    static Fate of(DrawnMutant mutant, List<String> tests)
            throws IOException, InterruptedException {
        var list = Files.write(beside(mutant, "tests"), tests);
        var result = beside(mutant, "result");
        var process = start(mutant, list, result);
        boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
        process.destroyForcibly().waitFor();
        if (!Files.exists(result))
            throw new IllegalStateException(
                    "the tests do not start on " + mutant + ": " + beside(mutant, "log"));
        String said = Files.readString(result);
        if (!ended) return new Fate(mutant, "no end " + said);
        return new Fate(mutant, said);
    }

    private static Process start(DrawnMutant mutant, Path list, Path result) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java,
                        "-Xmx2g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Drepository.root=" + System.getProperty("repository.root"),
                        "-cp",
                        mutant.classPath(),
                        FirstFailure.class.getName(),
                        list.toString(),
                        result.toString())
                .directory(Path.of(System.getProperty("repository.root"), "properties").toFile())
                .redirectErrorStream(true)
                .redirectOutput(beside(mutant, "log").toFile())
                .start();
    }

    private static Path beside(DrawnMutant mutant, String what) {
        var classes = mutant.classes();
        return classes.resolveSibling(classes.getFileName() + "." + what);
    }
}
