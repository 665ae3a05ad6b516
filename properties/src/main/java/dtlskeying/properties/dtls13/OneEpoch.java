package dtlskeying.properties.dtls13;

import dtlskeying.impl.crypto.Secret;
import dtlskeying.impl.dtls.ReplayWindow;
import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ReadEpochs;
import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.RecordSizes;
import dtlskeying.impl.dtls13.Records;
import dtlskeying.impl.dtls13.WriteEpochs;
import dtlskeying.impl.dtls13.WriteSpan;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ReplayWindowSpec.Input.Authenticated;

import java.util.List;
import java.util.Map;

/** A record layer in the middle of a connection, with the keys of one epoch in one direction. */
public final class OneEpoch {
    private OneEpoch() {}

    /**
     * An end that reads that epoch.
     *
     * @param epoch 2 or more
     * @param traffic the epoch's secret for what the peer sends
     * @param next one more than the highest number that it has opened; it has opened no other
     */
    public static Records reading(CipherSuite suite, Secret traffic, Epoch epoch, long next) {
        return reading(suite, traffic, epoch, next, RecordSizes.USUAL);
    }

    /** The same with other sizes of records. */
    public static Records reading(
            CipherSuite suite, Secret traffic, Epoch epoch, long next, RecordSizes sizes) {
        long failures = suite.failures(sizes.read());
        var span = new ReadSpan(epoch, window(next), sizes.read(), failures, 0);
        return new Records(
                new ReadEpochs.Settled(span, List.of()),
                WriteEpochs.start(),
                Map.of(epoch, RecordProtection.of(suite, traffic)),
                Map.of(),
                sizes.lengths());
    }

    /**
     * An end that writes that epoch.
     *
     * @param epoch 2 or more
     * @param traffic the epoch's secret for what this end sends
     * @param next the number of the next record
     */
    public static Records writing(CipherSuite suite, Secret traffic, Epoch epoch, long next) {
        return writing(suite, traffic, epoch, next, RecordSizes.USUAL);
    }

    /** The same with other sizes of records. */
    public static Records writing(
            CipherSuite suite, Secret traffic, Epoch epoch, long next, RecordSizes sizes) {
        var span = new WriteSpan(epoch, next, sizes.write(), Long.MAX_VALUE);
        return new Records(
                ReadEpochs.start(),
                new WriteEpochs.Settled(span),
                Map.of(),
                Map.of(epoch, RecordProtection.of(suite, traffic)),
                sizes.lengths());
    }

    private static ReplayWindow window(long next) {
        var window = ReplayWindow.of(ReplayWindow.DEFAULT_WIDTH);
        return next == 0 ? window : window.on(new Authenticated(next - 1)).state();
    }
}
