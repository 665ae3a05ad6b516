package dtlskeying.impl.chunk;

import dtlskeying.spec.Clause;
import dtlskeying.spec.chunk.ChunkProtectionSpec;
import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;

import java.util.Arrays;

/** Why the operator does not let a packet through. A length below 0 stands for one of these. */
public enum ChunkRefusal {
    /** The checksum is another, or there is no chunk. */
    DAMAGED(ChunkProtectionSpec.Claim.CHECKSUM_COVERS_THE_WIRE),
    /** Protection is required and there is none. */
    UNPROTECTED(EnforcementSpec.Claim.UNPROTECTED_PACKETS_ARE_DISCARDED),
    /** A DTLS chunk has company, or is within another. */
    BUNDLED(EnforcementSpec.Claim.DTLS_CHUNK_IS_ALONE),
    /** The chunk is none. */
    MALFORMED(ChunkProtectionSpec.Claim.CHUNK_HAS_ITS_LAYOUT),
    /** No receive key has these bits. */
    UNKNOWN_KEY(EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED),
    /** The number was there before, or is too old to tell. */
    REPLAYED(ChunkProtectionSpec.Claim.REPLAYS_ARE_DISCARDED),
    /** The key did not seal it. */
    FORGED(EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING),
    /** The record holds something else, or more than a record may. */
    NOT_CHUNKS(ChunkProtectionSpec.Claim.RECORD_HOLDS_APPLICATION_DATA),
    /** The key has sealed, or failed, as often as its cipher may. */
    WORN(ChunkProtectionSpec.Claim.USES_ARE_COUNTED);

    private final Clause clause;

    ChunkRefusal(Clause clause) {
        this.clause = clause;
    }

    /** The clause that was acted on. */
    public Clause clause() {
        return clause;
    }

    /** The refusal that a negative result stands for. */
    public static ChunkRefusal of(int result) {
        return values()[-1 - result];
    }

    /** What stands for this refusal in the place of a length. */
    public int result() {
        return -1 - ordinal();
    }

    static ChunkRefusal of(Clause clause) {
        return Arrays.stream(values()).filter(each -> each.clause == clause).findFirst().get();
    }
}
