package dtlskeying.impl.chunk;

import dtlskeying.spec.chunk.EnforcementSpec;
import dtlskeying.spec.chunk.EpochPruningSpec;
import dtlskeying.spec.chunk.KeyUse;
import dtlskeying.spec.chunk.PacketShape;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@link Enforcement} and {@link EpochPruning} have said about packets. Both answer without
 * changing, so each is asked once about each kind of packet, and again only when it is another: a
 * packet costs no object.
 */
final class PacketRulings {
    private static final int SHAPES = PacketShape.values().length;
    private static final int BITS = 4;

    private final EnforcementSpec.Effect[] leaving = new EnforcementSpec.Effect[SHAPES];
    private final EnforcementSpec.Effect[] arriving = new EnforcementSpec.Effect[SHAPES];
    private final ReceiveContext[] meant = new ReceiveContext[KeyUse.values().length * BITS];
    private Enforcement enforcement;
    private EpochPruning epochs;

    /** What becomes of a packet that is to leave. */
    EnforcementSpec.Effect leaving(Enforcement state, PacketShape shape) {
        follow(state);
        var known = leaving[shape.ordinal()];
        if (known != null) return known;
        var step = state.on(new EnforcementSpec.Input.ToSend(shape));
        return leaving[shape.ordinal()] = step.effects().getFirst();
    }

    /** What becomes of a packet that has come. */
    EnforcementSpec.Effect arriving(Enforcement state, PacketShape shape) {
        follow(state);
        var known = arriving[shape.ordinal()];
        if (known != null) return known;
        var step = state.on(new EnforcementSpec.Input.Arrived(shape));
        return arriving[shape.ordinal()] = step.effects().getFirst();
    }

    /**
     * The key that a DTLS chunk with these bits of its epoch is meant for; null if there is none.
     *
     * @param keys finds the key of that use and an epoch, whenever {@code state} is another
     */
    ReceiveContext meant(
            EpochPruning state,
            KeyUse use,
            int bits,
            Function<EpochPruningSpec.Effect.Meant, ReceiveContext> keys) {
        if (state != epochs) Arrays.fill(meant, null);
        epochs = state;
        int place = use.ordinal() * BITS + bits;
        if (meant[place] == null) meant[place] = found(state, use, bits).map(keys).orElse(null);
        return meant[place];
    }

    private static Optional<EpochPruningSpec.Effect.Meant> found(
            EpochPruning state, KeyUse use, int bits) {
        var step = state.on(new EpochPruningSpec.Input.Arrived(use, bits));
        return step.effects().getFirst() instanceof EpochPruningSpec.Effect.Meant meant
                ? Optional.of(meant)
                : Optional.empty();
    }

    private void follow(Enforcement state) {
        if (state == enforcement) return;
        Arrays.fill(leaving, null);
        Arrays.fill(arriving, null);
        enforcement = state;
    }
}
