package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The receiving half of an in-memory association: DATA in the order of their TSNs, messages put
 * together again, and the SACK that says what is here.
 *
 * <p>Messages of all streams are delivered in the order of their TSNs, which is more than SCTP
 * promises.
 */
final class MemoryInbox {
    /** Bytes that the peer may have outstanding. */
    static final int WINDOW = 1 << 17;

    private static final int LAST = 1;
    private static final int FIRST = 2;
    private static final int DATA_HEADER = 12;
    private static final int AHEAD = 4096;
    private static final int MOST_GAPS = 16;

    private final Map<Integer, SctpChunk> early = new HashMap<>();
    private final List<Octets> parts = new ArrayList<>();
    private final List<UserMessage> whole = new ArrayList<>();
    private int cumulative;
    private int length;
    private boolean isBroken;

    /** Begins with this TSN. */
    MemoryInbox(int firstTsn) {
        this.cumulative = firstTsn - 1;
    }

    /** Takes a DATA chunk; false if the peer must not send one like that. */
    boolean take(SctpChunk chunk) {
        if (chunk.body().length() <= DATA_HEADER) return false;
        int tsn = chunk.fields().getInt();
        int ahead = tsn - cumulative;
        if (ahead <= 0 || ahead > AHEAD) return true;
        early.putIfAbsent(tsn, chunk);
        while (early.containsKey(cumulative + 1) && !isBroken) inOrder(early.remove(++cumulative));
        return !isBroken;
    }

    private void inOrder(SctpChunk chunk) {
        boolean isFirst = (chunk.flags() & FIRST) != 0;
        if (isFirst != parts.isEmpty()) {
            isBroken = true;
            return;
        }
        Octets data = chunk.body().slice(DATA_HEADER, chunk.body().length());
        parts.add(data);
        length += data.length();
        isBroken = length > SctpSettings.LONGEST_MESSAGE;
        if ((chunk.flags() & LAST) == 0 || isBroken) return;
        ByteBuffer head = chunk.fields();
        int stream = head.getShort(4) & 0xffff;
        long ppid = head.getInt(8) & 0xffff_ffffL;
        whole.add(new UserMessage(stream, ppid, Octets.concat(parts.toArray(Octets[]::new))));
        parts.clear();
        length = 0;
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
        int[] ahead = early.keySet().stream().mapToInt(tsn -> tsn - cumulative).sorted().toArray();
        for (int each : ahead) {
            if (!gaps.isEmpty() && gaps.getLast()[1] == each - 1) gaps.getLast()[1] = each;
            else if (gaps.size() < MOST_GAPS) gaps.add(new int[] {each, each});
            else break;
        }
        return gaps;
    }
}
