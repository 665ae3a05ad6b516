package dtlskeying.impl.dtls12.message;

import dtlskeying.impl.dtls.message.CertificateVerify;
import dtlskeying.impl.dtls.message.ClientHello;
import dtlskeying.impl.dtls.message.Finished;
import dtlskeying.impl.dtls.message.HandshakeType;
import dtlskeying.impl.dtls.message.ServerHello;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.spec.Octets;

/** A handshake message of DTLS 1.2, without its header. */
public sealed interface HandshakeMessage
        permits HelloRequest,
                ClientHello,
                HelloVerifyRequest,
                ServerHello,
                Certificate,
                ServerKeyExchange,
                CertificateRequest,
                ServerHelloDone,
                ClientKeyExchange,
                CertificateVerify,
                Finished {
    /** Bytes of {@code verify_data} with every cipher suite that we have (RFC 5246 §7.4.9). */
    int VERIFY_DATA_LENGTH = 12;

    /** Which message it is. */
    HandshakeType type();

    /** The body on the wire, without the header. */
    Octets encode();

    /**
     * Reads the body of a message of type {@code type}, 0 to 255.
     *
     * @return malformed also if the type is not one of DTLS 1.2
     */
    static Decoded<HandshakeMessage> decode(int type, Octets body) {
        return WireReader.decode(body, in -> read(type, in));
    }

    private static HandshakeMessage read(int code, WireReader in) {
        var type =
                HandshakeType.find(code)
                        .orElseThrow(() -> in.malformed("unknown handshake type " + code));
        return switch (type) {
            case HELLO_REQUEST -> new HelloRequest();
            case CLIENT_HELLO -> ClientHello.read(in);
            case SERVER_HELLO -> ServerHello.read(in);
            case HELLO_VERIFY_REQUEST -> HelloVerifyRequest.read(in);
            case CERTIFICATE -> Certificate.read(in);
            case SERVER_KEY_EXCHANGE -> ServerKeyExchange.read(in);
            case CERTIFICATE_REQUEST -> CertificateRequest.read(in);
            case SERVER_HELLO_DONE -> new ServerHelloDone();
            case CERTIFICATE_VERIFY -> CertificateVerify.read(in);
            case CLIENT_KEY_EXCHANGE -> ClientKeyExchange.read(in);
            case FINISHED -> Finished.read(in, VERIFY_DATA_LENGTH);
        };
    }
}
