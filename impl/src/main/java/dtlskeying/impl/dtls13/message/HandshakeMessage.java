package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.spec.Octets;

/** A handshake message of DTLS 1.3, without its header. */
public sealed interface HandshakeMessage
        permits ClientHello,
                HelloRetryRequest,
                ServerHello,
                EncryptedExtensions,
                CertificateRequest,
                Certificate,
                CertificateVerify,
                Finished,
                NewSessionTicket,
                KeyUpdate {
    /** The body on the wire, without the header. */
    Octets encode();

    /** Reads the body of a message of this type; a Finished may have any length. */
    static Decoded<HandshakeMessage> decode(HandshakeType type, Octets body) {
        return WireReader.decode(body, in -> read(type, in));
    }

    private static HandshakeMessage read(HandshakeType type, WireReader in) {
        return switch (type) {
            case CLIENT_HELLO -> ClientHello.read(in);
            case SERVER_HELLO -> hello(ServerHello.read(in));
            case NEW_SESSION_TICKET -> NewSessionTicket.read(in);
            case ENCRYPTED_EXTENSIONS -> EncryptedExtensions.read(in);
            case CERTIFICATE -> Certificate.read(in);
            case CERTIFICATE_REQUEST -> CertificateRequest.read(in);
            case CERTIFICATE_VERIFY -> CertificateVerify.read(in);
            case FINISHED -> new Finished(in.rest());
            case KEY_UPDATE -> KeyUpdate.read(in);
        };
    }

    private static HandshakeMessage hello(ServerHello hello) {
        return HelloRetryRequest.isOne(hello) ? new HelloRetryRequest(hello) : hello;
    }
}
