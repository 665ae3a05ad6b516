package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls12.message.HandshakeMessage;
import dtlskeying.spec.Octets;

/**
 * The proof that a sender saw the same handshake (RFC 5246 §7.4.9).
 *
 * @param verifyData 12 bytes in DTLS 1.2, as many as the hash has in DTLS 1.3
 */
public record Finished(Octets verifyData)
        implements HandshakeMessage, dtlskeying.impl.dtls13.message.HandshakeMessage {
    @Override
    public HandshakeType type() {
        return HandshakeType.FINISHED;
    }

    /** Reads the body of a message that has {@code length} bytes. */
    public static Decoded<Finished> decode(Octets body, int length) {
        return WireReader.decode(body, in -> read(in, length));
    }

    /** Reads the body of a message that has {@code length} bytes. */
    public static Finished read(WireReader in, int length) {
        return new Finished(in.bytes(length));
    }

    @Override
    public Octets encode() {
        return verifyData;
    }
}
