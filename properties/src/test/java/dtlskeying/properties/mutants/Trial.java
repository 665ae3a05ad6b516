package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Runs them, with what the tests of all chapters need. */
    static Trial of(String classPath, List<String> tests, Path scratch)
            throws IOException, InterruptedException {
        var arguments = new ArrayList<>(arguments("-Xmx2g"));
        arguments.add("-XX:TieredStopAtLevel=1"); // most trials are short
        return of(arguments, classPath, tests, scratch);
    }

    /**
     * Runs them.
     *
     * @param arguments of the virtual machine
     * @param scratch its name begins those of the files that are written
     */
    static Trial of(List<String> arguments, String classPath, List<String> tests, Path scratch)
            throws IOException, InterruptedException {
        var list = Files.write(beside(scratch, "tests"), tests);
        var result = beside(scratch, "result");
        Files.deleteIfExists(result);
        var command = new ArrayList<String>();
        command.add(java());
        command.addAll(arguments);
        command.addAll(
                List.of(
                        "-cp",
                        classPath,
                        FirstFailure.class.getName(),
                        list.toString(),
                        result.toString()));
        start(command, beside(scratch, "log")).waitFor();
        if (!Files.exists(result))
            throw new IllegalStateException("the tests do not start: " + beside(scratch, "log"));
        var said = Files.readString(result).split("\n", 2);
        return new Trial(said[0], said.length > 1 ? said[1] : "");
    }

    /** What every virtual machine in which tests are run is told. */
    static List<String> arguments(String memory) {
        return List.of(
                memory,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Drepository.root=" + System.getProperty("repository.root"));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Process start(List<String> command, Path log) throws IOException {
        return new ProcessBuilder(command)
                .directory(Path.of(System.getProperty("repository.root"), "properties").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Path beside(Path scratch, String what) {
        return scratch.resolveSibling(scratch.getFileName() + "." + what);
    }
}
