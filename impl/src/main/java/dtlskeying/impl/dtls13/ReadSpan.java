package dtlskeying.impl.dtls13;

import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Input.InstallRead;

/**
 * One epoch that is read.
 *
 * @param window the numbers that were accepted in it
 * @param longest bytes of content, type and padding in a record at most
 * @param allowed how many records may fail
 * @param failed how many have
 */
public record ReadSpan(Epoch epoch, ReplayWindow window, int longest, long allowed, long failed) {
    /** Epoch 0: nothing can fail there. */
    static ReadSpan unprotected() {
        return begin(new InstallRead(Epoch.UNPROTECTED, RecordsSpec.LONGEST, Long.MAX_VALUE));
    }

    /** An epoch that begins, with a window of its own. */
    @Cites("rfc9147/4.5.1/a")
    static ReadSpan begin(InstallRead install) {
        var window = ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH);
        return new ReadSpan(install.epoch(), window, install.longest(), install.failures(), 0);
    }

    boolean isOf(Epoch other) {
        return epoch.equals(other);
    }

    /** Whether a protected record with these two bits can be of this epoch. */
    boolean isMeantBy(int epochBits) {
        return !epoch.equals(Epoch.UNPROTECTED) && Epochs.bits(epoch) == epochBits;
    }

    /**
     * Whether a record with this number is taken. In epoch 0 anyone can write any number: one
     * forged record far ahead must not shut out all the genuine ones behind it.
     */
    boolean welcomes(long sequence) {
        boolean forgeable = epoch.equals(Epoch.UNPROTECTED);
        return window.isFresh(sequence) || forgeable && window.isTooOld(sequence);
    }

    /** The span after a record with that number. */
    ReadSpan taken(long sequence) {
        var counted = window.on(new Authenticated(sequence)).state();
        return new ReadSpan(epoch, counted, longest, allowed, failed);
    }

    /** The span after one more record that its key did not open. */
    ReadSpan failedOnce() {
        return new ReadSpan(epoch, window, longest, allowed, failed + 1);
    }

    /** Whether its key has failed as often as it may. */
    boolean isWorn() {
        return failed >= allowed;
    }

    /** Whether half of the failures that it may have are just reached. */
    boolean isHalfWorn() {
        return failed == (allowed + 1) / 2;
    }

    /** One more than the highest number that was authentic. */
    long expected() {
        return switch (window) {
            case ReplayWindow.Untouched _ -> 0;
            case ReplayWindow.Sliding sliding -> sliding.highest() + 1;
        };
    }

    /**
     * The number that ends with these bits and is nearest to the expected one; of two that are
     * equally near, the later, which alone can be new.
     *
     * @param low the low bits of the number
     * @param bits how many there are, 8 or 16
     */
    long nearest(int low, int bits) {
        return nearest(expected(), low, bits);
    }

    /**
     * The same for any number that is expected.
     *
     * @param expected 0 to 2^48
     */
    @Cites("rfc9147/4.2.2/b")
    public static long nearest(long expected, int low, int bits) {
        long size = 1L << bits;
        long half = size / 2;
        long ahead = (low - expected + half - 1 & size - 1) - (half - 1);
        long sequence = expected + ahead;
        if (sequence < 0) return sequence + size;
        return sequence > RecordNumber.LAST_SEQUENCE ? sequence - size : sequence;
    }
}
