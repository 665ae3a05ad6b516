package dtlskeying.properties.explore;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Spin, run on a Promela text: it writes a verifier in C, gcc compiles that, and it searches.
 *
 * <p>What the three print goes to files of a directory that is gone afterwards.
 */
public final class Spin {
    private static final long MOST_SECONDS = 600;
    private static final long MOST_BYTES = 4L << 20;
    private static final Pattern STATES = Pattern.compile("([0-9.e+]+) states, stored");
    private static final Pattern ERRORS = Pattern.compile("errors: (\\d+)");
    private static final Pattern OUTCOME = Pattern.compile("(?m)^outcome (\\d{1,5})$");
    private static final Pattern VERSION = Pattern.compile("Spin Version ([0-9.]+)");

    private Spin() {}

    /** It cannot be run, or has not done what it was asked for. */
    public static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;

        Trouble(String message) {
            super(message);
        }
    }

    /** What of it is not installed, if anything is. */
    public static Optional<String> missing() {
        return Stream.of("spin", "gcc").filter(program -> !isInstalled(program)).findFirst();
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /**
     * What Spin counts.
     *
     * @param promela the text; it prints {@code outcome N} for each outcome that it meets
     * @param bounds the values of its macros
     */
    public static Counted search(String promela, Map<String, Integer> bounds) throws Trouble {
        try {
            Path folder = Files.createTempDirectory("spin");
            try {
                Files.writeString(folder.resolve("twin.pml"), promela);
                return search(folder, bounds);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new Trouble(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("it was interrupted");
        }
    }

    private static Counted search(Path folder, Map<String, Integer> bounds)
            throws Trouble, IOException, InterruptedException {
        var spin = new ArrayList<>(List.of("spin", "-a"));
        bounds.forEach((name, value) -> spin.add("-D" + name + "=" + value));
        spin.add("twin.pml");
        run(folder, spin);
        // -w: what Spin generates has warnings that are none of ours.
        run(folder, List.of("gcc", "-w", "-O2", "-DSAFETY", "-DMEMLIM=4000", "-o", "pan", "pan.c"));
        long started = System.nanoTime();
        String said = run(folder, List.of("./pan", "-E", "-m1000000"));
        return counted(said, (System.nanoTime() - started) / 1e9);
    }

    private static Counted counted(String said, double seconds) throws Trouble {
        long states = Math.round(Double.parseDouble(found(STATES, said)));
        boolean isSound = found(ERRORS, said).equals("0");
        boolean isWhole = isSound && !said.contains("max search depth too small");
        var outcomes = new BitSet();
        Matcher each = OUTCOME.matcher(said);
        while (each.find()) outcomes.set(Integer.parseInt(each.group(1)));
        String by = "Spin " + found(VERSION, said);
        return new Counted(by, isWhole, isSound, states, outcomes, seconds);
    }

    private static String found(Pattern pattern, String said) throws Trouble {
        Matcher matcher = pattern.matcher(said);
        if (!matcher.find()) throw new Trouble("its verifier said: " + said.strip());
        return matcher.group(1);
    }

    /** What it printed, errors too. */
    private static String run(Path folder, List<String> command)
            throws Trouble, IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                throw new Trouble(
                        command.getFirst() + " has not come to an end in " + MOST_SECONDS + " s");
        } finally {
            process.destroyForcibly();
        }
        if (Files.size(said) > MOST_BYTES)
            throw new Trouble(command.getFirst() + " said more than anybody reads");
        String text = Files.readString(said);
        if (process.exitValue() != 0)
            throw new Trouble(command.getFirst() + " failed: " + text.strip());
        return text;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(Spin::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
