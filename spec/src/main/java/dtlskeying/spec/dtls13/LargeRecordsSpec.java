package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/**
 * draft-ietf-tls-super-jumbo-record-limit, over DTLS: records of traffic may be longer than 2^14
 * bytes, and say how long they are in one, two or four bytes.
 *
 * <p>What becomes of records that are too long is said by {@link RecordsSpec}: the limit is that of
 * RFC 8449 in wider bounds. Which epochs are read and written is said there, too; this chapter adds
 * how their headers look and what the hellos agree on.
 */
public interface LargeRecordsSpec {
    /** What the draft says. */
    enum Claim implements Clause {
        EACH_DIRECTION_HAS_ITS_LIMIT(
                "large-records/3/a",
                IS,
                "each end says how much it takes in a record; the two directions may differ"),
        LIMITS_ARE_IN_RANGE(
                "large-records/3/b",
                MUST,
                "a limit below 64 or above 2^30 - 256 is an illegal_parameter"),
        HANDSHAKE_KEEPS_ITS_FORM(
                "large-records/3/c",
                MUST,
                "before the keys of traffic, records have the header and the limit of RFC 9147"),
        TRAFFIC_HAS_A_VARIABLE_LENGTH(
                "large-records/3/d",
                MUST,
                "once agreed, a length in a record of traffic has one, two or four bytes, as its"
                        + " first two bits say"),
        LENGTHS_ARE_MINIMAL(
                "large-records/3/e",
                MUST,
                "a length in more bytes than it needs, or that starts with the bits 11, makes a"
                        + " record that is too long"),
        SIZES_ARE_OFFERED_ALONE(
                "large-records/3/f",
                SHOULD,
                "a client offers one extension about the size of records at most"),
        SIZES_ARE_ANSWERED_ALONE(
                "large-records/3/g",
                MUST_NOT,
                "a server answers with one extension about the size of records at most; more are an"
                        + " illegal_parameter"),
        LARGE_IS_PREFERRED(
                "large-records/3/h",
                SHOULD,
                "who has it prefers large_record_size_limit to record_size_limit"),
        LONG_RECORDS_WEAR_KEYS_SOONER(
                "large-records/4/a",
                MUST,
                "beyond 2^14 + 1 bytes a key protects fewer records by as much as they are longer"
                        + " than 2^14 bytes");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The largest limit that may be asked for: with its tag a record still fits 30 bits. */
    int LARGEST = (1 << 30) - 256;

    /** The smallest limit that may be asked for, of either extension. */
    int LEAST = 64;
}
