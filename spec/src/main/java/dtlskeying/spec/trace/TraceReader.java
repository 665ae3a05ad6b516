package dtlskeying.spec.trace;

import dtlskeying.spec.Octets;
import dtlskeying.spec.trace.TraceHeader.Time;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a {@code kmtrace/1}, from whatever implementation. Fields that nobody knows are ignored;
 * every line is read, and a trace without its end line or without an event is broken: nothing
 * passes because it was not there.
 */
public final class TraceReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final Map<String, TraceEvent> latest = new HashMap<>();
    private final List<TraceEvent> events = new ArrayList<>();
    private final List<TracePacket> packets = new ArrayList<>();
    private final List<TraceView> views = new ArrayList<>();
    private TraceHeader header;
    private boolean ended;

    private TraceReader() {}

    /** What reading gives. */
    public sealed interface Outcome {
        /** Every line was read. */
        record Whole(TraceFile trace) implements Outcome {}

        /** That line, counted from 1, cannot be read for this reason. */
        record Broken(int line, String reason) implements Outcome {
            /** Line and reason, for people. */
            @Override
            public String toString() {
                return "line " + line + ": " + reason;
            }
        }
    }

    /** Reads the text of a trace. */
    public static Outcome read(String text) {
        return read(text.lines().toList());
    }

    /** Reads the lines of a trace. */
    public static Outcome read(List<String> lines) {
        var reader = new TraceReader();
        int number = 0;
        try {
            for (String line : lines) {
                number++;
                reader.take(parse(line));
            }
            if (!reader.ended)
                return new Outcome.Broken(number + 1, "there is no end line; the trace is cut off");
        } catch (UnreadableWord unreadable) {
            return new Outcome.Broken(number, unreadable.getMessage());
        }
        return new Outcome.Whole(reader.trace());
    }

    private TraceFile trace() {
        return new TraceFile(header, events, packets, views);
    }

    private static JsonNode parse(String line) throws UnreadableWord {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isObject()) return json;
        } catch (JacksonException e) {
            throw new UnreadableWord("no JSON: " + e.getOriginalMessage());
        }
        throw new UnreadableWord("a JSON object was expected");
    }

    private void take(JsonNode line) throws UnreadableWord {
        if (ended) throw new UnreadableWord("a line follows the end line");
        String kind = text(line, "t");
        if (header == null && !kind.equals("hdr"))
            throw new UnreadableWord("the first line is no header (\"t\":\"hdr\")");
        switch (kind) {
            case "hdr" -> takeHeader(line);
            case "ev" -> takeEvent(line);
            case "tx" -> packets.add(packet(line, TracePacket.Way.TX));
            case "rx" -> packets.add(packet(line, TracePacket.Way.RX));
            case "view" -> views.add(view(line));
            case "end" -> takeEnd(line);
            default ->
                    throw new UnreadableWord("\"t\" is hdr, ev, tx, rx, view or end, not " + kind);
        }
    }

    private void takeHeader(JsonNode line) throws UnreadableWord {
        if (header != null) throw new UnreadableWord("there is a second header");
        String format = text(line, "fmt");
        if (!format.equals(TraceFile.FORMAT))
            throw new UnreadableWord("the format is " + format + ", not " + TraceFile.FORMAT);
        var observes = new ArrayList<String>();
        for (JsonNode each : line.path("observes")) observes.add(each.asString());
        header = new TraceHeader(text(line, "spec"), text(line, "impl"), observes, time(line));
    }

    private static Time time(JsonNode line) throws UnreadableWord {
        String time = text(line, "time");
        for (Time each : Time.values())
            if (each.name().toLowerCase(Locale.ROOT).equals(time)) return each;
        throw new UnreadableWord("\"time\" is virtual or wall, not " + time);
    }

    private void takeEvent(JsonNode line) throws UnreadableWord {
        String chapter = text(line, "chapter");
        Alphabet<?, ?> alphabet =
                Alphabet.find(chapter)
                        .orElseThrow(() -> new UnreadableWord("no chapter is called " + chapter));
        Object input = within("input", () -> alphabet.inputs().read(line.path("input")));
        var effects = within("effects", () -> alphabet.readEffects(line.path("effects")));
        var event =
                new TraceEvent(
                        number(line, "n"),
                        text(line, "ep"),
                        number(line, "ms"),
                        chapter,
                        input,
                        effects);
        checkOrder(event);
        events.add(event);
    }

    private void checkOrder(TraceEvent event) throws UnreadableWord {
        TraceEvent before = latest.put(event.endpoint(), event);
        if (before == null) return;
        if (event.n() <= before.n())
            throw new UnreadableWord("\"n\" goes from " + before.n() + " to " + event.n());
        if (event.ms() < before.ms())
            throw new UnreadableWord("time goes back from " + before.ms() + " to " + event.ms());
    }

    private static TracePacket packet(JsonNode line, TracePacket.Way way) throws UnreadableWord {
        boolean isNamed = way == TracePacket.Way.RX && line.path("bytes").isMissingNode();
        return new TracePacket(
                text(line, "ep"),
                number(line, "ms"),
                way,
                text(line, "pkt"),
                isNamed ? Octets.EMPTY : octets(line, "bytes"));
    }

    private static Octets octets(JsonNode line, String field) throws UnreadableWord {
        try {
            return Octets.hex(text(line, field));
        } catch (IllegalArgumentException noHex) {
            throw new UnreadableWord("\"" + field + "\": " + noHex.getMessage());
        }
    }

    private static TraceView view(JsonNode line) throws UnreadableWord {
        var receive = new ArrayList<Long>();
        for (JsonNode each : line.path("rx")) {
            if (!each.isIntegralNumber() || !each.canConvertToLong())
                throw new UnreadableWord("\"rx\" holds whole numbers");
            receive.add(each.longValue());
        }
        boolean isEnforced = line.path("enforce").asBoolean(false);
        return new TraceView(
                text(line, "ep"), number(line, "ms"), number(line, "tx"), receive, isEnforced);
    }

    private void takeEnd(JsonNode line) throws UnreadableWord {
        long count = number(line, "n");
        if (count != events.size())
            throw new UnreadableWord(
                    "the end line counts " + count + " events, and " + events.size() + " are here");
        if (count == 0) throw new UnreadableWord("the trace has no event");
        ended = true;
    }

    private interface Part<T> {
        T read() throws UnreadableWord;
    }

    private static <T> T within(String field, Part<T> part) throws UnreadableWord {
        try {
            return part.read();
        } catch (UnreadableWord inside) {
            throw inside.in(field);
        }
    }

    private static String text(JsonNode line, String field) throws UnreadableWord {
        JsonNode value = line.path(field);
        if (!value.isString() || value.stringValue().isEmpty())
            throw new UnreadableWord("\"" + field + "\" is missing or no text");
        return value.stringValue();
    }

    private static long number(JsonNode line, String field) throws UnreadableWord {
        JsonNode value = line.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0)
            throw new UnreadableWord("\"" + field + "\" is missing or no whole number from 0 on");
        return value.longValue();
    }
}
