package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Input.InstallWrite;

/**
 * One epoch that is written.
 *
 * @param next the sequence number of its next record; 2^48 if all are used
 * @param longest bytes of content, type and padding in a record at most
 * @param allowed how many records its key may protect
 */
public record WriteSpan(Epoch epoch, long next, int longest, long allowed) {
    /** Epoch 0: there is no key to wear out. */
    static WriteSpan unprotected(long next) {
        return new WriteSpan(Epoch.UNPROTECTED, next, RecordsSpec.LONGEST, Long.MAX_VALUE);
    }

    /** An epoch that begins. */
    @Cites("rfc9147/4.2.1/a")
    static WriteSpan begin(InstallWrite install) {
        return new WriteSpan(install.epoch(), 0, install.longest(), install.records());
    }

    boolean isOf(Epoch other) {
        return epoch.equals(other);
    }

    /** The number of the next record. */
    RecordNumber number() {
        return new RecordNumber(epoch, next);
    }

    /** The span after one more record. */
    WriteSpan counted() {
        return new WriteSpan(epoch, next + 1, longest, allowed);
    }

    /** Whether there is no further number. */
    boolean isUsedUp() {
        return next > RecordNumber.LAST_SEQUENCE;
    }

    /** Whether its key has protected as many records as it may. */
    boolean isWorn() {
        return next >= allowed;
    }

    /** Whether half of the records that its key may protect are just reached. */
    boolean isHalfWorn() {
        return next == (allowed + 1) / 2;
    }
}
