package dtlskeying.spec.trace;

import dtlskeying.spec.Effect;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Writes a {@code kmtrace/1}: the header at once, an event at a time, the end line when closed.
 *
 * <p>No secret can get into a trace: the words of the alphabets know keys by name only.
 */
public final class TraceWriter implements Closeable {
    private final Writer out;
    private long events;

    /** Starts a trace; {@code out} is closed with it. */
    public TraceWriter(Writer out, TraceHeader header) throws IOException {
        this.out = out;
        writeLine(headerLine(header));
    }

    /**
     * Adds an event.
     *
     * @throws IllegalArgumentException if its chapter has no alphabet, or the input or an effect is
     *     no word of it
     */
    public void write(TraceEvent event) throws IOException {
        writeLine(eventLine(event));
        events++;
    }

    /** Adds a datagram that has left or arrived. */
    public void write(TracePacket packet) throws IOException {
        ObjectNode line = line(packet.way().name().toLowerCase(Locale.ROOT));
        line.put("ep", packet.endpoint()).put("ms", packet.ms()).put("pkt", packet.name());
        if (!packet.bytes().isEmpty()) line.put("bytes", packet.bytes().toHex());
        writeLine(line);
    }

    /** Adds which keys an end has from here on. */
    public void write(TraceView view) throws IOException {
        ObjectNode line = line("view");
        line.put("ep", view.endpoint()).put("ms", view.ms()).put("tx", view.send());
        ArrayNode receive = line.putArray("rx");
        for (long epoch : view.receive()) receive.add(epoch);
        writeLine(line.put("enforce", view.enforced()));
    }

    /** Writes the end line and closes the file. */
    @Override
    public void close() throws IOException {
        ObjectNode line = line("end");
        line.put("n", events);
        writeLine(line);
        out.close();
    }

    private static ObjectNode headerLine(TraceHeader header) {
        ObjectNode line = line("hdr");
        line.put("fmt", TraceFile.FORMAT);
        line.put("spec", header.spec());
        line.put("impl", header.implementation());
        header.observes().forEach(line.putArray("observes")::add);
        line.put("time", header.time().name().toLowerCase(Locale.ROOT));
        return line;
    }

    private static ObjectNode eventLine(TraceEvent event) {
        Alphabet<?, ?> alphabet =
                Alphabet.find(event.chapter())
                        .orElseThrow(() ->
                                new IllegalArgumentException(event.chapter() + " has no alphabet"));
        ObjectNode line = line("ev");
        line.put("n", event.n());
        line.put("ep", event.endpoint());
        line.put("ms", event.ms());
        line.put("chapter", event.chapter());
        line.set("input", alphabet.writeInput(event.input()));
        ArrayNode effects = line.putArray("effects");
        for (Effect effect : event.effects()) effects.add(alphabet.writeEffect(effect));
        return line;
    }

    private static ObjectNode line(String kind) {
        return JsonNodeFactory.instance.objectNode().put("t", kind);
    }

    private void writeLine(ObjectNode line) throws IOException {
        out.write(line.toString());
        out.write('\n');
    }
}
