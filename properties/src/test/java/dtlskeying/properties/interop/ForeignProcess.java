package dtlskeying.properties.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that we did not write, run for one test; it never outlives the test. */
final class ForeignProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Lines lines;

    private ForeignProcess(Process process) {
        this.process = process;
        this.lines = Lines.of(process.inputReader(StandardCharsets.UTF_8));
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

    /** What follows {@code beginning} on the first line that starts so. */
    String await(String beginning) {
        return lines.await(beginning);
    }

    /** The same on the line with that number among those that start so, 1 for the first. */
    String await(String beginning, int number) {
        return lines.await(beginning, number);
    }

    /** The first line, in the order of printing, that starts with one of these. */
    String awaitAny(String... beginnings) {
        return lines.awaitAny(beginnings);
    }

    /** All that it has printed so far. */
    String transcript() {
        return lines.transcript();
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

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
