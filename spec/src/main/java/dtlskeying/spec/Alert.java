package dtlskeying.spec;

import java.util.Arrays;
import java.util.Locale;

/**
 * The alert descriptions of TLS that this project sends or understands (RFC 5246 §7.2, RFC 8446
 * §6).
 */
public enum Alert {
    CLOSE_NOTIFY(0),
    UNEXPECTED_MESSAGE(10),
    BAD_RECORD_MAC(20),
    RECORD_OVERFLOW(22),
    HANDSHAKE_FAILURE(40),
    BAD_CERTIFICATE(42),
    UNSUPPORTED_CERTIFICATE(43),
    CERTIFICATE_REVOKED(44),
    CERTIFICATE_EXPIRED(45),
    CERTIFICATE_UNKNOWN(46),
    ILLEGAL_PARAMETER(47),
    UNKNOWN_CA(48),
    ACCESS_DENIED(49),
    DECODE_ERROR(50),
    DECRYPT_ERROR(51),
    PROTOCOL_VERSION(70),
    INSUFFICIENT_SECURITY(71),
    INTERNAL_ERROR(80),
    USER_CANCELED(90),
    NO_RENEGOTIATION(100),
    MISSING_EXTENSION(109),
    UNSUPPORTED_EXTENSION(110),
    CERTIFICATE_REQUIRED(116);

    private final int code;

    Alert(int code) {
        this.code = code;
    }

    /** The description byte on the wire, 0 to 255. */
    public int code() {
        return code;
    }

    /** The name as the RFCs write it: {@code illegal_parameter}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether {@code code} is the description byte of an alert that we know. */
    public static boolean isKnown(int code) {
        return Arrays.stream(values()).anyMatch(alert -> alert.code == code);
    }

    /**
     * The alert with that description byte.
     *
     * @throws IllegalArgumentException if it is not known
     */
    public static Alert ofCode(int code) {
        return Arrays.stream(values())
                .filter(alert -> alert.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no alert has code " + code));
    }
}
