package dtlskeying.impl.dtls13;

import dtlskeying.impl.crypto.Aead;
import dtlskeying.impl.crypto.AeadKey;
import dtlskeying.impl.crypto.HeaderMask;
import dtlskeying.impl.crypto.Secret;
import dtlskeying.spec.Cites;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Seals and opens the records of one epoch in one direction (RFC 9147 §4, RFC 8446 §5.2), on ranges
 * of arrays that the caller supplies.
 *
 * <p>An object belongs to one thread at a time, and its {@code toString} shows no key. Two are
 * equal if they have the same keys.
 */
public final class RecordProtection {
    /** What {@code open} returns for a record that its key did not seal. */
    public static final int FORGED = -1;

    private static final int SEQUENCE_LENGTH = 8;

    private final TrafficKeys keys;
    private final AeadKey key;
    private final HeaderMask mask;
    private final Secret iv;
    private final byte[] fixed;
    private final byte[] nonce = new byte[Aead.NONCE_LENGTH];
    private byte[] inner = new byte[0];

    private RecordProtection(TrafficKeys keys, AeadKey key, HeaderMask mask) {
        this.keys = keys;
        this.key = key;
        this.mask = mask;
        this.iv = keys.iv();
        this.fixed = iv.octets().toArray();
    }

    /** The protection of a suite's records, from the secret of the epoch and direction. */
    public static RecordProtection of(CipherSuite suite, Secret traffic) {
        return of(suite, KeySchedule.of(suite).keys(suite.aead(), traffic));
    }

    /**
     * The protection of a suite's records.
     *
     * @throws IllegalArgumentException if the keys have not the lengths that the suite says
     */
    public static RecordProtection of(CipherSuite suite, TrafficKeys keys) {
        if (keys.iv().length() != Aead.NONCE_LENGTH)
            throw new IllegalArgumentException("an iv of " + keys.iv().length() + " bytes, not 12");
        return new RecordProtection(
                keys, suite.aead().key(keys.key()), HeaderMask.of(suite.aead(), keys.numberKey()));
    }

    /** How many bytes a fragment is longer than its content and padding: the type and the tag. */
    public int expansion() {
        return 1 + key.aead().tagLength();
    }

    /**
     * Writes a whole record, header and all; its place may overlap that of the content.
     *
     * @param form of the header
     * @param epoch whose two low bits the header has
     * @param sequence 0 to 2^48 - 1, never used with this object for another record
     * @param type the content type, 1 to 255
     * @param padding how many zeros follow the type
     * @return how many bytes were written: those of the header, {@code length}, {@code padding} and
     *     {@link #expansion()}
     */
    @Cites("rfc9147/4/d")
    public int seal(
            HeaderForm form,
            long epoch,
            long sequence,
            int type,
            byte[] content,
            int from,
            int length,
            int padding,
            byte[] target,
            int at) {
        int plain = length + 1 + padding;
        int fragment = plain + key.aead().tagLength();
        prepare(type, content, from, length, padding);
        int header = UnifiedHeader.write(form, epoch, sequence, fragment, target, at);
        mixNonce(sequence);
        key.seal(nonce, target, at, header, inner, 0, plain, target, at + header);
        hide(form, target, at, mask(target, at + header));
        return header + fragment;
    }

    /**
     * Uncovers the low bytes of a record's number.
     *
     * @param bytes how many of them the header has, 1 or 2
     * @param masked they, as they stand in the header
     * @param sealed holds the fragment from {@code at} on, at least 16 bytes
     */
    public int unmask(int bytes, int masked, byte[] sealed, int at) {
        int mask = mask(sealed, at);
        return bytes == 2 ? masked ^ mask : masked ^ mask >> 8;
    }

    /**
     * Opens {@code length} protected bytes from {@code from} on, into {@code target} from {@code
     * at} on, which must be another array with room for {@code length} bytes.
     *
     * @param header holds the header, its number uncovered
     * @return how many bytes of content, type and padding were written, or {@link #FORGED}
     */
    public int open(
            long sequence,
            byte[] header,
            int headerAt,
            int headerLength,
            byte[] sealed,
            int from,
            int length,
            byte[] target,
            int at) {
        mixNonce(sequence);
        int opened =
                key.open(nonce, header, headerAt, headerLength, sealed, from, length, target, at);
        return opened == AeadKey.REFUSED ? FORGED : opened;
    }

    /**
     * Where the type stands in what was opened: its last byte that is not zero.
     *
     * @return bytes before it, or -1 if there is no such byte
     */
    public static int contentLength(byte[] opened, int at, int length) {
        int last = length - 1;
        while (last >= 0 && opened[at + last] == 0) last--;
        return last;
    }

    /**
     * Overwrites what is left here of keys and of what was sealed last; nothing can be sealed or
     * opened from then on. The secrets that it was made of are their owner's.
     */
    public void destroy() {
        Arrays.fill(fixed, (byte) 0);
        Arrays.fill(nonce, (byte) 0);
        Arrays.fill(inner, (byte) 0);
    }

    /** The same, and overwrites the secrets too: for the one who alone holds them. */
    void overwrite() {
        destroy();
        keys.overwrite();
    }

    /** The secrets that it was made of. */
    Stream<Secret> held() {
        return Stream.of(keys.key(), keys.iv(), keys.numberKey());
    }

    private int mask(byte[] sealed, int at) {
        return mask.of(sealed, at) >>> 16;
    }

    private static void hide(HeaderForm form, byte[] target, int at, int mask) {
        target[at + 1] ^= (byte) (mask >> 8);
        if (form.longNumber()) target[at + 2] ^= (byte) mask;
    }

    private void prepare(int type, byte[] content, int from, int length, int padding) {
        int plain = length + 1 + padding;
        if (inner.length < plain) inner = new byte[plain];
        System.arraycopy(content, from, inner, 0, length);
        inner[length] = (byte) type;
        for (int i = length + 1; i < plain; i++) inner[i] = 0;
    }

    @Cites("rfc9147/4/e")
    private void mixNonce(long sequence) {
        System.arraycopy(fixed, 0, nonce, 0, nonce.length);
        for (int i = 0; i < SEQUENCE_LENGTH; i++)
            nonce[nonce.length - 1 - i] ^= (byte) (sequence >>> 8 * i);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordProtection that
                && key.equals(that.key)
                && mask.equals(that.mask)
                && iv.equals(that.iv);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + iv.hashCode();
    }

    @Override
    public String toString() {
        return key.aead().name();
    }
}
