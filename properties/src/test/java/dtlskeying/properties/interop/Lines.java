package dtlskeying.properties.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a program prints, line by line, as it comes; waiting for a line has a bound. */
final class Lines {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> lines = new ArrayList<>();
    private boolean ended;

    private Lines() {}

    /** Collects all lines until the end, on a thread of its own, with no indentation. */
    static Lines of(BufferedReader reader) {
        var lines = new Lines();
        Thread.ofVirtual().start(() -> lines.collect(reader));
        return lines;
    }

    /** What follows {@code beginning} on the first line that starts so. */
    String await(String beginning) {
        return awaitAny(beginning).substring(beginning.length()).strip();
    }

    /** The same on the line with that number among those that start so, 1 for the first. */
    synchronized String await(String beginning, int number) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int found = 0;
        for (int seen = 0; ; seen++) {
            while (seen == lines.size() && !ended) waitUntil(deadline, beginning);
            if (seen == lines.size())
                throw missing("the program ended without printing again ", beginning);
            String line = lines.get(seen);
            if (line.startsWith(beginning) && ++found == number)
                return line.substring(beginning.length()).strip();
        }
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

    /** All that has come so far. */
    synchronized String transcript() {
        return String.join("\n", lines);
    }

    private void collect(BufferedReader reader) {
        try (reader) {
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
