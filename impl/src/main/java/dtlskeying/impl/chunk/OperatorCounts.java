package dtlskeying.impl.chunk;

/**
 * What the operator of an association has done to packets (§8 of the chunk draft, its statistics).
 */
public final class OperatorCounts {
    private final long[] refused = new long[ChunkRefusal.values().length];
    private long sealed;
    private long opened;

    OperatorCounts() {}

    /** Packets that left protected. */
    public long sentProtected() {
        return sealed;
    }

    /** Packets that came protected and were opened. */
    public long receivedProtected() {
        return opened;
    }

    /** Packets that were not let through for this reason. */
    public long refused(ChunkRefusal reason) {
        return refused[reason.ordinal()];
    }

    void sealed() {
        sealed++;
    }

    void opened() {
        opened++;
    }

    int refuse(ChunkRefusal reason) {
        refused[reason.ordinal()]++;
        return reason.result();
    }
}
