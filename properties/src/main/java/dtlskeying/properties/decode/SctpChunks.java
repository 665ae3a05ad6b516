package dtlskeying.properties.decode;

import dtlskeying.properties.decode.Unit.Chunk;
import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.List;

/** Takes chunks apart (RFC 9260 §3.2): type, flags, length, body, and zeros up to four bytes. */
final class SctpChunks {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int DTLS = 0x41;

    /** Of the common header. */
    static final int PACKET_HEADER = 12;

    static final int HEADER = 4;

    private SctpChunks() {}

    /** The chunks from {@code from} on, as far as their lengths are sound. */
    static List<Chunk> of(Octets bytes, int from) {
        var chunks = new ArrayList<Chunk>();
        for (int at = from; at + HEADER <= bytes.length(); ) {
            int length = bytes.at(at + 2) << 8 | bytes.at(at + 3);
            if (length < HEADER || at + length > bytes.length()) break;
            chunks.add(
                    new Chunk(
                            bytes.at(at), bytes.at(at + 1), bytes.slice(at + HEADER, at + length)));
            at += length + 3 & ~3;
        }
        return chunks;
    }
}
