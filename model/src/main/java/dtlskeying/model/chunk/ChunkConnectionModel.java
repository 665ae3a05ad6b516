package dtlskeying.model.chunk;

import dtlskeying.spec.Cites;

import java.util.List;

/** What the DTLS connection that manages keys is, and what both ends have to agree on for it. */
public final class ChunkConnectionModel {
    /** The version that DTLS 1.3 has on the wire. */
    private static final int DTLS_1_3 = 0xfefc;

    /** SCTP's payload protocol identifier of this key management; RFC 6083 has another, 47. */
    private static final long PPID = 4242;

    /** DTLS 1.3 has them, and so has the chunk; 0x1305 is missing in both. */
    private static final List<Integer> SUITES = List.of(0x1301, 0x1302, 0x1303, 0x1304);

    private ChunkConnectionModel() {}

    /**
     * The suites that a hello offers.
     *
     * @param own those that the end may use, best first
     * @param operator those that protect its packets
     */
    @Cites("dtls-chunk/4/c")
    public static List<Integer> offered(List<Integer> own, List<Integer> operator) {
        return own.stream().filter(SUITES::contains).filter(operator::contains).toList();
    }

    /** Whether a hello of that version goes on. */
    @Cites("dtls-chunk/1/a")
    public static boolean goesOn(int version) {
        return version == DTLS_1_3;
    }

    /** Whether a message with that identifier is one of the key management. */
    @Cites("dtls-chunk/1/a")
    public static boolean isKeyManagement(long ppid) {
        return ppid == PPID;
    }

    /** What becomes of extended key update. */
    public enum Renewal {
        /** Both ends have offered it. */
        AGREED,
        /** Neither has: keys are those of the handshake for as long as the association lives. */
        WITHOUT,
        /** An end needs it and the other has it not: there is no association. */
        NO_ASSOCIATION
    }

    /** What comes of two ends that offer it, or do not. */
    @Cites("dtls-chunk/3/b")
    public static Renewal renewal(boolean one, boolean other) {
        if (one && other) return Renewal.AGREED;
        return one || other ? Renewal.NO_ASSOCIATION : Renewal.WITHOUT;
    }
}
