package dtlskeying.impl.sctp;

import dtlskeying.spec.Octets;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A packet of SCTP, taken apart (RFC 9260 §3).
 *
 * @param from the sender's port
 * @param to the receiver's port
 * @param tag the verification tag
 */
record SctpDatagram(int from, int to, int tag, List<SctpChunk> chunks) {
    /** Bytes of ports, tag and checksum. */
    static final int HEADER = 12;

    private static final int CHECKSUM = 8;

    SctpDatagram {
        chunks = List.copyOf(chunks);
    }

    /** The bytes of it, checksum and all. */
    Octets encode() {
        int size = HEADER + chunks.stream().mapToInt(SctpChunk::size).sum();
        var out = ByteBuffer.allocate(size);
        out.putShort((short) from).putShort((short) to).putInt(tag).putInt(0);
        for (SctpChunk chunk : chunks) {
            int start = out.position();
            out.put((byte) chunk.type()).put((byte) chunk.flags());
            out.putShort((short) (SctpChunk.HEADER + chunk.body().length()));
            out.put(chunk.body().toArray()).position(start + chunk.size());
        }
        out.order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM, checksum(out.array()));
        return Octets.of(out.array());
    }

    /** What the bytes are; nothing if the checksum is wrong or a chunk is not whole. */
    static Optional<SctpDatagram> decode(Octets packet) {
        byte[] bytes = packet.toArray();
        if (bytes.length < HEADER) return Optional.empty();
        var in = ByteBuffer.wrap(bytes);
        int said = in.order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM);
        in.order(ByteOrder.BIG_ENDIAN).putInt(CHECKSUM, 0);
        if (said != checksum(bytes)) return Optional.empty();
        return chunks(in.position(HEADER), packet)
                .map(chunks ->
                        new SctpDatagram(
                                in.getShort(0) & 0xffff,
                                in.getShort(2) & 0xffff,
                                in.getInt(4),
                                chunks));
    }

    private static Optional<List<SctpChunk>> chunks(ByteBuffer in, Octets packet) {
        var chunks = new ArrayList<SctpChunk>();
        while (in.remaining() >= SctpChunk.HEADER) {
            int at = in.position();
            int length = in.getShort(at + 2) & 0xffff;
            if (length < SctpChunk.HEADER || length > in.remaining()) return Optional.empty();
            Octets body = packet.slice(at + SctpChunk.HEADER, at + length);
            chunks.add(new SctpChunk(in.get(at) & 0xff, in.get(at + 1) & 0xff, body));
            in.position(Math.min(at + SctpChunk.padded(length), in.limit()));
        }
        return chunks.isEmpty() ? Optional.empty() : Optional.of(chunks);
    }

    /** Of a packet whose checksum field is zero. */
    private static int checksum(byte[] packet) {
        var crc = new CRC32C();
        crc.update(packet);
        return (int) crc.getValue();
    }
}
