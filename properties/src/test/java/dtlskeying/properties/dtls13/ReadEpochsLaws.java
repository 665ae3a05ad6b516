package dtlskeying.properties.dtls13;

import static dtlskeying.properties.dtls13.ReadEpochsChapter.CHAPTER;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.model.dtls13.ReadFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The sentences that every reader of records obeys. */
final class ReadEpochsLaws {
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> PERMITTED =
            Law.permittedBy(CHAPTER);

    /** P59: a key is tried only if the two bits can mean its epoch, and no later one. */
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> BITS_RESOLVE =
            Law.ofSteps("P59 EpochBitsResolveUniquely", ReadEpochsLaws::misread);

    /** P60: the whole number ends as its record says and is nearest to the expected one. */
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> NEAREST =
            Law.ofSteps("P60 SequenceReconstructionClosestToExpected", ReadEpochsLaws::far);

    /** P61: no record is accepted twice, whatever is installed in between. */
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> ACCEPTED_AT_MOST_ONCE =
            new Law<>("P61 RecordAcceptAtMostOncePerEpoch", ReadEpochsLaws::acceptedTwice);

    /** P30: what anyone can send moves no window, and so no expected number either. */
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> FORGERIES_MOVE_NOTHING =
            Law.ofSteps("P30 OnlyAuthenticRecordsMoveTheWindow", ReadEpochsLaws::moved);

    /** A re-key cuts nothing off: the epoch that was current until now is still read. */
    static final Law<ReadEpochs, Input.Read, Effect, ReadFacts> LAST_EPOCH_LINGERS =
            Law.ofSteps("an install leaves the epoch before it readable", ReadEpochsLaws::cutOff);

    private static final int WINDOW = 64;

    private ReadEpochsLaws() {}

    private static Optional<String> misread(Entry<ReadEpochs, Input.Read, Effect> entry) {
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Unmask(var epoch, var record)) {
                boolean isLater =
                        entry.after().live().stream()
                                .map(ReadSpan::epoch)
                                .filter(other -> other.compareTo(epoch) > 0)
                                .anyMatch(other -> other.number() % 4 == record.epochBits());
                boolean isRead = entry.after().isLive(epoch) && !epoch.equals(Epoch.UNPROTECTED);
                if (isLater || !isRead || epoch.number() % 4 != record.epochBits())
                    return Optional.of(record.epochBits() + " is taken for " + epoch);
            }
        return Optional.empty();
    }

    private static Optional<String> far(Entry<ReadEpochs, Input.Read, Effect> entry) {
        if (!(entry.input() instanceof Input.Unmasked(var epoch, var record, var low)))
            return Optional.empty();
        long size = 1L << 8 * record.numberLength();
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Open(var number, _)) {
                long expected = expected(entry.before().span(epoch));
                long away = Math.abs(number.sequence() - expected);
                boolean isNear =
                        away <= size / 2 || expected < size / 2 && number.sequence() < size;
                if (number.sequence() % size != low || !isNear)
                    return Optional.of("near " + expected + ", " + low + " becomes " + number);
            }
        return Optional.empty();
    }

    private static long expected(ReadSpan span) {
        return switch (span.window()) {
            case ReplayWindow.Untouched _ -> 0;
            case ReplayWindow.Sliding sliding -> sliding.highest() + 1;
        };
    }

    /** In epoch 0 a number left of the window is taken again: anyone could have moved it there. */
    private static Optional<String> acceptedTwice(
            Trace<ReadEpochs, Input.Read, Effect, ReadFacts> trace) {
        var accepted = new HashSet<RecordNumber>();
        for (var entry : trace.entries())
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Accepted(var record)) {
                    var number = record.number();
                    boolean isExcused =
                            number.epoch().equals(Epoch.UNPROTECTED)
                                    && accepted.contains(
                                            RecordNumber.of(0, number.sequence() + WINDOW));
                    if (!accepted.add(number) && !isExcused)
                        return Optional.of(number + " is accepted again");
                }
        return Optional.empty();
    }

    private static Optional<String> moved(Entry<ReadEpochs, Input.Read, Effect> entry) {
        boolean isAuthentic =
                switch (entry.input()) {
                    case Input.ArrivedPlain _ -> true;
                    case Input.Opened _ -> true;
                    case Input.InstallRead _ -> true;
                    case Input.DropRead _ -> true;
                    case Input.Arrived _ -> false;
                    case Input.Unmasked _ -> false;
                    case Input.Forged _ -> false;
                };
        if (isAuthentic) return Optional.empty();
        var before = windows(entry.before());
        return before.containsAll(windows(entry.after()))
                ? Optional.empty()
                : Optional.of(entry.input() + " moves a window");
    }

    private static List<ReplayWindow> windows(ReadEpochs state) {
        return state.live().stream().map(ReadSpan::window).toList();
    }

    private static Optional<String> cutOff(Entry<ReadEpochs, Input.Read, Effect> entry) {
        if (!(entry.input() instanceof Input.InstallRead)) return Optional.empty();
        var newest = entry.before().current().epoch();
        return entry.after().isLive(newest)
                ? Optional.empty()
                : Optional.of(entry.input() + " destroys " + newest);
    }
}
