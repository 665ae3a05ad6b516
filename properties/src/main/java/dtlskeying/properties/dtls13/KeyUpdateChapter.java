package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.KeyUpdate;
import dtlskeying.model.dtls13.KeyUpdateModel;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** RFC 9147 §8 as the judge sees it: after a handshake, and at the end of all epochs. */
public final class KeyUpdateChapter {
    /** The machine and the model of updates. */
    public static final Chapter<KeyUpdate, Input, Effect, KeyUpdateModel.Facts> CHAPTER =
            new Chapter<>(
                    "dtls13/KeyUpdate",
                    starts(),
                    inputs(),
                    KeyUpdate::on,
                    new KeyUpdateModel(),
                    KeyUpdateChapter::isAtRest);

    private KeyUpdateChapter() {}

    private static List<Start<KeyUpdate, KeyUpdateModel.Facts>> starts() {
        long last = Epoch.LAST.number();
        return List.of(
                start("after a handshake", 3, 3),
                start("near the last epoch", last - 1, last - 1),
                start("in the last epoch", last, last));
    }

    private static Start<KeyUpdate, KeyUpdateModel.Facts> start(
            String name, long write, long read) {
        var state =
                new KeyUpdate.Running(
                        new KeyUpdate.Writing.Steady(new Epoch(write)),
                        new KeyUpdate.Reading.Current(new Epoch(read)));
        return new Start<>(name, state, KeyUpdateModel.Facts.at(write, read));
    }

    private static List<Input> inputs() {
        var inputs = new ArrayList<Input>();
        inputs.add(new Input.Update(false));
        inputs.add(new Input.Update(true));
        inputs.add(new Input.Acknowledged());
        inputs.add(new Input.Heard(false, Verdict.SOUND));
        inputs.add(new Input.Heard(true, Verdict.SOUND));
        for (Clause fault : KeyUpdateModel.FAULTS)
            inputs.add(new Input.Heard(false, new Verdict.Unsound(Alert.ILLEGAL_PARAMETER, fault)));
        inputs.add(new Input.HeardInOldEpoch());
        inputs.add(new Input.NewKeysHeard());
        return inputs;
    }

    private static boolean isAtRest(KeyUpdate state) {
        return switch (state) {
            case KeyUpdate.Running(var writing, var reading) ->
                    writing instanceof KeyUpdate.Writing.Steady
                            && reading instanceof KeyUpdate.Reading.Current;
            case KeyUpdate.Broken() -> true;
        };
    }
}
