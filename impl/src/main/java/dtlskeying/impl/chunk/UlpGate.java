package dtlskeying.impl.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.KEY_MANAGEMENT_PPID;

import dtlskeying.spec.Cites;

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
    private static final int PPID = 12;

    private boolean hasPlain;
    private int highestPlain;
    private long withheld;
    private long removed;

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
            if (isData(packet, at, now)) note(uint32(packet, at + 4));
        return now;
    }

    private void note(int tsn) {
        if (!hasPlain || tsn - highestPlain > 0) highestPlain = tsn;
        hasPlain = true;
    }

    /**
     * Whether a packet that came protected has DATA of the ULP under a number that came without
     * protection before, or below one: whoever put that there is not the peer.
     */
    public boolean isMixed(byte[] packet, int length) {
        if (!hasPlain) return false;
        for (int at = SctpPacket.HEADER; at >= 0 && at < length; ) {
            boolean isOld =
                    isUlpData(packet, at, length) && uint32(packet, at + 4) - highestPlain <= 0;
            if (isOld) return true;
            at = SctpPacket.next(packet, at, length);
        }
        return false;
    }

    private int removals;

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
