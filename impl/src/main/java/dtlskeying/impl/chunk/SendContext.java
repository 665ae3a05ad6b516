package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUse;

/** One send key: it turns chunks into a DTLS chunk, in their place, and numbers them. */
@Cites({"sctp-dtls-chunk/3.1/g", "sctp-dtls-chunk/3.1.1/a"})
public final class SendContext {
    private final KeyUse use;
    private final Epoch epoch;
    private final CipherSuite suite;
    private final RecordProtection protection;
    private final long first;
    private long next;

    /**
     * A key whose first chunk has that number.
     *
     * @param first 0, unless one packet is to be made again
     * @throws IllegalArgumentException if the keys have not the lengths of the suite
     */
    public SendContext(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys, long first) {
        this.use = use;
        this.epoch = epoch;
        this.suite = suite;
        this.protection = RecordProtection.of(suite, keys);
        this.first = first;
        this.next = first;
    }

    /** By how many bytes sealing makes a packet longer, padding included. */
    public static int overhead(CipherSuite suite) {
        return SctpPacket.padded(DtlsChunk.SEALED + 1 + suite.aead().tagLength());
    }

    /** The epoch of the key. */
    public Epoch epoch() {
        return epoch;
    }

    /** How many chunks it has sealed. */
    public long sealed() {
        return next - first;
    }

    /**
     * Puts one DTLS chunk in the place of all chunks.
     *
     * @param buffer the chunks, from {@code at} on, with room for {@link #overhead} more bytes
     * @param length bytes of the chunks, 4 to 16,384
     * @return bytes of the DTLS chunk with its padding; or a {@link ChunkRefusal#result}
     */
    @Cites({"dtls-chunk/3/e", "dtls-chunk/3/a"})
    public int seal(byte[] buffer, int at, int length) {
        if (length < SctpPacket.TYPE_AND_LENGTH || length > DtlsChunk.LONGEST_CONTENT)
            return ChunkRefusal.NOT_CHUNKS.result();
        if (sealed() >= suite.records()) return ChunkRefusal.WORN.result();
        int record =
                protection.seal(
                        DtlsChunk.FORM,
                        epoch.number(),
                        next++,
                        DtlsChunk.APPLICATION_DATA,
                        buffer,
                        at,
                        length,
                        0,
                        buffer,
                        at + DtlsChunk.RECORD);
        int chunk = DtlsChunk.RECORD + record;
        DtlsChunk.writeFrame(buffer, at, use == KeyUse.RESTART, chunk);
        return SctpPacket.padded(chunk);
    }
}
