package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.impl.chunk.KeyUpdate.AwaitingAck;
import dtlskeying.impl.chunk.KeyUpdate.Fixed;
import dtlskeying.impl.chunk.KeyUpdate.Settled;
import dtlskeying.impl.chunk.KeyWear;
import dtlskeying.model.chunk.KeyUpdateModel;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;
import dtlskeying.spec.chunk.KeyUpdateSpec.Limits;

import java.util.ArrayList;
import java.util.List;

/** §5, updates, as the judge sees them: keys that bear little, in the first epochs and the last. */
public final class KeyUpdateChapter {
    static final Epoch THREE = Epoch.FIRST_OF_TRAFFIC;
    static final Epoch FOUR = THREE.next();
    private static final Epoch FIVE = FOUR.next();
    private static final Limits SMALL = new Limits(10, 100, 4, 4);
    private static final KeyWear FRESH = new KeyWear(SMALL, 0, 0, 0, 0);

    /** The machine and the model of updates. */
    public static final Chapter<KeyUpdate, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "chunk/KeyUpdate",
                    List.of(
                            new Start<>("an end without keys", KeyUpdate.start(), Facts.START),
                            new Start<>(
                                    "an end in its first epoch",
                                    new Settled(THREE, FRESH),
                                    Facts.at(3, true, SMALL)),
                            new Start<>(
                                    "an end that awaits the ACK of its finish",
                                    new AwaitingAck(THREE, FRESH),
                                    new Facts(4, 3, false, true, SMALL, 0, 0, 0, 0)),
                            new Start<>(
                                    "an end in the last epoch",
                                    new Settled(Epoch.LAST, FRESH),
                                    Facts.at(Epoch.LAST.number(), true, SMALL)),
                            new Start<>(
                                    "an end that keeps its first keys",
                                    new Fixed(FRESH),
                                    Facts.at(3, false, SMALL))),
                    inputs(),
                    KeyUpdate::on,
                    new KeyUpdateModel(),
                    KeyUpdateChapter::isRenewed);

    private KeyUpdateChapter() {}

    private static boolean isRenewed(KeyUpdate state) {
        return state instanceof Settled(var epoch, _)
                && epoch.compareTo(THREE) > 0
                && !epoch.equals(Epoch.LAST);
    }

    private static List<Input> inputs() {
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.Enforced(true, true, SMALL),
                                new Input.Enforced(false, true, SMALL),
                                new Input.Enforced(false, false, SMALL),
                                new Input.Wanted(),
                                new Input.PlainWanted(),
                                new Input.Used(99, 1, 1),
                                new Input.Used(100, 0, 0),
                                new Input.Used(0, 2, 0),
                                new Input.Used(0, 0, 2),
                                new Input.Used(0, 4, 0),
                                new Input.Used(0, 0, 4),
                                new Input.Passed(9),
                                new Input.Passed(10),
                                new Input.PlainArrived(),
                                new Input.Failed(),
                                new Input.Ended()));
        for (Epoch epoch : List.of(FOUR, FIVE)) {
            inputs.add(new Input.ResponseArrived(epoch));
            inputs.add(new Input.FinishArrived(epoch));
            inputs.add(new Input.AckArrived(epoch));
        }
        return inputs;
    }
}
