package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.SentRecords;
import dtlskeying.model.dtls13.SaidRecordsModel;
import dtlskeying.model.dtls13.SaidRecordsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.FlightsSpec.Extent;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Effect;
import dtlskeying.spec.dtls13.AcknowledgementSpec.Input;
import dtlskeying.spec.dtls13.RecordNumber;

import java.util.List;
import java.util.stream.Stream;

/** RFC 9147 §7.2, what the peer's ACKs cover, as the judge sees it. */
public final class SentRecordsChapter {
    /** The machine and the model of the ACKs that an end receives. */
    public static final Chapter<SentRecords, Input.Say, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls13/SentRecords",
                    List.of(
                            new Start<>(
                                    "an end that has sent nothing",
                                    SentRecords.start(),
                                    Facts.start())),
                    inputs(),
                    SentRecords::on,
                    new SaidRecordsModel(),
                    SentRecords.Idle.class::isInstance);

    private SentRecordsChapter() {}

    private static List<Input.Say> inputs() {
        return List.of(
                new Input.Sent(RecordNumber.of(0, 0), List.of(new Extent(0, 0, 0))),
                new Input.Sent(
                        RecordNumber.of(2, 0), List.of(new Extent(1, 0, 4), new Extent(2, 0, 2))),
                new Input.Sent(RecordNumber.of(2, 1), List.of(new Extent(2, 2, 6))),
                new Input.Sent(RecordNumber.of(2, 2), List.of(new Extent(2, 0, 6))),
                ack(0, RecordNumber.of(0, 0)),
                ack(0, RecordNumber.of(2, 0)),
                ack(2, RecordNumber.of(2, 0)),
                ack(2, RecordNumber.of(2, 1), RecordNumber.of(2, 0)),
                ack(2, RecordNumber.of(2, 2)),
                ack(2, RecordNumber.of(3, 0)),
                ack(3, RecordNumber.of(2, 2), RecordNumber.of(4, 0)),
                ack(3),
                new Input.Settled());
    }

    private static Input.Say ack(long epoch, RecordNumber... records) {
        return new Input.AckArrived(new Epoch(epoch), Stream.of(records).toList());
    }
}
