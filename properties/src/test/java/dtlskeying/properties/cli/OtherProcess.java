package dtlskeying.properties.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command in a process of its own, to which real signals are sent. */
final class OtherProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private OtherProcess(Process process) {
        this.process = process;
        this.out = process.inputReader();
    }

    /** Starts a command; what it says on either stream is read here. */
    static OtherProcess start(String... words) throws IOException {
        // Whoever runs the tests in the background has had SIGINT ignored, for children too.
        var command = new ArrayList<>(List.of("env", "--default-signal=INT,TERM"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("dtlskeying.properties.Main");
        command.addAll(List.of(words));
        return new OtherProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Gives it a line to read. */
    void say(String line) throws IOException {
        var writer = process.outputWriter();
        writer.write(line);
        writer.newLine();
        writer.flush();
    }

    /** Reads on until a line has that in it. */
    void awaitLine(String part) throws IOException {
        String line;
        while ((line = out.readLine()) != null) {
            lines.add(line);
            if (line.contains(part)) return;
        }
        throw new AssertionError("it ended without '" + part + "': " + lines);
    }

    /** Sends a signal, {@code INT} or {@code TERM}. */
    void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()));
        if (kill.start().waitFor() != 0) throw new AssertionError("kill -" + name);
    }

    /** The exit status, when everything was read. */
    int status() throws IOException, InterruptedException {
        out.lines().forEach(lines::add);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
            throw new AssertionError("it does not end: " + lines);
        return process.exitValue();
    }

    /** All that was read. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            out.close();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }
}
