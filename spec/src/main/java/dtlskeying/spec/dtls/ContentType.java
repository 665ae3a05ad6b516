package dtlskeying.spec.dtls;

import java.util.Arrays;

/** What a record carries (RFC 6347 §4.3.1, RFC 9147 §4.1). */
public enum ContentType {
    CHANGE_CIPHER_SPEC(20),
    ALERT(21),
    HANDSHAKE(22),
    APPLICATION_DATA(23),
    /** DTLS 1.3 only. */
    ACK(26);

    private final int code;

    ContentType(int code) {
        this.code = code;
    }

    /** The byte on the wire. */
    public int code() {
        return code;
    }

    /** Whether {@code code} is the byte of a content type that we know. */
    public static boolean isKnown(int code) {
        return Arrays.stream(values()).anyMatch(type -> type.code == code);
    }

    /**
     * The content type with that byte.
     *
     * @throws IllegalArgumentException if it is not known
     */
    public static ContentType ofCode(int code) {
        return Arrays.stream(values())
                .filter(type -> type.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no content type is " + code));
    }
}
