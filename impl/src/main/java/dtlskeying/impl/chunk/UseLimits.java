package dtlskeying.impl.chunk;

import dtlskeying.impl.dtls13.CipherSuite;
import dtlskeying.spec.Cites;

/**
 * How often one key may be used (draft-ietf-tsvwg-sctp-dtls-chunk-04 §10.2, RFC 9147 §4.5.3).
 *
 * @param records how many chunks it may seal
 * @param failures how many chunks may fail to open under it
 */
@Cites("sctp-dtls-chunk/10.2/a")
public record UseLimits(long records, long failures) {
    /** No limits but those of the cipher. */
    public static final UseLimits NONE = new UseLimits(Long.MAX_VALUE, Long.MAX_VALUE);

    /** What the cipher of that suite allows, and no more than this. */
    UseLimits under(CipherSuite suite) {
        return new UseLimits(
                Math.min(records, suite.records()), Math.min(failures, suite.failures()));
    }
}
