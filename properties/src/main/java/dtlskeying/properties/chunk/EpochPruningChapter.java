package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.KeyUse.PRIMARY;
import static dtlskeying.spec.chunk.KeyUse.RESTART;

import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.impl.chunk.ReceiveEpochs;
import dtlskeying.impl.chunk.ReceiveEpochs.Paired;
import dtlskeying.impl.chunk.ReceiveEpochs.Single;
import dtlskeying.model.chunk.EpochPruningModel;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.model.chunk.EpochPruningModel.Keys;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** §5 on receive keys as the judge sees it: first keys, keys in their tenth epoch, and the last. */
public final class EpochPruningChapter {
    private static final long TENTH = 12;
    private static final long LAST = Epoch.LAST.number();

    /** The machine and the model of the receive keys. */
    public static final Chapter<EpochPruning, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/EpochPruning",
                    List.of(
                            new Start<>("an end without keys", EpochPruning.START, Facts.START),
                            paired("an end in its tenth epoch", TENTH),
                            paired("an end in the last epoch", LAST)),
                    inputs(),
                    EpochPruning::on,
                    new EpochPruningModel(),
                    state -> state.primary() instanceof Paired);

    private EpochPruningChapter() {}

    private static Start<EpochPruning, Facts> paired(String name, long newest) {
        ReceiveEpochs primary = new Paired(PRIMARY, new Epoch(newest));
        return new Start<>(
                name,
                new EpochPruning(primary, new Single(RESTART, Epoch.FIRST_OF_TRAFFIC)),
                new Facts(new Keys(Set.of(newest - 1, newest), newest), new Keys(Set.of(3L), 3)));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        for (long epoch : List.of(3L, 4L, 5L, TENTH, TENTH + 1, TENTH + 2))
            inputs.add(install(PRIMARY, epoch));
        for (long epoch : List.of(3L, 4L, TENTH - 1, TENTH, LAST))
            inputs.add(remove(PRIMARY, epoch));
        inputs.add(install(RESTART, 3));
        inputs.add(install(RESTART, 4));
        inputs.add(remove(RESTART, 3));
        for (int bits = 0; bits < 4; bits++) inputs.add(new Input.Arrived(PRIMARY, bits));
        inputs.add(new Input.Arrived(RESTART, 0));
        inputs.add(new Input.Arrived(RESTART, 3));
        inputs.add(new Input.Ended());
        return inputs;
    }

    private static Input install(KeyUse use, long epoch) {
        return new Input.Install(use, new Epoch(epoch));
    }

    private static Input remove(KeyUse use, long epoch) {
        return new Input.Remove(use, new Epoch(epoch));
    }
}
