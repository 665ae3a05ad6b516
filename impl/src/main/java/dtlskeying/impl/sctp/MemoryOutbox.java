package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sending half of an in-memory association: messages cut into DATA, sent as far as the peer's
 * window goes, and again until they are acknowledged. There is no congestion control.
 */
final class MemoryOutbox {
    private static final int ROOM = 1 << 20;
    private static final int LAST = 1;
    private static final int FIRST = 2;
    private static final int DATA_HEADER = 12;

    /** Reports that miss a TSN before it is sent again without waiting (RFC 9260 §7.2.4). */
    private static final int MISSED = 3;

    /** DATA and what is known of it. */
    private static final class Pending {
        final int tsn;
        final SctpChunk chunk;
        boolean isDue = true;
        boolean isHere;
        boolean isFlying;
        int missed;

        Pending(int tsn, SctpChunk chunk) {
            this.tsn = tsn;
            this.chunk = chunk;
        }
    }

    private final Deque<Pending> pending = new ArrayDeque<>();
    private final Map<Integer, Integer> sequence = new HashMap<>();
    private final int largest;
    private int next;
    private int window;
    private int queued;

    /**
     * Begins with this TSN.
     *
     * @param packet the largest packet, in bytes
     */
    MemoryOutbox(int firstTsn, int peerWindow, int packet) {
        this.next = firstTsn;
        this.window = peerWindow;
        this.largest = packet - SctpDatagram.HEADER - SctpChunk.HEADER - DATA_HEADER & ~3;
    }

    boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Takes a message, if there is room. */
    boolean add(UserMessage message) {
        Octets bytes = message.bytes();
        if (queued > 0 && queued + bytes.length() > ROOM) return false;
        int number = sequence.merge(message.stream(), 1, Integer::sum) - 1;
        for (int at = 0; at < bytes.length(); at += largest) {
            int end = Math.min(at + largest, bytes.length());
            int flags = (at == 0 ? FIRST : 0) | (end == bytes.length() ? LAST : 0);
            var body =
                    ByteBuffer.allocate(DATA_HEADER + end - at)
                            .putInt(next)
                            .putShort((short) message.stream())
                            .putShort((short) number)
                            .putInt((int) message.ppid())
                            .put(bytes.slice(at, end).toArray());
            var chunk = new SctpChunk(SctpChunk.DATA, flags, Octets.of(body.array()));
            pending.add(new Pending(next++, chunk));
        }
        queued += bytes.length();
        return true;
    }

    /** The DATA that can leave now, one list for each packet. */
    List<List<SctpChunk>> due() {
        var packets = new ArrayList<List<SctpChunk>>();
        int room = 0;
        int flying = flying();
        for (Pending each : pending) {
            if (!each.isDue || each.isHere) continue;
            int size = each.chunk.size();
            if (flying > 0 && flying + size > window) break;
            flying += size;
            each.isDue = false;
            each.isFlying = true;
            each.missed = 0;
            if (size > room) {
                packets.add(new ArrayList<>());
                room = largest + SctpChunk.HEADER + DATA_HEADER;
            }
            packets.getLast().add(each.chunk);
            room -= size;
        }
        return packets;
    }

    private int flying() {
        return pending.stream()
                .filter(each -> each.isFlying && !each.isHere && !each.isDue)
                .mapToInt(each -> each.chunk.size())
                .sum();
    }

    /** Whether something waits for its acknowledgement. */
    boolean isFlying() {
        return pending.stream().anyMatch(each -> each.isFlying && !each.isHere);
    }

    /** Everything that is not acknowledged is due again. */
    void timedOut() {
        for (Pending each : pending) if (each.isFlying && !each.isHere) each.isDue = true;
    }

    /** All up to this TSN is there; whether that is news. */
    boolean acknowledged(int cumulative) {
        boolean isNews = false;
        while (!pending.isEmpty() && pending.getFirst().tsn - cumulative <= 0) {
            queued -= pending.removeFirst().chunk.body().length() - DATA_HEADER;
            isNews = true;
        }
        return isNews;
    }

    /** Takes a SACK (RFC 9260 §6.2.1); whether it moves on. */
    boolean acknowledged(SctpChunk sack) {
        ByteBuffer in = sack.fields();
        if (in.remaining() < 12) return false;
        int cumulative = in.getInt();
        window = Math.max(in.getInt(), largest);
        int gaps = Math.min(in.getShort() & 0xffff, (in.remaining() - 2) / 4);
        in.getShort();
        boolean isNews = acknowledged(cumulative);
        int highest = cumulative;
        for (int i = 0; i < gaps; i++) {
            int from = cumulative + (in.getShort() & 0xffff);
            highest = cumulative + (in.getShort() & 0xffff);
            for (Pending each : pending)
                if (each.tsn - from >= 0 && each.tsn - highest <= 0) each.isHere = true;
        }
        miss(highest);
        return isNews;
    }

    private void miss(int highest) {
        for (Pending each : pending)
            if (each.isFlying && !each.isHere && each.tsn - highest < 0 && ++each.missed == MISSED)
                each.isDue = true;
    }
}
