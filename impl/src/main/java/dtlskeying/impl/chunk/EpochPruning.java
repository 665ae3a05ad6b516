package dtlskeying.impl.chunk;

import dtlskeying.impl.Step;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Arrived;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Ended;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Install;
import dtlskeying.spec.chunk.EpochPruningSpec.Input.Remove;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;

/**
 * §5: which receive keys of an association are alive, and which of them a chunk means. The two uses
 * are apart; {@link ReceiveEpochs} is the table of either.
 */
public record EpochPruning(ReceiveEpochs primary, ReceiveEpochs restart) {
    /** No key is there. */
    public static final EpochPruning START =
            new EpochPruning(
                    new ReceiveEpochs.Keyless(KeyUse.PRIMARY),
                    new ReceiveEpochs.Keyless(KeyUse.RESTART));

    /** Takes one input; any input is answered in any state. */
    public Step<EpochPruning, Effect> on(Input input) {
        return switch (input) {
            case Install(var use, _) -> on(use, input);
            case Remove(var use, _) -> on(use, input);
            case Arrived(var use, _) -> on(use, input);
            case Ended _ -> {
                var first = primary.on(input);
                var second = restart.on(input);
                var effects = new ArrayList<>(first.effects());
                effects.addAll(second.effects());
                yield new Step<>(new EpochPruning(first.state(), second.state()), effects);
            }
        };
    }

    private Step<EpochPruning, Effect> on(KeyUse use, Input input) {
        return switch (use) {
            case PRIMARY -> {
                var step = primary.on(input);
                yield new Step<>(new EpochPruning(step.state(), restart), step.effects());
            }
            case RESTART -> {
                var step = restart.on(input);
                yield new Step<>(new EpochPruning(primary, step.state()), step.effects());
            }
        };
    }
}
