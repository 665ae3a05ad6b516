package dtlskeying.properties.explain;

import java.util.List;

/**
 * A datagram and what is known of it.
 *
 * @param shipment when it left, and when it arrived
 * @param words what it is, each message with its level of protection
 * @param repeats the number of the datagram that it says again, or 0
 * @param level what protects its last part
 * @param layers its bytes, outermost first
 */
public record Sent(
        Shipment shipment, List<Word> words, int repeats, Level level, List<Layer> layers) {
    public Sent {
        words = List.copyOf(words);
        layers = List.copyOf(layers);
    }

    /** One message. */
    public record Word(String text, Level level) {}

    /** All messages, as in a sentence. */
    public String text() {
        return String.join(", ", words.stream().map(Word::text).toList());
    }

    /** Whether it is a packet of media, of which there may be many. */
    public boolean isMedia() {
        return level.kind() == Level.Kind.MEDIA;
    }
}
