package dtlskeying.properties.srtp;

import dtlskeying.impl.srtp.AlertHistory;
import dtlskeying.impl.srtp.AlertReplay;
import dtlskeying.model.srtp.AlertReplayModel;
import dtlskeying.model.srtp.AlertReplayModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect;
import dtlskeying.spec.srtp.AlertReplaySpec.Input;

import java.util.List;

/** §7.3.1 as the judge sees it. */
public final class AlertReplayChapter {
    /** The machine and the model of alerts beside media. */
    public static final Chapter<AlertReplay, Input, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "srtp/AlertReplay",
                    List.of(
                            new Start<>(
                                    "an end after its handshake",
                                    new AlertReplay.Listening(AlertHistory.EMPTY),
                                    Facts.START)),
                    inputs(),
                    AlertReplay::on,
                    new AlertReplayModel(),
                    state -> state instanceof AlertReplay.Over);

    private AlertReplayChapter() {}

    private static List<Input> inputs() {
        return List.of(
                warning(1, 0),
                warning(1, 64),
                warning(2, 0),
                warning(3, 0),
                new Input.AlertArrived(new Epoch(2), 1, Alert.INTERNAL_ERROR, true),
                new Input.DataArrived(true),
                new Input.DataArrived(false),
                new Input.FaultFound(Alert.DECODE_ERROR));
    }

    private static Input warning(int epoch, int sequence) {
        return new Input.AlertArrived(new Epoch(epoch), sequence, Alert.NO_RENEGOTIATION, false);
    }
}
