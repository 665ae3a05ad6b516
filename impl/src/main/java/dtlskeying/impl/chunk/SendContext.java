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
    private final long records;
    private final TrafficKeys keys;
    private final RecordProtection protection;
    private final long first;
    private long next;
    private boolean isDestroyed;

    /**
     * A key whose first chunk has that number.
     *
     * @param first 0, unless one packet is to be made again
     * @throws IllegalArgumentException if the keys have not the lengths of the suite
     */
    public SendContext(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys, long first) {
        this(use, epoch, suite, keys, first, UseLimits.NONE);
    }

    SendContext(
            KeyUse use,
            Epoch epoch,
            CipherSuite suite,
            TrafficKeys keys,
            long first,
            UseLimits limits) {
        this.use = use;
        this.epoch = epoch;
        this.records = limits.under(suite).records();
        this.keys = keys.copy();
        this.protection = RecordProtection.of(suite, this.keys);
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

    /** Overwrites the key: nothing is sealed from then on. */
    public void destroy() {
        keys.overwrite();
        protection.destroy();
        isDestroyed = true;
    }

    /** The bytes that it holds of its keys, for tests that watch them being overwritten. */
    TrafficKeys keys() {
        return keys;
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
        if (isDestroyed) return ChunkRefusal.UNKNOWN_KEY.result();
        if (sealed() >= records) return ChunkRefusal.WORN.result();
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
