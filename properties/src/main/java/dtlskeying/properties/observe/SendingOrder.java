package dtlskeying.properties.observe;

import dtlskeying.properties.decode.Unit;
import dtlskeying.properties.decode.Unit.Chunk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the packets of one end of an SCTP association have left: data is numbered as it is
 * sent first (RFC 9260 §6.1). Each packet has a rank, which must not fall.
 */
final class SendingOrder {
    private static final int DATA = 0;

    /** Bytes of a transmission sequence number. */
    private static final int TSN = 4;

    /** Packets that cannot all have been lost before, and then have overtaken a late one. */
    private static final int ENOUGH = 3;

    private final Map<Long, Seen> first = new HashMap<>();
    private long highest = Long.MIN_VALUE;

    /** Where a number was seen first. */
    private record Seen(long rank, long packet) {}

    /** A packet is there, of that rank. */
    void see(Unit.Sctp packet, long rank) {
        highest = Math.max(highest, rank);
        for (long tsn : data(packet))
            first.putIfAbsent(tsn, new Seen(rank, packet.place().packet()));
    }

    /** Whether it has newer data than enough packets of higher ranks, and so left after them. */
    boolean isLate(Unit.Sctp packet, long rank) {
        if (rank >= highest) return false;
        return data(packet).stream().anyMatch(tsn -> packetsBefore(tsn, rank) >= ENOUGH);
    }

    private long packetsBefore(long tsn, long rank) {
        return first.entrySet().stream()
                .filter(it -> it.getValue().rank() > rank && (int) (tsn - it.getKey()) > 0)
                .map(it -> it.getValue().packet())
                .distinct()
                .count();
    }

    /** All is forgotten: an association begins anew. */
    void begin() {
        first.clear();
        highest = Long.MIN_VALUE;
    }

    /** The transmission sequence numbers in a packet. */
    private static List<Long> data(Unit.Sctp packet) {
        return packet.readable().stream()
                .filter(it -> it.type() == DATA && it.body().length() >= TSN)
                .map(SendingOrder::tsn)
                .toList();
    }

    private static long tsn(Chunk data) {
        long value = 0;
        for (int i = 0; i < TSN; i++) value = value << 8 | data.body().at(i);
        return value;
    }
}
