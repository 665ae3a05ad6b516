package dtlskeying.properties.explain;

import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Decoding;
import dtlskeying.properties.decode.Unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What both ends said to each other, read with the secrets of a recording.
 *
 * @param sent every datagram, in the order in which they left
 * @param agreed every handshake, in the order of their beginnings
 * @param units all that was read, in the order of the datagrams
 */
record Exchange(List<Sent> sent, List<Agreed> agreed, List<Unit> units) {
    Exchange {
        sent = List.copyOf(sent);
        agreed = List.copyOf(agreed);
        units = List.copyOf(units);
    }

    /** Reads a recording; more than {@link Decoding#MOST_UNITS} are not read, but shown. */
    static Exchange of(Recording recording) {
        var units =
                switch (Decoding.of(recording.packets(), recording.keyLog())) {
                    case Decoding.Outcome.Decoded(var conversations) ->
                            conversations.stream()
                                    .map(Conversation::units)
                                    .flatMap(List::stream)
                                    .toList();
                    case Decoding.Outcome.TooMuch _ -> List.<Unit>of();
                };
        var agreed = Agreed.of(of(units, Unit.Message.class));
        return new Exchange(sent(recording, units, agreed), agreed, units);
    }

    private static List<Sent> sent(Recording recording, List<Unit> units, List<Agreed> agreed) {
        Map<Long, List<Unit>> byPacket = new LinkedHashMap<>();
        for (Unit unit : units)
            byPacket.computeIfAbsent(unit.place().packet(), _ -> new ArrayList<>()).add(unit);
        var layers = new Layers(agreed);
        Map<String, Integer> said = new HashMap<>();
        var sent = new ArrayList<Sent>();
        for (Shipment shipment : recording.shipments()) {
            var own = byPacket.getOrDefault((long) shipment.number(), List.of());
            int repeats = repeated(said, shipment, own);
            var words = words(own);
            if (isUnreadRepeat(own, repeats)) words = sent.get(repeats - 1).words();
            sent.add(
                    new Sent(
                            shipment, words, repeats, level(own, words), layers.of(shipment, own)));
        }
        return sent;
    }

    /** A message of the key management is read once; what repeats it has its words. */
    private static boolean isUnreadRepeat(List<Unit> units, int repeats) {
        return repeats > 0
                && of(units, Unit.Record.class).isEmpty()
                && of(units, Unit.Sctp.class).stream()
                        .flatMap(packet -> packet.readable().stream())
                        .anyMatch(Words::isKeyManagement);
    }

    /** What protects a datagram: the DTLS chunk that all of it is in, or else its last message. */
    private static Level level(List<Unit> units, List<Sent.Word> words) {
        for (Unit unit : units)
            if (unit instanceof Unit.Sctp packet && !Words.level(packet).equals(Level.OPEN))
                return Words.level(packet);
        return words.isEmpty() ? Level.OPEN : words.getLast().level();
    }

    private static List<Sent.Word> words(List<Unit> units) {
        var records = of(units, Unit.Record.class);
        var words = new ArrayList<Sent.Word>();
        boolean isSctp = units.stream().anyMatch(Unit.Sctp.class::isInstance);
        for (Unit unit : units) {
            switch (unit) {
                case Unit.Sctp packet -> words.addAll(Words.of(packet, records));
                case Unit.Record record -> {
                    if (!isSctp) words.addAll(Words.of(record));
                }
                case Unit.Media media -> words.addAll(Words.of(media));
                case Unit.Stun _ -> words.add(new Sent.Word("STUN", Level.OPEN));
                case Unit.Unknown _ ->
                        words.add(new Sent.Word("unknown bytes", new Level(Level.Kind.UNKNOWN, 0)));
                case Unit.Message _ -> {}
            }
        }
        return words;
    }

    /** The first datagram of that end that had a part of a message, or a chunk, which is here. */
    private static int repeated(Map<String, Integer> said, Shipment shipment, List<Unit> units) {
        int first = 0;
        for (String name : Contents.of(units)) {
            Integer before = said.putIfAbsent(shipment.from() + name, shipment.number());
            if (before != null && first == 0) first = before;
        }
        return first;
    }

    private static <U> List<U> of(List<Unit> units, Class<U> kind) {
        return units.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Names for what is said again, if it is lost: parts of messages, and chunks with a number. */
    private static final class Contents {
        private static final Set<Integer> REPEATED = Set.of(0, 1, 2, 10, 11, 7, 8);

        private Contents() {}

        static List<String> of(List<Unit> units) {
            var names = new ArrayList<String>();
            for (Unit unit : units) {
                switch (unit) {
                    case Unit.Record record -> {
                        for (var part : record.parts())
                            names.add(
                                    "%d %s %d %d %d %s"
                                            .formatted(
                                                    record.association(),
                                                    Words.level(record),
                                                    part.type(),
                                                    part.messageSeq(),
                                                    part.offset(),
                                                    part.body()));
                    }
                    case Unit.Sctp packet -> {
                        for (var chunk : packet.readable())
                            if (REPEATED.contains(chunk.type()))
                                names.add("chunk " + packet.tag() + " " + number(chunk));
                    }
                    case Unit.Media _, Unit.Stun _, Unit.Unknown _, Unit.Message _ -> {}
                }
            }
            return names;
        }

        /** A DATA chunk is known by its TSN, any other by all it says. */
        private static String number(Unit.Chunk chunk) {
            boolean isData = chunk.type() == 0 && chunk.body().length() >= 4;
            return chunk.type() + " " + (isData ? chunk.body().slice(0, 4) : chunk.body());
        }
    }
}
