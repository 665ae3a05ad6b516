package dtlskeying.properties.capture;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An SCTP packet in a few words: its chunks by name, and how long it is. */
public final class SctpWords {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 4;
    private static final int DTLS = 0x41;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(0, "DATA"),
                    Map.entry(1, "INIT"),
                    Map.entry(2, "INIT ACK"),
                    Map.entry(3, "SACK"),
                    Map.entry(4, "HEARTBEAT"),
                    Map.entry(5, "HEARTBEAT ACK"),
                    Map.entry(6, "ABORT"),
                    Map.entry(7, "SHUTDOWN"),
                    Map.entry(8, "SHUTDOWN ACK"),
                    Map.entry(9, "ERROR"),
                    Map.entry(10, "COOKIE ECHO"),
                    Map.entry(11, "COOKIE ACK"),
                    Map.entry(14, "SHUTDOWN COMPLETE"),
                    Map.entry(DTLS, "DTLS chunk"));

    private SctpWords() {}

    /** The name of a chunk by its type, 0 to 255 (RFC 9260 §3.2, DTLS chunk §4.1). */
    public static String name(int type) {
        return NAMES.getOrDefault(type, "chunk " + type);
    }

    /** The packet, which may be anything. */
    public static String of(Octets packet) {
        return String.join(", ", chunks(packet)) + " (" + packet.length() + " bytes)";
    }

    /** The names of its chunks, in order, as far as they can be read. */
    public static List<String> chunks(Octets packet) {
        var names = new ArrayList<String>();
        for (int at = HEADER; at + CHUNK_HEADER <= packet.length(); ) {
            int type = packet.at(at);
            boolean isRestart = type == DTLS && (packet.at(at + 1) & 1) != 0;
            names.add(name(type) + (isRestart ? " R" : ""));
            int length = packet.at(at + 2) << 8 | packet.at(at + 3);
            if (length < CHUNK_HEADER) break;
            at += length + 3 & ~3;
        }
        return names;
    }
}
