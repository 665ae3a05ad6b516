package dtlskeying.spec.dtls;

import dtlskeying.spec.Octets;

/**
 * A whole handshake message.
 *
 * @param type the handshake type, 0 to 255
 * @param messageSeq its number within the handshake, 0 to 65535
 * @param body what follows the handshake header, 0 to 2^24 - 1 bytes
 */
public record HandshakeMessage(int type, int messageSeq, Octets body) {
    public HandshakeMessage {
        if (type < 0 || type > 255)
            throw new IllegalArgumentException("a handshake type is a byte, not " + type);
        if (messageSeq < 0 || messageSeq > 0xffff)
            throw new IllegalArgumentException("a message_seq has 16 bits, not " + messageSeq);
        if (body.length() >= 1 << 24)
            throw new IllegalArgumentException("a message has 24 bits of length, not more");
    }

    /** The message as one fragment. */
    public Fragment whole() {
        return new Fragment(type, body.length(), messageSeq, 0, body);
    }
}
