package dtlskeying.properties.interop;

import dtlskeying.impl.dtls13.Transcript;
import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands in datagrams of DTLS 1.3, taken apart without our engine. Only what comes in one
 * piece is understood, as on a path without a narrow MTU.
 */
final class RecordedMessages {
    private static final int PLAIN_HEADER = 13;
    private static final int MESSAGE_HEADER = 12;
    private static final int CLIENT_HELLO = 1;
    private static final int KEY_SHARE = 51;

    private RecordedMessages() {}

    /** The records of datagrams, one after the other (RFC 9147 §4). */
    static List<Octets> records(List<Octets> datagrams) {
        var records = new ArrayList<Octets>();
        for (Octets datagram : datagrams)
            for (int at = 0; at < datagram.length(); ) {
                int length = recordLength(datagram.slice(at, datagram.length()));
                records.add(datagram.slice(at, at + length));
                at += length;
            }
        return records;
    }

    private static int recordLength(Octets from) {
        if (!isSealed(from)) return PLAIN_HEADER + uint16(from, 11);
        int number = (from.at(0) & 8) != 0 ? 2 : 1;
        boolean hasLength = (from.at(0) & 4) != 0;
        return hasLength ? 3 + number + uint16(from, 1 + number) : from.length();
    }

    /** Whether a record is protected. */
    static boolean isSealed(Octets record) {
        return (record.at(0) & 0xe0) == 0x20;
    }

    /** The content of a record that is not protected. */
    static Octets plainContent(Octets record) {
        return record.slice(PLAIN_HEADER, record.length());
    }

    /** The transcript of the messages that stand in the contents of handshake records. */
    static Transcript transcript(List<Octets> contents) {
        Transcript transcript = Transcript.EMPTY;
        Octets message = Octets.EMPTY;
        // Of each end, by message_seq: whatever is said again is left out.
        int[] next = {0, 0};
        for (Octets content : contents)
            for (int at = 0, end; at < content.length(); at = end) {
                end = at + MESSAGE_HEADER + uint24(content, at + 9);
                int side = content.at(at) == CLIENT_HELLO ? 0 : 1;
                if (uint16(content, at + 4) != next[side]) continue;
                if (uint24(content, at + 6) != message.length()) continue;
                message = Octets.concat(message, content.slice(at + MESSAGE_HEADER, end));
                if (message.length() < uint24(content, at + 1)) continue;
                transcript = transcript.with(content.at(at), message);
                message = Octets.EMPTY;
                next[side]++;
            }
        return transcript;
    }

    /** The key share in the content of a record that holds a ServerHello (RFC 8446 §4.1.3). */
    static Octets serverShare(Octets content) {
        ByteBuffer hello = ByteBuffer.wrap(content.toArray()).position(MESSAGE_HEADER + 2 + 32);
        hello.position(hello.get() + hello.position() + 2 + 1 + 2);
        while (hello.hasRemaining()) {
            int type = hello.getShort();
            byte[] value = new byte[hello.getShort()];
            hello.get(value);
            if (type == KEY_SHARE) return Octets.of(value, 4, value.length - 4);
        }
        throw new AssertionError("a ServerHello without a share");
    }

    private static int uint16(Octets bytes, int at) {
        return bytes.at(at) << 8 | bytes.at(at + 1);
    }

    private static int uint24(Octets bytes, int at) {
        return bytes.at(at) << 16 | uint16(bytes, at + 1);
    }
}
