package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_PPID;

import dtlskeying.spec.Cites;

import java.util.HashSet;
import java.util.Set;

/**
 * No DATA of the ULP passes outside a DTLS chunk: on the way out it waits in SCTP, which sends it
 * again when there are keys; on the way in SCTP never sees it, and what SCTP has seen of DATA
 * without protection is remembered, so that a fragment of it is not taken for a part of a message
 * that came protected.
 *
 * <p>For one association; packets are in the first {@code length} bytes of arrays that callers
 * supply.
 */
@Cites({"dtls-chunk/3/a", "dtls-chunk/3/g"})
public final class UlpGate {
    private static final int DATA = 0;
    private static final int DATA_HEADER = 16;
    private static final int TSN = 4;
    private static final int PPID = 12;

    /** The flags of DATA (RFC 9260 §3.3.1). */
    private static final int LAST = 1;

    private static final int FIRST = 2;

    /** A handshake has a few dozen; what comes unprotected beyond that is kept from SCTP. */
    private static final int MOST_PLAIN = 4096;

    /** The numbers of DATA that came without protection and that SCTP has seen. */
    private final Set<Integer> plain = new HashSet<>();

    private long withheld;
    private long removed;
    private int removals;

    /** A gate that nothing has gone through. */
    public UlpGate() {}

    /** How many chunks of DATA did not leave because there was no key. */
    public long withheld() {
        return withheld;
    }

    /** How many chunks of DATA were taken out of packets that came without protection. */
    public long removed() {
        return removed;
    }

    /** Takes the ULP's DATA out of a packet that leaves unprotected; its bytes now, 0 if none. */
    public int leavesPlain(byte[] packet, int length) {
        int now = without(packet, length);
        withheld += removals;
        return now;
    }

    /** Takes the ULP's DATA out of a packet that came unprotected; its bytes now, 0 if none. */
    public int arrivesPlain(byte[] packet, int length) {
        int now = without(packet, length);
        removed += removals;
        for (int at = SctpPacket.HEADER; at >= 0 && at < now; at = SctpPacket.next(packet, at, now))
            if (isData(packet, at, now) && !remembers(uint32(packet, at + TSN))) return 0;
        return now;
    }

    private boolean remembers(int tsn) {
        if (plain.size() < MOST_PLAIN) plain.add(tsn);
        return plain.contains(tsn);
    }

    /**
     * Whether a packet that came protected has DATA of the ULP that SCTP has from elsewhere
     * already, or would join with such: whoever put that there is not the peer.
     */
    public boolean isMixed(byte[] packet, int length) {
        if (plain.isEmpty()) return false;
        for (int at = SctpPacket.HEADER; at >= 0 && at < length; ) {
            if (isUlpData(packet, at, length) && isBesidePlain(packet, at)) return true;
            at = SctpPacket.next(packet, at, length);
        }
        return false;
    }

    /** The fragments of a message have consecutive numbers. */
    private boolean isBesidePlain(byte[] packet, int at) {
        int tsn = uint32(packet, at + TSN);
        boolean isFirst = (packet[at + 1] & FIRST) != 0;
        boolean isLast = (packet[at + 1] & LAST) != 0;
        return plain.contains(tsn)
                || !isFirst && plain.contains(tsn - 1)
                || !isLast && plain.contains(tsn + 1);
    }

    private int without(byte[] packet, int length) {
        removals = 0;
        int to = SctpPacket.HEADER;
        int at = SctpPacket.HEADER;
        while (at < length) {
            int next = SctpPacket.next(packet, at, length);
            if (next < 0) next = length;
            if (isUlpData(packet, at, length)) removals++;
            else {
                System.arraycopy(packet, at, packet, to, next - at);
                to += next - at;
            }
            at = next;
        }
        if (removals == 0) return length;
        if (to == SctpPacket.HEADER) return 0;
        SctpPacket.writeChecksum(packet, to);
        return to;
    }

    private static boolean isUlpData(byte[] packet, int at, int end) {
        return isData(packet, at, end) && uint32(packet, at + PPID) != (int) KEY_MANAGEMENT_PPID;
    }

    private static boolean isData(byte[] packet, int at, int end) {
        return packet[at] == DATA && at + DATA_HEADER <= end;
    }

    private static int uint32(byte[] bytes, int at) {
        return SctpPacket.uint16(bytes, at) << 16 | SctpPacket.uint16(bytes, at + 2);
    }
}
