package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls13.WriteEpochs;
import dtlskeying.impl.dtls13.WriteEpochs.Settled;
import dtlskeying.impl.dtls13.WriteSpan;
import dtlskeying.model.dtls13.WriteEpochsModel;
import dtlskeying.model.dtls13.WriteEpochsModel.Count;
import dtlskeying.model.dtls13.WriteEpochsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.List;

/** RFC 9147 §4 and §6.1, writing, as the judge sees it. */
public final class WriteEpochsChapter {
    /** How many records the keys of the epochs that are tried may protect. */
    public static final long RECORDS = 2;

    private static final long LAST_EPOCH = (1L << 48) - 1;
    private static final int LONGEST = 64;

    /** The machine and the model of the epochs that are written. */
    public static final Chapter<WriteEpochs, Input.Write, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls13/WriteEpochs",
                    List.of(
                            new Start<>("a sender", WriteEpochs.start(), Facts.start()),
                            writing(
                                    "a sender before its last number",
                                    3,
                                    RecordNumber.LAST_SEQUENCE,
                                    1L << 50),
                            writing("a sender in the last epoch", LAST_EPOCH, 0, RECORDS)),
                    inputs(),
                    WriteEpochs::on,
                    new WriteEpochsModel(),
                    state -> state.current().epoch().compareTo(Epoch.FIRST_OF_TRAFFIC) >= 0);

    private WriteEpochsChapter() {}

    private static Start<WriteEpochs, Facts> writing(
            String name, long epoch, long next, long records) {
        return new Start<>(
                name,
                new Settled(new WriteSpan(new Epoch(epoch), next, LONGEST, records)),
                Facts.writing(epoch, new Count(next, LONGEST, records, next > records / 2)));
    }

    private static List<Input.Write> inputs() {
        var inputs = new ArrayList<Input.Write>();
        for (long epoch : List.of(0L, 2L, 3L)) {
            inputs.add(number(epoch, ContentType.HANDSHAKE, LONGEST - 1));
            inputs.add(number(epoch, ContentType.APPLICATION_DATA, 1));
        }
        inputs.add(number(0, ContentType.HANDSHAKE, RecordsSpec.LONGEST));
        inputs.add(number(2, ContentType.HANDSHAKE, LONGEST));
        inputs.add(number(0, ContentType.CHANGE_CIPHER_SPEC, 1));
        inputs.add(number(2, ContentType.CHANGE_CIPHER_SPEC, 1));
        for (long epoch : List.of(1L, 2L, 3L, 4L)) {
            inputs.add(new Input.InstallWrite(new Epoch(epoch), LONGEST, RECORDS));
            inputs.add(new Input.DropWrite(new Epoch(epoch == 1 ? 0 : epoch)));
        }
        return inputs;
    }

    private static Input.Write number(long epoch, ContentType type, int length) {
        return new Input.Number(new Epoch(epoch), type, length);
    }
}
