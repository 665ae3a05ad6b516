package dtlskeying.impl.srtp;

import java.util.function.Consumer;

/**
 * The sources of one direction: a hash table from SSRC to {@link SrtpStream} that allocates nothing
 * to look one up and never holds more than it may.
 */
final class SrtpStreams {
    private final int most;
    private final SrtpStream[] slots;
    private int size;
    private SrtpStream latest;

    SrtpStreams(int most) {
        this.most = most;
        this.slots = new SrtpStream[Math.max(2, Integer.highestOneBit(most) << 2)];
    }

    /** The stream of that source, or {@code null}. */
    SrtpStream find(int ssrc) {
        if (latest != null && latest.ssrc == ssrc) return latest;
        SrtpStream found = slots[slotOf(ssrc)];
        if (found != null) latest = found;
        return found;
    }

    /** Whether one more source can be added. */
    boolean hasRoom() {
        return size < most;
    }

    /** Adds a source, or replaces it. */
    void put(SrtpStream stream) {
        int slot = slotOf(stream.ssrc);
        if (slots[slot] == null) size++;
        slots[slot] = stream;
        latest = stream;
    }

    /** Shows all sources, in no order. */
    void forEach(Consumer<SrtpStream> action) {
        for (SrtpStream stream : slots) if (stream != null) action.accept(stream);
    }

    private int slotOf(int ssrc) {
        int mask = slots.length - 1;
        int mixed = ssrc * 0x9e3779b9;
        int slot = (mixed ^ mixed >>> 16) & mask;
        while (slots[slot] != null && slots[slot].ssrc != ssrc) slot = slot + 1 & mask;
        return slot;
    }
}
