package dtlskeying.impl.chunk;

import dtlskeying.spec.Epoch;

/**
 * The epochs whose exporter secrets are there: from the oldest to the newest, none missing.
 *
 * @param shared the newest that both ends are known to have, between the two
 */
public record ExporterEpochs(Epoch oldest, Epoch shared, Epoch newest) {
    public ExporterEpochs {
        if (oldest.compareTo(shared) > 0 || shared.compareTo(newest) > 0)
            throw new IllegalArgumentException(oldest + " to " + shared + " to " + newest);
    }

    /** One epoch, at both ends. */
    static ExporterEpochs only(Epoch epoch) {
        return new ExporterEpochs(epoch, epoch, epoch);
    }

    boolean has(Epoch epoch) {
        return oldest.compareTo(epoch) <= 0 && epoch.compareTo(newest) <= 0;
    }

    /** Whether that epoch is there, and newer than the one that is shared. */
    boolean canShare(Epoch epoch) {
        return shared.compareTo(epoch) < 0 && has(epoch);
    }

    /** Whether that epoch is the oldest, and no request would be of it. */
    boolean canLose(Epoch epoch) {
        return epoch.equals(oldest) && epoch.compareTo(shared) < 0;
    }

    ExporterEpochs sharing(Epoch epoch) {
        return new ExporterEpochs(oldest, epoch, newest);
    }

    ExporterEpochs withNext() {
        return new ExporterEpochs(oldest, shared, newest.next());
    }

    ExporterEpochs withoutOldest() {
        return new ExporterEpochs(oldest.next(), shared, newest);
    }
}
