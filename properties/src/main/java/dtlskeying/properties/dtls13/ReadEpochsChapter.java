package dtlskeying.properties.dtls13;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.impl.dtls13.ReadEpochs.Settled;
import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.model.dtls13.ReadEpochsModel;
import dtlskeying.model.dtls13.ReadFacts;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** RFC 9147 §4 and §6.1, reading, as the judge sees it. */
public final class ReadEpochsChapter {
    /** How many records may fail in the epochs that are tried. */
    public static final long FAILURES = 2;

    private static final long LAST_EPOCH = (1L << 48) - 1;
    private static final long FAR = 65_530;
    private static final int UNKNOWN_TYPE = 99;
    private static final int HANDSHAKE = ContentType.HANDSHAKE.code();
    private static final int DATA = ContentType.APPLICATION_DATA.code();

    /** The machine and the model of the epochs that are read. */
    public static final Chapter<ReadEpochs, Input.Read, Effect, ReadFacts> CHAPTER =
            new Chapter<>(
                    "dtls13/ReadEpochs",
                    List.of(
                            new Start<>("a receiver", ReadEpochs.start(), ReadFacts.start()),
                            holding(),
                            reading("a receiver with traffic", 3, FAR),
                            reading("a receiver in the last epoch", LAST_EPOCH, 0)),
                    inputs(),
                    ReadEpochs::on,
                    new ReadEpochsModel(Reading.defaults()),
                    ReadEpochsChapter::hasTraffic);

    private ReadEpochsChapter() {}

    private static boolean hasTraffic(ReadEpochs state) {
        return state.current().epoch().compareTo(Epoch.FIRST_OF_TRAFFIC) >= 0;
    }

    private static Start<ReadEpochs, ReadFacts> holding() {
        var held = Collections.nCopies(ReadEpochs.HELD - 1, sealed(2, 2));
        var facts = ReadFacts.start();
        for (SealedRecord record : held) facts = holding(facts, record);
        return new Start<>(
                "a receiver that holds all that it can but one",
                new Settled(ReadEpochs.start().current(), held),
                facts);
    }

    private static ReadFacts holding(ReadFacts facts, SealedRecord record) {
        var more = new ArrayList<>(facts.waiting());
        more.add(record);
        return new ReadFacts(
                facts.readable(),
                facts.ended(),
                facts.taken(),
                facts.limits(),
                facts.failures(),
                facts.due(),
                more);
    }

    /**
     * An end that reads one epoch, and has accepted the number below {@code next} if there is one.
     */
    private static Start<ReadEpochs, ReadFacts> reading(String name, long epoch, long next) {
        var window = ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH);
        var facts = ReadFacts.reading(epoch, RecordsSpec.LONGEST, FAILURES);
        if (next > 0) {
            window = window.on(new Authenticated(next - 1)).state();
            facts =
                    new ReadFacts(
                            facts.readable(),
                            facts.ended(),
                            Set.of(RecordNumber.of(epoch, next - 1)),
                            facts.limits(),
                            facts.failures(),
                            facts.due(),
                            facts.waiting());
        }
        var span = new ReadSpan(new Epoch(epoch), window, RecordsSpec.LONGEST, FAILURES, 0);
        return new Start<>(name, new Settled(span, List.of()), facts);
    }

    private static List<Input.Read> inputs() {
        var inputs = new ArrayList<Input.Read>();
        inputs.add(new Input.ArrivedPlain(plain(HANDSHAKE, 0, 0)));
        inputs.add(new Input.ArrivedPlain(plain(HANDSHAKE, 0, 64)));
        inputs.add(new Input.ArrivedPlain(plain(DATA, 0, 1)));
        inputs.add(new Input.ArrivedPlain(plain(HANDSHAKE, 2, 1)));
        inputs.add(
                new Input.ArrivedPlain(
                        new DtlsCiphertext(
                                HANDSHAKE, DtlsCiphertext.DTLS_1_0, new Epoch(0), 2, plainText())));
        for (int bits = 0; bits < 4; bits++) inputs.add(new Input.Arrived(sealed(bits, 2)));
        inputs.add(
                new Input.Arrived(
                        new SealedRecord(2, 1, Octets.hex("2200"), Octets.hex("00".repeat(15)))));
        inputs.add(new Input.Unmasked(new Epoch(2), sealed(2, 1), 0));
        inputs.add(new Input.Unmasked(new Epoch(2), sealed(2, 1), 200));
        inputs.add(new Input.Unmasked(new Epoch(3), sealed(3, 2), 0));
        inputs.add(new Input.Unmasked(new Epoch(3), sealed(3, 2), 0xff80));
        inputs.add(opened(2, 0, HANDSHAKE, 2));
        inputs.add(opened(2, 1, DATA, 2));
        inputs.add(opened(2, 2, 0, 2));
        inputs.add(opened(2, 64, UNKNOWN_TYPE, 2));
        inputs.add(opened(3, 0, DATA, 2));
        inputs.add(opened(3, 128, DATA, 2));
        inputs.add(opened(3, 1, DATA, RecordsSpec.LONGEST + 1));
        inputs.add(new Input.Forged(RecordNumber.of(2, 5)));
        inputs.add(new Input.Forged(RecordNumber.of(3, 5)));
        for (long epoch : List.of(1L, 2L, 3L, 4L)) {
            inputs.add(new Input.InstallRead(new Epoch(epoch), RecordsSpec.LONGEST, FAILURES));
            inputs.add(new Input.DropRead(new Epoch(epoch == 1 ? 0 : epoch)));
        }
        return inputs;
    }

    private static Input.Read opened(long epoch, long sequence, int type, int length) {
        Octets content = type == 0 ? Octets.EMPTY : Octets.hex("0e");
        return new Input.Opened(RecordNumber.of(epoch, sequence), type, content, length);
    }

    private static DtlsCiphertext plain(int type, long epoch, long sequence) {
        return new DtlsCiphertext(
                type, DtlsCiphertext.DTLS_1_2, new Epoch(epoch), sequence, plainText());
    }

    private static Octets plainText() {
        return Octets.hex("0e");
    }

    private static SealedRecord sealed(int epochBits, int numberLength) {
        int first = 0x20 | epochBits | (numberLength == 2 ? 8 : 0);
        return new SealedRecord(
                epochBits,
                numberLength,
                Octets.concat(Octets.of((byte) first), Octets.of(new byte[numberLength])),
                Octets.hex("5e".repeat(RecordsSpec.SHORTEST_FRAGMENT)));
    }
}
