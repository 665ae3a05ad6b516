package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Test classes run in a virtual machine of their own until one fails.
 *
 * @param test the class that failed, empty if all passed
 * @param failure what failed in it
 */
record Trial(String test, String failure) {
    boolean passed() {
        return test.isEmpty();
    }

    /** Whether a test had no end, which a second trial would not have either. */
    boolean hung() {
        return failure.startsWith(FirstFailure.NO_END);
    }

    /**
     * Runs them.
     *
     * @param scratch its name begins those of the files that are written
     */
    static Trial of(String classPath, List<String> tests, Path scratch)
            throws IOException, InterruptedException {
        var list = Files.write(beside(scratch, "tests"), tests);
        var result = beside(scratch, "result");
        Files.deleteIfExists(result);
        start(classPath, list, result, beside(scratch, "log")).waitFor();
        if (!Files.exists(result))
            throw new IllegalStateException("the tests do not start: " + beside(scratch, "log"));
        var said = Files.readString(result).split("\n", 2);
        return new Trial(said[0], said.length > 1 ? said[1] : "");
    }

    private static Process start(String classPath, Path list, Path result, Path log)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var root = System.getProperty("repository.root");
        return new ProcessBuilder(
                        java,
                        "-Xmx2g",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Drepository.root=" + root,
                        "-cp",
                        classPath,
                        FirstFailure.class.getName(),
                        list.toString(),
                        result.toString())
                .directory(Path.of(root, "properties").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Path beside(Path scratch, String what) {
        return scratch.resolveSibling(scratch.getFileName() + "." + what);
    }
}
