package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.impl.dtls13.ReadSpan;
import dtlskeying.impl.dtls13.RecordProtection;
import dtlskeying.impl.dtls13.TrafficKeys;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUse;

import java.util.Arrays;

/** One receive key, with its replay window and its counts. */
public final class ReceiveContext {
    private static final int NUMBER_BITS = 16;
    private static final int HEADER = 3;

    private final KeyUse use;
    private final Epoch epoch;
    private final CipherSuite suite;
    private final long failures;
    private final TrafficKeys keys;
    private final RecordProtection protection;
    private final ReplayBitmap window;
    private final byte[] header = new byte[HEADER];
    private byte[] opened = new byte[2048];
    private long accepted;
    private long failed;
    private long replayed;
    private boolean isDestroyed;

    /**
     * A key that has opened nothing.
     *
     * @param width of the replay window: 64 to 65,536, a multiple of 64
     * @throws IllegalArgumentException if that or the keys have the wrong length
     */
    public ReceiveContext(KeyUse use, Epoch epoch, CipherSuite suite, TrafficKeys keys, int width) {
        this(use, epoch, suite, keys, width, UseLimits.NONE);
    }

    ReceiveContext(
            KeyUse use,
            Epoch epoch,
            CipherSuite suite,
            TrafficKeys keys,
            int width,
            UseLimits limits) {
        this.use = use;
        this.epoch = epoch;
        this.suite = suite;
        this.failures = limits.under(suite).failures();
        this.keys = keys.copy();
        this.protection = RecordProtection.of(suite, this.keys);
        this.window = new ReplayBitmap(width);
    }

    /** Takes it that a chunk with this number was opened. */
    public void sawBefore(long highest) {
        window.add(highest);
    }

    /** How many chunks it has opened. */
    public long accepted() {
        return accepted;
    }

    /** How many chunks it could not open. */
    public long failed() {
        return failed;
    }

    /** How many chunks came twice, or too late to tell. */
    public long replayed() {
        return replayed;
    }

    /** Overwrites the key and what it opened last: nothing is opened from then on. */
    public void destroy() {
        keys.overwrite();
        protection.destroy();
        Arrays.fill(opened, (byte) 0);
        isDestroyed = true;
    }

    /** The bytes that it holds of its keys, for tests that watch them being overwritten. */
    TrafficKeys keys() {
        return keys;
    }

    /**
     * Puts what a DTLS chunk seals into its place. Nothing changes if it is refused.
     *
     * @param buffer the chunk with its padding, {@code length} bytes from {@code at} on
     * @return bytes of the chunks; or a {@link ChunkRefusal#result}
     */
    @Cites({"sctp-dtls-chunk/4.2/b", "sctp-dtls-chunk/10.2/a"})
    public int open(byte[] buffer, int at, int length) {
        if (!DtlsChunk.isWhole(buffer, at, length, suite.aead().tagLength()))
            return ChunkRefusal.MALFORMED.result();
        if (isDestroyed || !isMeant(buffer, at)) return ChunkRefusal.UNKNOWN_KEY.result();
        if (failed >= failures) return ChunkRefusal.WORN.result();
        long sequence = number(buffer, at);
        if (!window.isFresh(sequence)) {
            replayed++;
            return ChunkRefusal.REPLAYED.result();
        }
        int plain = unseal(buffer, at, sequence);
        if (plain == RecordProtection.FORGED) {
            failed++;
            return ChunkRefusal.FORGED.result();
        }
        window.add(sequence);
        accepted++;
        return content(buffer, at, plain);
    }

    private boolean isMeant(byte[] buffer, int at) {
        boolean restart = (buffer[at + 1] & DtlsChunk.RESTART) != 0;
        return restart == (use == KeyUse.RESTART)
                && (buffer[at + DtlsChunk.RECORD] & 3) == (epoch.number() & 3);
    }

    /** Uncovers the number; the header with it is what was authenticated. */
    private long number(byte[] buffer, int at) {
        int record = at + DtlsChunk.RECORD;
        int masked = SctpPacket.uint16(buffer, record + 1);
        int low = protection.unmask(2, masked, buffer, at + DtlsChunk.SEALED);
        header[0] = buffer[record];
        SctpPacket.putUint16(header, 1, low);
        return ReadSpan.nearest(window.expected(), low, NUMBER_BITS);
    }

    private int unseal(byte[] buffer, int at, long sequence) {
        int sealed = SctpPacket.uint16(buffer, at + 2) - DtlsChunk.SEALED;
        if (opened.length < sealed) opened = new byte[sealed];
        int from = at + DtlsChunk.SEALED;
        return protection.open(sequence, header, 0, HEADER, buffer, from, sealed, opened, 0);
    }

    private int content(byte[] buffer, int at, int plain) {
        int content = RecordProtection.contentLength(opened, 0, plain);
        if (content < SctpPacket.TYPE_AND_LENGTH
                || content > DtlsChunk.LONGEST_CONTENT
                || opened[content] != DtlsChunk.APPLICATION_DATA)
            return ChunkRefusal.NOT_CHUNKS.result();
        if (SctpPacket.hasDtlsChunk(opened, 0, content)) return ChunkRefusal.BUNDLED.result();
        System.arraycopy(opened, 0, buffer, at, content);
        return content;
    }
}
