package dtlskeying.impl.dtls13;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Octets;

/** The two bytes of an alert (RFC 8446 §6). The level is a matter of form, but peers look at it. */
final class Alerts {
    static final int LENGTH = 2;
    private static final int WARNING = 1;
    private static final int FATAL = 2;

    private Alerts() {}

    static Octets content(Alert alert) {
        int level = alert == Alert.CLOSE_NOTIFY ? WARNING : FATAL;
        return Octets.of((byte) level, (byte) alert.code());
    }
}
