package dtlskeying.spec.trace;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A whole trace in the format {@code kmtrace/1}: JSON lines in UTF-8, a header, the events, and an
 * end line with their number.
 */
public record TraceFile(TraceHeader header, List<TraceEvent> events) {
    /** The name of the format, in the header line. */
    public static final String FORMAT = "kmtrace/1";

    /** Copies the list. */
    public TraceFile {
        events = List.copyOf(events);
    }

    /** The lines of the trace, each with its line end. */
    public String text() {
        var text = new StringWriter();
        try (var writer = new TraceWriter(text, header)) {
            for (TraceEvent event : events) writer.write(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
