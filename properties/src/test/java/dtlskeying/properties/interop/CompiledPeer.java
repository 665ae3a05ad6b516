package dtlskeying.properties.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The small C programs of {@code src/test/peers}, which wrap a library of another author. They are
 * compiled where they are needed; without compiler or library, the test is skipped and says why.
 */
final class CompiledPeer {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));
    private static final Path MODULE = ROOT.resolve("properties");

    /** Where {@code .ci/peers} puts descriptions of libraries that the system has not. */
    private static final String DESCRIPTIONS =
            ROOT.resolve(".peers/pkgconfig").toAbsolutePath().toString();

    /** What two of the programs include. */
    private static final Path HEADER = MODULE.resolve("src/test/peers/dtls13_peer.h");

    private CompiledPeer() {}

    /**
     * The program made from {@code NAME.c}.
     *
     * @param library its name for pkg-config
     */
    static synchronized Path compile(String name, String library) {
        assumeTrue(succeeds("gcc", "--version"), "there is no gcc");
        assumeTrue(succeeds("pkg-config", "--exists", library), "there is no " + library);
        try {
            Path source = MODULE.resolve("src/test/peers/" + name + ".c");
            Path program = MODULE.resolve("target/peers/" + name);
            if (isNewer(program, source) && isNewer(program, HEADER)) return program;
            Files.createDirectories(program.getParent());
            run(command(source, program, library));
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The version of that library, as pkg-config knows it. */
    static String version(String library) {
        return printed("pkg-config", "--modversion", library);
    }

    /** What a command prints. */
    static String printed(String... command) {
        return run(List.of(command)).strip();
    }

    /** Skips the test where {@code .ci/peers} has not put that library, and says how to get it. */
    static void assumeFetched(String library) {
        assumeTrue(
                Files.exists(Path.of(DESCRIPTIONS, library + ".pc")),
                "there is no " + library + " in .peers; .ci/peers puts it there");
    }

    /** Whether a program can be run and exits with 0. */
    static boolean succeeds(String... command) {
        try {
            return process(List.of(command))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> command(Path source, Path program, String library) {
        var command =
                new ArrayList<>(
                        List.of("gcc", "-std=gnu11", "-O1", "-Wall", "-Wextra", "-Werror", "-o"));
        command.addAll(List.of(program.toString(), source.toString()));
        String flags = run(List.of("pkg-config", "--cflags", "--libs", library)).strip();
        Arrays.stream(flags.split("\\s+")).filter(flag -> !flag.isEmpty()).forEach(command::add);
        return command;
    }

    private static String run(List<String> command) {
        try {
            var process = process(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) throw new AssertionError(command + " failed:\n" + printed);
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A program to start, for which pkg-config looks at our descriptions first. */
    private static ProcessBuilder process(List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().put("PKG_CONFIG_PATH", DESCRIPTIONS);
        return builder;
    }

    private static boolean isNewer(Path program, Path source) throws IOException {
        return Files.exists(program)
                && Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source))
                        > 0;
    }
}
