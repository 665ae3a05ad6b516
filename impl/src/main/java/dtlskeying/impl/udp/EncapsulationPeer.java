package dtlskeying.impl.udp;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.spec.Octets;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where the peer of an encapsulated association is (RFC 6951 §5.4). It may move, behind a NAT that
 * has forgotten it, and so whoever sends a packet with the verification tag that we asked for is
 * the peer. An INIT has no tag: its answer goes where it came from, and means no more than that.
 */
final class EncapsulationPeer {
    /**
     * So many INITs may come from elsewhere between one of ours or of the peer's and its answer.
     */
    private static final int REMEMBERED = 64;

    /** Tags of ours that the peer may use. */
    private final Deque<Integer> tags = new ArrayDeque<>();

    private InetSocketAddress peer;
    private InetSocketAddress asker;

    private EncapsulationPeer(InetSocketAddress peer) {
        this.peer = peer;
    }

    /** A peer that is still to be heard. */
    static EncapsulationPeer unknown() {
        return new EncapsulationPeer(null);
    }

    /** A peer that is there to begin with. */
    static EncapsulationPeer at(InetSocketAddress address) {
        return new EncapsulationPeer(address);
    }

    /** A sound packet has come from there. */
    void hears(Octets packet, InetSocketAddress from) {
        byte[] bytes = packet.toArray();
        if (SctpPacket.isInit(bytes)) asker = from;
        else if (peer == null || tags.contains(SctpPacket.tag(bytes))) peer = from;
    }

    /** Where a packet that leaves goes; null if nobody is known. */
    InetSocketAddress sends(Octets packet) {
        byte[] bytes = packet.toArray();
        boolean answers = SctpPacket.isInitAck(bytes);
        if (answers || SctpPacket.isInit(bytes)) remember(SctpPacket.initiateTag(bytes));
        return answers && asker != null || peer == null ? asker : peer;
    }

    private void remember(int tag) {
        if (tags.contains(tag)) return;
        if (tags.size() == REMEMBERED) tags.removeFirst();
        tags.addLast(tag);
    }
}
