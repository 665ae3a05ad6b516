package dtlskeying.properties.probe;

import java.io.IOException;
import java.util.List;

/**
 * A command of the user's that starts the peer, for the shell.
 *
 * @param line in which {@code {port}} stands for the port
 */
public record StartCommand(String line) {
    private static final String PORT = "{port}";

    /** A peer that was started; it ends with {@link #close}. */
    record Running(Process process) implements AutoCloseable {
        boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** Whether the command wants to be told a port. */
    boolean wantsPort() {
        return line.contains(PORT);
    }

    /** Starts it. Its input stays open and empty; what it prints is not kept. */
    Running start(int port) {
        try {
            var words = List.of("sh", "-c", line.replace(PORT, Integer.toString(port)));
            return new Running(
                    new ProcessBuilder(words)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new ProbeTrouble("'" + line + "' cannot be started: " + e.getMessage(), e);
        }
    }
}
