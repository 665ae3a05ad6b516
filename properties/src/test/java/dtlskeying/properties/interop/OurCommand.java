package dtlskeying.properties.interop;

import dtlskeying.properties.cli.DtlsKeying;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Our command line, run on a thread of its own, as a user would run it against a peer. */
final class OurCommand {
    private static final int PATIENCE_SECONDS = 30;
    private static final int BUFFER = 1 << 16;

    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Lines lines;

    private OurCommand(String... words) throws IOException {
        var printed = new PipedReader(BUFFER);
        var out = new PipedWriter(printed);
        this.lines = Lines.of(new BufferedReader(printed));
        Thread.ofVirtual().start(() -> run(new PrintWriter(out, true), words));
    }

    /** Starts {@code dtls-keying} with these words. */
    static OurCommand start(String... words) {
        try {
            return new OurCommand(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port that {@code --listen} was given. */
    int port() {
        String address = lines.await("listening");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** The exit status; waits for the end, with a bound. */
    int status() {
        try {
            return status.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the command did not end:\n" + transcript(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The object that {@code --json} prints. */
    JsonNode json() {
        return JsonMapper.shared().readTree(lines.awaitAny("{"));
    }

    /** All that it has printed so far. */
    String transcript() {
        return lines.transcript();
    }

    private void run(PrintWriter out, String... words) {
        try (out) {
            status.complete(DtlsKeying.execute(out, out, words));
        } catch (RuntimeException | AssertionError e) {
            status.completeExceptionally(e);
        }
    }
}
