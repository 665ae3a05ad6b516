package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.KeySetsSpec.Input.Arrived;
import dtlskeying.spec.srtp.Mki;

/**
 * The receiving side of the keys of one handshake.
 *
 * @param handshake which handshake, 1 for the first
 * @param mki what its packets carry, or none
 * @param received the indices that were opened under it
 * @param first the index of the first packet that was opened under it; −1 before that
 */
public record KeySet(int handshake, Mki mki, ReplayList received, long first) {
    /** The keys of a handshake that has just completed. */
    public static KeySet fresh(int handshake, Mki mki) {
        return new KeySet(handshake, mki, ReplayList.EMPTY, -1);
    }

    /** Whether the packet's tag verifies under these keys. */
    boolean verifies(Arrived packet) {
        return packet.verifiesUnder().contains(handshake);
    }

    /** The keys with a packet that was opened under them. */
    KeySet with(long index) {
        return new KeySet(handshake, mki, received.with(index), first < 0 ? index : first);
    }

    /** The sender has changed over: no packet with a higher index is under older keys. */
    boolean isSoleFor(long index) {
        return first >= 0 && index > first;
    }
}
