package dtlskeying.properties.chunk;

import dtlskeying.model.chunk.OperatorFacts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;

import net.jqwik.api.Example;

import java.util.List;

/** §3, the operator with real bytes, held against its model. */
public class ChunkProtectionProperties
        extends ChapterProperties<Operated, Input, Effect, OperatorFacts> {
    public ChunkProtectionProperties() {
        super(ChunkProtectionChapter.CHAPTER, 3, 1);
    }

    @Example
    void P30_failed_packet_changes_nothing() {
        holds(ChunkProtectionLaws.FAILED_PACKET_CHANGES_NOTHING);
    }

    @Example
    void P51_sequence_from_0_under_each_key() {
        holds(ChunkProtectionLaws.NUMBERS_COUNT_FROM_ZERO);
    }

    @Example
    void P61_chunk_accept_at_most_once() {
        holds(ChunkProtectionLaws.ACCEPT_AT_MOST_ONCE);
    }

    @Example
    void P66_aead_limits_honoured() {
        holds(ChunkProtectionLaws.LIMITS_ARE_HONOURED);
    }

    @Example
    void P69_restart_context_never_for_traffic() {
        holds(ChunkProtectionLaws.RESTART_IS_NO_TRAFFIC);
    }

    @Example
    void P70_never_reuses_nonce() {
        holds(ChunkProtectionLaws.NO_NONCE_TWICE);
    }

    /** What is genuine has been opened, though nothing of it is handed on. */
    @Override
    protected Operated untouched(Operated before, Input input) {
        return input instanceof Input.Arrived(Packet.Chunk chunk) && chunk.fault().isGenuine()
                ? before.on(input).state()
                : before;
    }

    /** Every step is real cryptography, and all inputs are tried at each state. */
    @Override
    protected int walks() {
        return 800;
    }

    @Override
    protected int floor() {
        return 20;
    }

    @Override
    protected List<Mutant<Operated, Input, Effect, OperatorFacts>> mutants() {
        return ChunkProtectionMutants.ALL;
    }
}
