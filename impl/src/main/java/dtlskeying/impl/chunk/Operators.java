package dtlskeying.impl.chunk;

import dtlskeying.spec.Cites;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;

/**
 * The operator of an association and, while it is being restarted, that of the one before, which
 * has restart keys alone (draft-ietf-tsvwg-sctp-dtls-chunk-04 §5.4): each has epochs and numbers of
 * its own.
 */
@Cites("sctp-dtls-chunk/5.4/a")
public final class Operators {
    private final List<OperatorCounts> counts = new ArrayList<>();
    private final List<ChunkProtection> before = new ArrayList<>();
    private ChunkProtection current = counted(new ChunkProtection());

    /** The operator of an end that begins. */
    public Operators() {}

    /** That of an end that comes back. */
    public Operators(RestartKeys keys) {
        before.add(counted(ChunkProtection.restored(keys)));
    }

    private ChunkProtection counted(ChunkProtection operator) {
        counts.add(operator.counts());
        return operator;
    }

    /** Whose keys the key management sets. */
    public ChunkKeying keying() {
        return current;
    }

    /** Whether a packet that leaves now is protected, but for INIT and INIT ACK. */
    public boolean isSealing() {
        return current.hasPrimarySendKey() || !before.isEmpty();
    }

    /** Whether the keys of the association before still protect this one. */
    public boolean isRestarting() {
        return !before.isEmpty();
    }

    /** As {@link ChunkProtection#send}. */
    public int send(byte[] packet, int length) {
        boolean isRestarting = !current.hasPrimarySendKey() && !before.isEmpty();
        return (isRestarting ? before.getFirst() : current).send(packet, length);
    }

    /** As {@link ChunkProtection#receive}. */
    public int receive(byte[] packet, int length) {
        boolean isNew = isProtected(packet, length) && useOf(packet) == KeyUse.PRIMARY;
        return (isNew || before.isEmpty() ? current : before.getFirst()).receive(packet, length);
    }

    /** Whether a packet begins with a DTLS chunk. */
    public static boolean isProtected(byte[] packet, int length) {
        return length >= SctpPacket.HEADER + SctpPacket.TYPE_AND_LENGTH
                && packet[SctpPacket.HEADER] == DtlsChunk.TYPE;
    }

    /** Whose key opens a packet that begins with a DTLS chunk. */
    public static KeyUse useOf(byte[] packet) {
        boolean restart = (packet[SctpPacket.HEADER + 1] & DtlsChunk.RESTART) != 0;
        return restart ? KeyUse.RESTART : KeyUse.PRIMARY;
    }

    /** The association begins anew, under the restart keys that there are. */
    public void restart() {
        if (before.isEmpty()) {
            current.endPrimary();
            before.add(current);
        }
        current = counted(new ChunkProtection());
    }

    /** The restart is complete: the new association has keys that both ends use. */
    public void restarted() {
        before.forEach(ChunkProtection::end);
        before.clear();
    }

    /** Nothing is left. */
    public void end() {
        restarted();
        current.end();
    }

    /** Packets that left protected. */
    public long sentProtected() {
        return counts.stream().mapToLong(OperatorCounts::sentProtected).sum();
    }

    /** Packets that came protected and were opened. */
    public long receivedProtected() {
        return counts.stream().mapToLong(OperatorCounts::receivedProtected).sum();
    }

    /** Packets that were not let through for this reason. */
    public long refused(ChunkRefusal reason) {
        return counts.stream().mapToLong(each -> each.refused(reason)).sum();
    }
}
