package dtlskeying.impl.srtp;

import static dtlskeying.spec.srtp.AlertReplaySpec.EPOCHS;

import dtlskeying.spec.Epoch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which alert records were acted on, as far back as it is remembered: 64 records in each of the
 * newest epochs.
 *
 * @param epochs the epochs that are remembered, newest first
 */
public record AlertHistory(List<Heard> epochs) {
    /** No alert was heard. */
    public static final AlertHistory EMPTY = new AlertHistory(List.of());

    /** The alerts of one epoch, by the sequence numbers of their records. */
    public record Heard(Epoch epoch, ReplayList records) {}

    public AlertHistory {
        epochs = List.copyOf(epochs);
    }

    /** Whether the record was certainly not acted on before. */
    public boolean isNew(Epoch epoch, long sequence) {
        if (isForgotten(epoch)) return false;
        return recordsOf(epoch).verdict(sequence) == ReplayList.Verdict.NEW;
    }

    /** The history with a record that is new to it. */
    public AlertHistory with(Epoch epoch, long sequence) {
        var after = new ArrayList<Heard>();
        after.add(new Heard(epoch, recordsOf(epoch).with(sequence)));
        for (Heard heard : epochs) if (!heard.epoch().equals(epoch)) after.add(heard);
        after.sort(Comparator.comparing(Heard::epoch).reversed());
        return new AlertHistory(after.subList(0, Math.min(EPOCHS, after.size())));
    }

    /** Newer epochs have taken its place. */
    private boolean isForgotten(Epoch epoch) {
        return epochs.size() == EPOCHS && epoch.compareTo(epochs.getLast().epoch()) < 0;
    }

    private ReplayList recordsOf(Epoch epoch) {
        for (Heard heard : epochs) if (heard.epoch().equals(epoch)) return heard.records();
        return ReplayList.EMPTY;
    }
}
