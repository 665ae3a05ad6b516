package dtlskeying.impl.dtls.message;

import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Octets;

/**
 * The header of a handshake message or of a fragment of one (RFC 6347 §4.2.2, RFC 9147 §5.2), 12
 * bytes in front of the fragment.
 *
 * @param type the {@code msg_type}, 0 to 255, known or not
 * @param length bytes of the whole message's body, 0 to 2^24 - 1
 * @param messageSeq the number of the message in this direction, 0 to 65,535
 * @param fragmentOffset where in the body the fragment begins
 * @param fragmentLength bytes of the fragment; with the offset it ends within the body
 */
public record HandshakeHeader(
        int type, int length, int messageSeq, int fragmentOffset, int fragmentLength) {
    /** Bytes of the header. */
    public static final int SIZE = 12;

    public HandshakeHeader {
        if (type < 0 || type > 0xff || messageSeq < 0 || messageSeq > 0xffff)
            throw new IllegalArgumentException("type " + type + ", message_seq " + messageSeq);
        if (length < 0 || length > 0xffffff || !isWithin(length, fragmentOffset, fragmentLength))
            throw new IllegalArgumentException(
                    "fragment of %d bytes at %d in a body of %d"
                            .formatted(fragmentLength, fragmentOffset, length));
    }

    /** The header of a message in one piece, as the transcript hash takes it. */
    public static HandshakeHeader whole(int type, int length, int messageSeq) {
        return new HandshakeHeader(type, length, messageSeq, 0, length);
    }

    /** Whether the fragment is the whole message. */
    public boolean isWhole() {
        return fragmentLength == length;
    }

    /** Reads the header alone; refuses a fragment that reaches beyond the body. */
    public static HandshakeHeader read(WireReader in) {
        int type = in.uint8();
        int length = in.uint24();
        int messageSeq = in.uint16();
        int offset = in.uint24();
        int fragment = in.uint24();
        in.require(
                isWithin(length, offset, fragment),
                "fragment of %d bytes at %d in a body of %d",
                fragment,
                offset,
                length);
        return new HandshakeHeader(type, length, messageSeq, offset, fragment);
    }

    /** Reads exactly {@link #SIZE} bytes. */
    public static Decoded<HandshakeHeader> decode(Octets bytes) {
        return WireReader.decode(bytes, HandshakeHeader::read);
    }

    /** The {@link #SIZE} bytes on the wire. */
    public Octets encode() {
        return new WireWriter()
                .uint8(type)
                .uint24(length)
                .uint16(messageSeq)
                .uint24(fragmentOffset)
                .uint24(fragmentLength)
                .toOctets();
    }

    private static boolean isWithin(int length, int offset, int fragment) {
        return offset >= 0 && fragment >= 0 && offset <= length && fragment <= length - offset;
    }
}
