package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls13.RecordsSpec;

/** RFC 9147 §6.1: which epoch comes after which. Epoch 1 is early data, which we do not have. */
final class Epochs {
    private static final long LAST = (1L << 48) - 1;

    private Epochs() {}

    /** Whether there is an epoch after this one. */
    static boolean hasNext(Epoch epoch) {
        return epoch.number() < LAST;
    }

    /** The epoch after this one. */
    @Cites("rfc9147/6.1/a")
    static Epoch next(Epoch epoch) {
        return epoch.equals(Epoch.UNPROTECTED) ? RecordsSpec.HANDSHAKE : epoch.next();
    }

    /** Whether application data may be sent in it. */
    static boolean isTraffic(Epoch epoch) {
        return epoch.compareTo(Epoch.FIRST_OF_TRAFFIC) >= 0;
    }

    /** The two bits that a header has of it. */
    static int bits(Epoch epoch) {
        return (int) (epoch.number() & 3);
    }
}
