package dtlskeying.impl.dtls13;

import dtlskeying.spec.Cites;
import dtlskeying.spec.dtls13.RecordsSpec;

/**
 * How long records of traffic may be, and how they say so: bytes of content, type and padding.
 *
 * @param read the most in a record that this end reads, 64 or more
 * @param write the same for what it sends: what its peer takes, and its carrier can bring
 * @param lengths {@link LengthForm#VARIABLE} if large records are agreed on, else {@link
 *     LengthForm#FIXED}
 */
@Cites("large-records/3/a")
public record RecordSizes(int read, int write, LengthForm lengths) {
    /** Nothing is said about them. */
    public static final RecordSizes USUAL =
            new RecordSizes(RecordsSpec.LONGEST, RecordsSpec.LONGEST, LengthForm.FIXED);

    /** The same, and nothing is sent that the carrier cannot bring. */
    RecordSizes carriedBy(Carrier carrier) {
        return new RecordSizes(read, Math.min(write, carrier.longestRecord()), lengths);
    }
}
