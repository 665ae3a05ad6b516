package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.HeaderForm;
import dtlskeying.spec.Cites;

/**
 * The layout of the DTLS chunk (draft-ietf-tsvwg-sctp-dtls-chunk-04 §4.2): type, flags, length, a
 * zero octet, the header of a record with two octets of number and no length, the record, and zeros
 * up to a multiple of four that the length leaves out.
 */
@Cites("sctp-dtls-chunk/4.2/a")
final class DtlsChunk {
    static final int TYPE = 0x41;

    /** The flag of a chunk under a restart key. */
    static final int RESTART = 1;

    /** Where the record's header begins. */
    static final int RECORD = 5;

    /** Where what is sealed begins. */
    static final int SEALED = 8;

    /** The most bytes of chunks that one record holds (RFC 8446 §5.1). */
    static final int LONGEST_CONTENT = 1 << 14;

    static final HeaderForm FORM = new HeaderForm(true, false);

    static final int APPLICATION_DATA = 23;

    /** The first octet of a record's header but for the bits of the epoch. */
    private static final int FIRST_OCTET = 0x28;

    private DtlsChunk() {}

    /** Writes all but the record of a chunk that is {@code length} bytes long without padding. */
    static void writeFrame(byte[] target, int at, boolean restart, int length) {
        target[at] = TYPE;
        target[at + 1] = (byte) (restart ? RESTART : 0);
        SctpPacket.putUint16(target, at + 2, length);
        target[at + 4] = 0;
        for (int i = length; i < SctpPacket.padded(length); i++) target[at + i] = 0;
    }

    /**
     * Whether {@code length} bytes are a chunk that may be opened. What is not authenticated and
     * must be zero when sent, pre-padding, post-padding and other flags, is not looked at.
     *
     * @param sealedAtLeast the fewest bytes that can be opened
     */
    static boolean isWhole(byte[] chunk, int at, int length, int sealedAtLeast) {
        if (length < SEALED + sealedAtLeast || (chunk[at] & 0xff) != TYPE) return false;
        int said = SctpPacket.uint16(chunk, at + 2);
        return said >= SEALED + sealedAtLeast
                && SctpPacket.padded(said) == length
                && (chunk[at + RECORD] & ~3) == FIRST_OCTET;
    }
}
