package dtlskeying.properties.explain;

import dtlskeying.impl.dtls13.message.HelloRetryRequest;
import dtlskeying.properties.capture.SctpWords;
import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.dissect.CodePoints;
import dtlskeying.spec.dtls.Fragment;

import java.util.ArrayList;
import java.util.List;

/** What units are called in a ladder. */
final class Words {
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;
    private static final int EXTENDED_KEY_UPDATE = 253;
    private static final int DATA = 0;

    /** What comes before the user's bytes in a DATA chunk: TSN, stream, number, protocol. */
    private static final int DATA_HEADER = 12;

    private static final int RANDOM_AT = 2;
    private static final int RANDOM_END = 34;

    private Words() {}

    /** The messages of a record. */
    static List<Sent.Word> of(Unit.Record record) {
        var level = level(record);
        return texts(record).stream().map(text -> new Sent.Word(text, level)).toList();
    }

    /** What protects a record. */
    static Level level(Unit.Record record) {
        return switch (record.opening()) {
            case Opening.Clear _ -> Level.OPEN;
            case Opening.Opened(_, var epoch, _, _) -> new Level(Level.Kind.RECORD, epoch);
            case Opening.Closed _ -> new Level(Level.Kind.UNKNOWN, 0);
        };
    }

    private static List<String> texts(Unit.Record record) {
        if (!record.opening().isReadable()) return List.of("sealed record");
        var plain = record.opening().plain();
        return switch (record.type()) {
            case 20 -> List.of("ChangeCipherSpec");
            case 21 ->
                    List.of("Alert " + (plain.length() < 2 ? "" : CodePoints.alert(plain.at(1))));
            case HANDSHAKE -> record.parts().stream().map(Words::part).toList();
            case 23 -> List.of("data, %d bytes".formatted(plain.length()));
            case 26 -> List.of("ACK");
            default -> List.of("record of type " + record.type());
        };
    }

    private static String part(Fragment part) {
        String name = name(part);
        return part.isWhole() ? name : name + " (part)";
    }

    private static String name(Fragment part) {
        var body = part.body();
        if (part.type() == SERVER_HELLO && part.offset() == 0 && body.length() >= RANDOM_END)
            if (body.slice(RANDOM_AT, RANDOM_END).equals(HelloRetryRequest.RANDOM))
                return "HelloRetryRequest";
        String name = CodePoints.handshakeType(part.type());
        if (part.type() != EXTENDED_KEY_UPDATE || part.offset() != 0 || body.isEmpty()) return name;
        return switch (body.at(0)) {
            case 0 -> name + " request";
            case 1 -> name + " response";
            case 2 -> name + " finish";
            default -> name;
        };
    }

    /** A packet of media. */
    static List<Sent.Word> of(Unit.Media media) {
        var level =
                switch (media.opening()) {
                    case Opening.Opened(_, var handshake, _, _) ->
                            new Level(Level.Kind.MEDIA, handshake);
                    case Opening.Clear _, Opening.Closed _ -> new Level(Level.Kind.UNKNOWN, 0);
                };
        String source = media.source().toString();
        String text = "S%s %d of %s".formatted(media.kind(), media.number(), source);
        return List.of(new Sent.Word(text, level));
    }

    /**
     * The chunks of an SCTP packet.
     *
     * @param records what the user messages of the key management hold
     */
    static List<Sent.Word> of(Unit.Sctp packet, List<Unit.Record> records) {
        var level = level(packet);
        var words = new ArrayList<Sent.Word>();
        if (!packet.opening().isReadable()) return List.of(new Sent.Word("DTLS chunk", level));
        for (Unit.Chunk chunk : packet.readable()) {
            if (isKeyManagement(chunk) && !records.isEmpty()) {
                for (var record : records) for (var word : of(record)) words.add(word);
            } else words.add(new Sent.Word(name(chunk), level));
        }
        return words;
    }

    /** What protects an SCTP packet. */
    static Level level(Unit.Sctp packet) {
        return switch (packet.opening()) {
            case Opening.Clear _ -> Level.OPEN;
            case Opening.Opened(_, var epoch, _, _) ->
                    new Level(isRestart(packet) ? Level.Kind.RESTART : Level.Kind.CHUNK, epoch);
            case Opening.Closed _ -> new Level(Level.Kind.UNKNOWN, 0);
        };
    }

    private static boolean isRestart(Unit.Sctp packet) {
        return (packet.chunks().getFirst().flags() & 1) != 0;
    }

    static boolean isKeyManagement(Unit.Chunk chunk) {
        return chunk.type() == DATA && chunk.body().length() >= 12 && protocol(chunk) == 4242;
    }

    private static long protocol(Unit.Chunk chunk) {
        long value = 0;
        for (int i = 8; i < 12; i++) value = value << 8 | chunk.body().at(i);
        return value;
    }

    private static String name(Unit.Chunk chunk) {
        String name = SctpWords.name(chunk.type());
        if (chunk.type() != DATA) return name;
        return name + ", %d bytes".formatted(Math.max(0, chunk.body().length() - DATA_HEADER));
    }
}
