package dtlskeying.properties.dtls12;

import dtlskeying.impl.dtls12.WriteEpochs;
import dtlskeying.impl.dtls12.WriteEpochs.Settled;
import dtlskeying.impl.dtls12.WriteEpochs.Span;
import dtlskeying.model.dtls12.WriteEpochsModel;
import dtlskeying.model.dtls12.WriteEpochsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** RFC 6347 §4.1, writing, as the judge sees it. */
public final class WriteEpochsChapter {
    private static final long LAST_SEQUENCE = (1L << 48) - 1;
    private static final long LAST_EPOCH = 0xffff;
    private static final int LONGEST = 1 << 14;

    /** The machine and the model of the epochs that are written. */
    public static final Chapter<WriteEpochs, Input.Write, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls12/WriteEpochs",
                    List.of(
                            start("a sender", 0, 0),
                            start("a sender before its last number", 0, LAST_SEQUENCE),
                            start("a sender in the last epoch", LAST_EPOCH, 0)),
                    inputs(),
                    WriteEpochs::on,
                    new WriteEpochsModel(),
                    state -> state instanceof Settled && !state.current().epoch().equals(epoch(0)));

    private WriteEpochsChapter() {}

    private static Start<WriteEpochs, Facts> start(String name, long epoch, long next) {
        return new Start<>(
                name, new Settled(new Span(epoch(epoch), next)), Facts.writing(epoch, next));
    }

    private static List<Input.Write> inputs() {
        var inputs = new ArrayList<Input.Write>();
        for (long epoch : List.of(0L, 1L, 2L)) {
            inputs.add(new Input.Number(epoch(epoch), ContentType.HANDSHAKE, LONGEST));
            inputs.add(new Input.InstallWrite(epoch(epoch)));
            inputs.add(new Input.DropWrite(epoch(epoch)));
        }
        inputs.add(new Input.Number(epoch(0), ContentType.HANDSHAKE, LONGEST + 1));
        inputs.add(new Input.InstallWrite(epoch(LAST_EPOCH + 1)));
        return inputs;
    }

    private static Epoch epoch(long number) {
        return new Epoch(number);
    }
}
