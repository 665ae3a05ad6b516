package dtlskeying.properties.cli;

import dtlskeying.properties.WholeFile;
import dtlskeying.properties.explain.Explanation;
import dtlskeying.spec.trace.TraceReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page that {@code --out} has beside its trace. */
final class Report {
    /** Of a longer trace {@code explain} makes a page on request. */
    private static final long LONGEST_TRACE = 4 << 20;

    private Report() {}

    /**
     * Explains the trace of a folder, if it is not too long, anything was recorded, and nobody
     * waits for the program to end.
     */
    static void write(Path folder, String keyLog) throws IOException {
        Path trace = folder.resolve("trace.jsonl");
        if (Files.size(trace) > LONGEST_TRACE || Interrupt.isHeard()) return;
        if (TraceReader.read(Files.readString(trace))
                instanceof TraceReader.Outcome.Whole(var whole)) {
            String title = "A run of " + whole.header().spec();
            WholeFile.write(
                    folder.resolve("report.html"), Explanation.of(title, whole, keyLog).html());
        }
    }
}
