package dtlskeying.spec.trace;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A whole trace in the format {@code kmtrace/1}: JSON lines in UTF-8, a header, the events, and an
 * end line with their number. Between the events there may be datagrams, and which keys an end has.
 *
 * @param packets the datagrams at both ends, in the order of their lines
 * @param views the keys at both ends, in the order of their lines
 */
public record TraceFile(
        TraceHeader header,
        List<TraceEvent> events,
        List<TracePacket> packets,
        List<TraceView> views) {
    /** The name of the format, in the header line. */
    public static final String FORMAT = "kmtrace/1";

    /** Copies the lists. */
    public TraceFile {
        events = List.copyOf(events);
        packets = List.copyOf(packets);
        views = List.copyOf(views);
    }

    /** A trace that shows steps alone. */
    public TraceFile(TraceHeader header, List<TraceEvent> events) {
        this(header, events, List.of(), List.of());
    }

    /** The lines of the trace, each with its line end. */
    public String text() {
        var text = new StringWriter();
        try (var writer = new TraceWriter(text, header)) {
            for (TraceEvent event : events) writer.write(event);
            for (TracePacket packet : packets) writer.write(packet);
            for (TraceView view : views) writer.write(view);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
