package dtlskeying.impl.dtls.message;

/**
 * The extension types that we send or look for. Others are carried by their number, so these are
 * numbers, too.
 */
public final class ExtensionType {
    /** RFC 6066 §4. */
    public static final int MAX_FRAGMENT_LENGTH = 1;

    /** RFC 8422 §5.1.1. */
    public static final int SUPPORTED_GROUPS = 10;

    /** RFC 8422 §5.1.2. */
    public static final int EC_POINT_FORMATS = 11;

    /** RFC 5246 §7.4.1.4.1. */
    public static final int SIGNATURE_ALGORITHMS = 13;

    /** draft-ietf-avt-dtls-srtp §4.1.1; the number is from RFC 5764 §9. */
    public static final int USE_SRTP = 14;

    /** RFC 7627 §5.1. */
    public static final int EXTENDED_MASTER_SECRET = 23;

    /** RFC 8449 §4. */
    public static final int RECORD_SIZE_LIMIT = 28;

    /** RFC 8446 §4.2.1. */
    public static final int SUPPORTED_VERSIONS = 43;

    /** RFC 8446 §4.2.2. */
    public static final int COOKIE = 44;

    /** RFC 8446 §4.2.8. */
    public static final int KEY_SHARE = 51;

    /** draft-ietf-tls-tlsflags §2. */
    public static final int TLS_FLAGS = 62;

    /** RFC 5746 §3.2. */
    public static final int RENEGOTIATION_INFO = 0xff01;

    private ExtensionType() {}
}
