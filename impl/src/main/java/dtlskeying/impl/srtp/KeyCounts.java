package dtlskeying.impl.srtp;

import dtlskeying.spec.srtp.KeyLifetimeSpec.Direction;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

/** The mutable twin of {@link KeyLifetime}, for the hot path: one set of keys, counted apart. */
final class KeyCounts {
    private static final int KINDS = PacketKind.values().length;

    private final Limit limit;
    private final long[] counts = new long[Direction.values().length * KINDS];
    private boolean asked;
    private boolean spent;

    KeyCounts(Limit limit) {
        this.limit = limit;
    }

    /** Whether one of the keys has done all that it may. */
    boolean isSpent() {
        return spent;
    }

    /**
     * Counts a packet that was protected or opened.
     *
     * @return whether new keys are to be asked for now, which happens once
     */
    boolean count(Direction direction, PacketKind kind) {
        long count = ++counts[place(direction, kind)];
        spent |= count >= limit.packets();
        boolean asks = !asked && count >= limit.askAt();
        asked |= asks;
        return asks;
    }

    /** The number of packets under that key. */
    long of(Direction direction, PacketKind kind) {
        return counts[place(direction, kind)];
    }

    private static int place(Direction direction, PacketKind kind) {
        return direction.ordinal() * KINDS + kind.ordinal();
    }
}
