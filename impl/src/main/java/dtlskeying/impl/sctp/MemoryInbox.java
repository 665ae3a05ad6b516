package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The receiving half of an in-memory association: DATA put together to messages, which are
 * delivered in the order of their stream, and the SACK that says what is here.
 */
final class MemoryInbox {
    /** Bytes that the peer may have outstanding. */
    static final int WINDOW = 1 << 17;

    private static final int LAST = 1;
    private static final int FIRST = 2;
    private static final int DATA_HEADER = 12;
    private static final int AHEAD = 4096;
    private static final int MOST_GAPS = 16;

    /** More than a message and a window: a peer of ours never has so much begun. */
    private static final int MOST_HELD = 1 << 20;

    private final Set<Integer> ahead = new HashSet<>();
    private final Map<Integer, SctpChunk> parts = new HashMap<>();
    private final Map<Integer, Integer> next = new HashMap<>();
    private final Map<Integer, Map<Integer, UserMessage>> early = new HashMap<>();
    private final List<UserMessage> whole = new ArrayList<>();
    private int cumulative;
    private int held;

    /** Begins with this TSN. */
    MemoryInbox(int firstTsn) {
        this.cumulative = firstTsn - 1;
    }

    /** Takes a DATA chunk; false if the peer must not send one like that. */
    boolean take(SctpChunk chunk) {
        if (chunk.body().length() <= DATA_HEADER) return false;
        int tsn = chunk.fields().getInt();
        int distance = tsn - cumulative;
        if (distance <= 0 || distance > AHEAD || !ahead.add(tsn)) return true;
        while (ahead.remove(cumulative + 1)) cumulative++;
        parts.put(tsn, chunk);
        held += chunk.body().length();
        assemble(tsn);
        return held <= MOST_HELD;
    }

    /** The fragments of a message have consecutive TSNs (RFC 9260 §6.9). */
    private void assemble(int tsn) {
        int first = tsn;
        while (is(first, 0) && !is(first, FIRST)) first--;
        int last = tsn;
        while (is(last, 0) && !is(last, LAST)) last++;
        if (!is(first, FIRST) || !is(last, LAST)) return;
        SctpChunk head = parts.get(first);
        var bytes = new Octets[last - first + 1];
        for (int i = 0; i < bytes.length; i++) {
            Octets body = parts.remove(first + i).body();
            held -= body.length();
            bytes[i] = body.slice(DATA_HEADER, body.length());
        }
        deliver(head.fields(), Octets.concat(bytes));
    }

    private boolean is(int tsn, int flag) {
        SctpChunk chunk = parts.get(tsn);
        return chunk != null && (chunk.flags() & flag) == flag;
    }

    private void deliver(ByteBuffer head, Octets bytes) {
        int stream = head.getShort(4) & 0xffff;
        int number = head.getShort(6) & 0xffff;
        var message = new UserMessage(stream, head.getInt(8) & 0xffff_ffffL, bytes);
        var waiting = early.computeIfAbsent(stream, _ -> new HashMap<>());
        waiting.put(number, message);
        int due = next.getOrDefault(stream, 0);
        while (waiting.containsKey(due)) {
            whole.add(waiting.remove(due));
            due = due + 1 & 0xffff;
        }
        next.put(stream, due);
    }

    /** The messages that have become whole since the last call. */
    List<UserMessage> messages() {
        var messages = List.copyOf(whole);
        whole.clear();
        return messages;
    }

    /** All TSNs up to this one are here. */
    int cumulative() {
        return cumulative;
    }

    /** RFC 9260 §3.3.4; the user takes at once what is whole, so the window is always open. */
    SctpChunk sack() {
        List<int[]> gaps = gaps();
        var out = ByteBuffer.allocate(12 + 4 * gaps.size());
        out.putInt(cumulative).putInt(WINDOW).putShort((short) gaps.size()).putShort((short) 0);
        gaps.forEach(gap -> out.putShort((short) gap[0]).putShort((short) gap[1]));
        return SctpChunk.of(SctpChunk.SACK, Octets.of(out.array()));
    }

    /** First and last of each run of TSNs that came early, counted from the cumulative one. */
    private List<int[]> gaps() {
        var gaps = new ArrayList<int[]>();
        int[] distances = ahead.stream().mapToInt(tsn -> tsn - cumulative).sorted().toArray();
        for (int each : distances) {
            if (!gaps.isEmpty() && gaps.getLast()[1] == each - 1) gaps.getLast()[1] = each;
            else if (gaps.size() < MOST_GAPS) gaps.add(new int[] {each, each});
            else break;
        }
        return gaps;
    }
}
