package dtlskeying.impl.sctp;

import dtlskeying.impl.crypto.Entropy;

/**
 * Makes SCTP associations that need no library and no clock, for properties and demonstrations: the
 * same entropy, packets and times give the same packets.
 *
 * <p>It speaks the SCTP of RFC 9260 on the wire, but only what the key management relies on: four
 * messages to begin, also from both ends at once and in the middle of an association, reliable
 * messages in order, graceful and sudden ends. It has one path, one peer and no congestion control,
 * measures no round trips, sends no HEARTBEAT and negotiates no extension: it is no stack for the
 * open network.
 */
public final class MemoryStack implements SctpStack {
    private final Entropy entropy;
    private int made;

    /** A stack with that randomness. */
    public MemoryStack(Entropy entropy) {
        this.entropy = entropy;
    }

    @Override
    public SctpAssociation associate(SctpSettings settings) {
        return new MemoryAssociation(settings, entropy.child("association " + made++));
    }
}
