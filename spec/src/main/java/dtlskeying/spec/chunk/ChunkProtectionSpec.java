package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;

/** §3: what the operator between SCTP and UDP does to a packet. */
public interface ChunkProtectionSpec {
    /** What the document says. */
    enum Claim implements Clause {
        DATA_BY_CHUNK_KEYS_BY_DTLS(
                "dtls-chunk/3/a",
                IS,
                "the DTLS chunk protects application data, DTLS 1.3 manages the keys"),
        OTHER_RECORDS_USE_DTLS_FRAMING(
                "dtls-chunk/3/c", IS, "every other DTLS content type uses ordinary record framing"),
        NO_DATA_IN_APPLICATION_RECORDS(
                "dtls-chunk/3/d",
                IS,
                "DTLS application_data records carry post-handshake authentication and"
                        + " nothing else"),
        ALL_CHUNKS_IN_ONE_DTLS_CHUNK(
                "dtls-chunk/3/e", IS, "all chunks of an SCTP packet go into one DTLS chunk"),
        DTLS_TRAVELS_AS_USER_MESSAGES(
                "dtls-chunk/3/f", IS, "DTLS messages are SCTP user messages told apart by PPID"),
        TWO_WAYS_IN_FOR_THE_ULP(
                "dtls-chunk/3/g", MAY, "the ULP uses SCTP directly, or through the DTLS stack");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }
}
