package dtlskeying.impl.dtls13.message;

import dtlskeying.impl.dtls.message.Extension;
import dtlskeying.impl.dtls.wire.Decoded;
import dtlskeying.impl.dtls.wire.WireReader;
import dtlskeying.impl.dtls.wire.WireWriter;
import dtlskeying.spec.Cites;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls13.LargeRecordsSpec;

/**
 * The extension {@code large_record_size_limit} (draft-ietf-tls-super-jumbo-record-limit §3).
 *
 * @param limit bytes of content, type and padding that its sender takes in a record of traffic, 0
 *     to 2^32 - 1; if it is not in {@link #isInRange range} it is to be refused
 */
public record LargeRecordSizeLimit(long limit) {
    public LargeRecordSizeLimit {
        if (limit < 0 || limit > 0xffff_ffffL)
            throw new IllegalArgumentException("a limit of " + limit + " bytes");
    }

    /** Whether it is one that may be asked for: 64 to 2^30 - 256. */
    @Cites("large-records/3/b")
    public boolean isInRange() {
        return limit >= LargeRecordsSpec.LEAST && limit <= LargeRecordsSpec.LARGEST;
    }

    /** Reads the content of the extension: four bytes. */
    public static Decoded<LargeRecordSizeLimit> decode(Octets data) {
        return WireReader.decode(
                data, in -> new LargeRecordSizeLimit((long) in.uint16() << 16 | in.uint16()));
    }

    /**
     * The extension on the wire.
     *
     * @param type its number, 0 to 65,535
     */
    public Extension toExtension(int type) {
        var writer = new WireWriter().uint16((int) (limit >> 16)).uint16((int) (limit & 0xffff));
        return new Extension(type, writer.toOctets());
    }
}
