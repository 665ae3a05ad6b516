package dtlskeying.impl.dtls.message;

/**
 * A version number as DTLS writes it: the one's complement of the dotted number, so that a later
 * version is a smaller number (RFC 6347 §4.1). Values that we do not know are carried as they are.
 *
 * @param code 0 to 65,535
 */
public record ProtocolVersion(int code) {
    public static final ProtocolVersion DTLS_1_0 = new ProtocolVersion(0xfeff);
    public static final ProtocolVersion DTLS_1_2 = new ProtocolVersion(0xfefd);
    public static final ProtocolVersion DTLS_1_3 = new ProtocolVersion(0xfefc);

    public ProtocolVersion {
        if (code < 0 || code > 0xffff)
            throw new IllegalArgumentException("version " + code + " does not fit in two bytes");
    }

    /** Whether it is a version of DTLS at all: the first byte is 0xfe. */
    public boolean isDtls() {
        return code >>> 8 == 0xfe;
    }

    /** Whether it is a version of DTLS, this one or a later one. */
    public boolean isAtLeast(ProtocolVersion other) {
        return isDtls() && code <= other.code;
    }

    @Override
    public String toString() {
        return switch (code) {
            case 0xfeff -> "DTLS 1.0";
            case 0xfefd -> "DTLS 1.2";
            case 0xfefc -> "DTLS 1.3";
            default -> "0x%04x".formatted(code);
        };
    }
}
