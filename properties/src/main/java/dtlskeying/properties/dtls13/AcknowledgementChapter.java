package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.Acknowledgement;
import dtlskeying.model.dtls13.HeardRecordsModel;
import dtlskeying.model.dtls13.HeardRecordsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.List;

/** RFC 9147 §7.1, what is acknowledged and when, as the judge sees it. */
public final class AcknowledgementChapter {
    private static final long DELAY = 250;

    /** The machine and the model of the ACKs that an end sends. */
    public static final Chapter<Acknowledgement, Input.Hear, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls13/Acknowledgement",
                    List.of(
                            new Start<>(
                                    "an end that has heard nothing",
                                    Acknowledgement.start(DELAY),
                                    Facts.start())),
                    inputs(),
                    Acknowledgement::on,
                    new HeardRecordsModel(DELAY),
                    Acknowledgement.Confirmed.class::isInstance);

    private AcknowledgementChapter() {}

    private static List<Input.Hear> inputs() {
        return List.of(
                new Input.Agreed(0),
                new Input.Kept(RecordNumber.of(2, 1), true, 0),
                new Input.Kept(RecordNumber.of(2, 0), true, 100),
                new Input.Kept(RecordNumber.of(2, 3), false, 100),
                new Input.Dropped(RecordNumber.of(2, 4), 100),
                new Input.Repeated(RecordNumber.of(2, 5), 100),
                new Input.Complete(true, 100),
                new Input.Complete(false, 100),
                new Input.Finished(100),
                new Input.Tick(249),
                new Input.Tick(250),
                new Input.Tick(350));
    }
}
