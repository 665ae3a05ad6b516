package dtlskeying.impl.dtls.message;

import java.util.Arrays;
import java.util.Optional;

/** The handshake messages that we understand, by their {@code msg_type} (RFC 5246 §7.4). */
public enum HandshakeType {
    HELLO_REQUEST(0),
    CLIENT_HELLO(1),
    SERVER_HELLO(2),
    HELLO_VERIFY_REQUEST(3),
    CERTIFICATE(11),
    SERVER_KEY_EXCHANGE(12),
    CERTIFICATE_REQUEST(13),
    SERVER_HELLO_DONE(14),
    CERTIFICATE_VERIFY(15),
    CLIENT_KEY_EXCHANGE(16),
    FINISHED(20);

    private final int code;

    HandshakeType(int code) {
        this.code = code;
    }

    /** The byte on the wire, 0 to 255. */
    public int code() {
        return code;
    }

    /** The type with this byte, or nothing if we do not know it. */
    public static Optional<HandshakeType> find(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }
}
