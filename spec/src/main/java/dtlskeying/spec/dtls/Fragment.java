package dtlskeying.spec.dtls;

import dtlskeying.spec.Octets;

/**
 * A handshake message or a part of it, as it travels (RFC 6347 §4.2.2, RFC 9147 §5.2).
 *
 * <p>Nothing here says that the part lies inside its message: a peer may lie, and the machine that
 * reassembles says so.
 *
 * @param type the handshake type, 0 to 255
 * @param length the length of the whole message in bytes, 0 to 2^24 - 1
 * @param messageSeq the message's number within the handshake, 0 to 65535
 * @param offset where the part starts in the message, 0 to 2^24 - 1
 * @param body the part
 */
public record Fragment(int type, int length, int messageSeq, int offset, Octets body) {
    private static final int LARGEST = (1 << 24) - 1;

    public Fragment {
        if (type < 0 || type > 255)
            throw new IllegalArgumentException("a handshake type is a byte, not " + type);
        if (length < 0 || length > LARGEST)
            throw new IllegalArgumentException("a length has 24 bits, not " + length);
        if (messageSeq < 0 || messageSeq > 0xffff)
            throw new IllegalArgumentException("a message_seq has 16 bits, not " + messageSeq);
        if (offset < 0 || offset > LARGEST)
            throw new IllegalArgumentException("an offset has 24 bits, not " + offset);
        if (body.length() > LARGEST)
            throw new IllegalArgumentException("a part has 24 bits of length, not more");
    }

    /** Where the part ends in the message: the offset of the first byte behind it. */
    public int end() {
        return offset + body.length();
    }

    /** Whether the part is the whole message. */
    public boolean isWhole() {
        return offset == 0 && body.length() == length;
    }

    /** The bytes from {@code from} to {@code to} of this part, which are counted in the message. */
    public Fragment between(int from, int to) {
        return new Fragment(type, length, messageSeq, from, body.slice(from - offset, to - offset));
    }
}
