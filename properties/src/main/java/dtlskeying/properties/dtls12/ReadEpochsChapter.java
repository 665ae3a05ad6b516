package dtlskeying.properties.dtls12;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls12.ReadEpochs;
import dtlskeying.impl.dtls12.ReadEpochs.Settled;
import dtlskeying.impl.dtls12.ReadEpochs.Span;
import dtlskeying.model.dtls12.ReadEpochsModel;
import dtlskeying.model.dtls12.ReadEpochsModel.Facts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.DtlsPlaintext;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** RFC 6347 §4.1, reading, as the judge sees it. */
public final class ReadEpochsChapter {
    private static final long LAST_EPOCH = 0xffff;

    /** An acknowledgement, which DTLS 1.3 alone knows. */
    private static final int UNKNOWN_TYPE = 26;

    private static final int TLS_1_2 = 0x0303;
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();

    /** The machine and the model of the epochs that are read. */
    public static final Chapter<ReadEpochs, Input.Read, Effect, Facts> CHAPTER =
            new Chapter<>(
                    "dtls12/ReadEpochs",
                    List.of(
                            start("a receiver", 0, List.of()),
                            start("a receiver that holds all that it can but one", 0, held()),
                            start("a receiver in the last epoch", LAST_EPOCH, List.of())),
                    inputs(),
                    ReadEpochs::on,
                    new ReadEpochsModel(),
                    state -> state instanceof Settled && !state.isLive(Epoch.UNPROTECTED));

    private ReadEpochsChapter() {}

    private static Start<ReadEpochs, Facts> start(
            String name, long epoch, List<DtlsCiphertext> held) {
        var window = ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH);
        return new Start<>(
                name,
                new Settled(new Span(new Epoch(epoch), window), held),
                Facts.reading(epoch, held));
    }

    private static List<DtlsCiphertext> held() {
        return Collections.nCopies(ReadEpochs.HELD - 1, sealed(1, 0));
    }

    /** The first number of each epoch, one that is a window further, and what is no record. */
    private static List<Input.Read> inputs() {
        var inputs = new ArrayList<Input.Read>();
        for (long epoch : List.of(0L, 1L, 2L)) {
            inputs.add(new Input.Arrived(sealed(epoch, 0)));
            inputs.add(new Input.Opened(opened(epoch, 0)));
            inputs.add(new Input.InstallRead(new Epoch(epoch)));
            inputs.add(new Input.DropRead(new Epoch(epoch)));
        }
        for (long epoch : List.of(0L, 1L)) inputs.add(new Input.Opened(opened(epoch, 64)));
        inputs.add(new Input.Forged(sealed(1, 0)));
        inputs.add(new Input.Arrived(record(UNKNOWN_TYPE, DtlsCiphertext.DTLS_1_2, 0, 1)));
        inputs.add(new Input.Arrived(record(HANDSHAKE, TLS_1_2, 0, 1)));
        inputs.add(new Input.InstallRead(new Epoch(LAST_EPOCH + 1)));
        return inputs;
    }

    private static DtlsCiphertext sealed(long epoch, long sequence) {
        return record(HANDSHAKE, DtlsCiphertext.DTLS_1_2, epoch, sequence);
    }

    private static DtlsCiphertext record(int type, int version, long epoch, long sequence) {
        return new DtlsCiphertext(type, version, new Epoch(epoch), sequence, Octets.hex("5e"));
    }

    private static DtlsPlaintext opened(long epoch, long sequence) {
        return new DtlsPlaintext(
                ContentType.HANDSHAKE,
                DtlsCiphertext.DTLS_1_2,
                new Epoch(epoch),
                sequence,
                Octets.hex("0e"));
    }
}
