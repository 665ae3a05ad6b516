package dtlskeying.properties.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that we did not write, run for one test. Its lines are awaited with a bound, and it
 * never outlives the test.
 */
final class ForeignProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> lines = new ArrayList<>();
    private final Process process;
    private boolean ended;

    private ForeignProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::collect);
    }

    /** Starts a program; what it writes to either of its streams is collected. */
    static ForeignProcess start(List<String> command) {
        try {
            return new ForeignProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows {@code beginning} on the first line that starts so, indentation left aside. */
    String await(String beginning) {
        return awaitAny(beginning).substring(beginning.length()).strip();
    }

    /** The first line, in the order of printing, that starts with one of these. */
    synchronized String awaitAny(String... beginnings) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int seen = 0; ; seen++) {
            while (seen == lines.size() && !ended) waitUntil(deadline, beginnings);
            if (seen == lines.size())
                throw missing("the program ended without printing ", beginnings);
            String line = lines.get(seen);
            if (Arrays.stream(beginnings).anyMatch(line::startsWith)) return line;
        }
    }

    /** Writes a line to the program's input. */
    void type(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has printed so far. */
    synchronized String transcript() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void collect() {
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine())
                heard(line.strip());
        } catch (IOException e) {
            heard("(cannot be read: " + e.getMessage() + ")");
        }
        end();
    }

    private synchronized void heard(String line) {
        lines.add(line);
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private void waitUntil(long deadline, String... beginnings) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) throw missing("the program did not print in time ", beginnings);
        try {
            wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private AssertionError missing(String what, String... beginnings) {
        return new AssertionError(what + String.join(" or ", beginnings) + ":\n" + transcript());
    }
}
