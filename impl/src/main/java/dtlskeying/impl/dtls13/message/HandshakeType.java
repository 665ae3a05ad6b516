package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ServerHello;

import java.util.Arrays;
import java.util.Optional;

/** The handshake messages of DTLS 1.3, by their {@code msg_type} (RFC 8446 §4, RFC 9147 §5.2). */
public enum HandshakeType {
    CLIENT_HELLO(1),
    /** HelloRetryRequest, too: the random tells them apart. */
    SERVER_HELLO(2),
    NEW_SESSION_TICKET(4),
    ENCRYPTED_EXTENSIONS(8),
    CERTIFICATE(11),
    CERTIFICATE_REQUEST(13),
    CERTIFICATE_VERIFY(15),
    FINISHED(20),
    KEY_UPDATE(24);

    private final int code;

    HandshakeType(int code) {
        this.code = code;
    }

    /** The byte on the wire, 0 to 255. */
    public int code() {
        return code;
    }

    /** The type with this byte, or nothing if DTLS 1.3 has none, or we do not have it. */
    public static Optional<HandshakeType> find(int code) {
        return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
    }

    /** The type of a message. */
    public static HandshakeType of(HandshakeMessage message) {
        return switch (message) {
            case ClientHello _ -> CLIENT_HELLO;
            case HelloRetryRequest _ -> SERVER_HELLO;
            case ServerHello _ -> SERVER_HELLO;
            case EncryptedExtensions _ -> ENCRYPTED_EXTENSIONS;
            case CertificateRequest _ -> CERTIFICATE_REQUEST;
            case Certificate _ -> CERTIFICATE;
            case CertificateVerify _ -> CERTIFICATE_VERIFY;
            case Finished _ -> FINISHED;
            case NewSessionTicket _ -> NEW_SESSION_TICKET;
            case KeyUpdate _ -> KEY_UPDATE;
        };
    }
}
