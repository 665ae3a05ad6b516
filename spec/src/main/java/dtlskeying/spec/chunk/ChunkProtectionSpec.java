package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;

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
                "dtls-chunk/3/g", MAY, "the ULP uses SCTP directly, or through the DTLS stack"),
        CHUNK_HAS_ITS_LAYOUT(
                "sctp-dtls-chunk/4.2/a",
                IS,
                "flags, a zero octet, a header of three octets with two of them the number, one"
                        + " record, and up to three zeros that the length leaves out"),
        RECORD_HOLDS_APPLICATION_DATA(
                "sctp-dtls-chunk/4.2/b", IS, "what a chunk seals is of type application_data"),
        SUITES_OF_TLS_1_3(
                "sctp-dtls-chunk/3.1.1/a",
                MUST,
                "records are those of the TLS 1.3 suites; 0x1301 is always there"),
        REPLAYS_ARE_DISCARDED(
                "sctp-dtls-chunk/3.1/f",
                MUST,
                "a window of numbers for each key, moved by authentic chunks alone, and never"
                        + " switched off"),
        NUMBERS_START_AT_ZERO(
                "sctp-dtls-chunk/3.1/g",
                IS,
                "each key numbers its chunks from 0, primary and restart apart"),
        USES_ARE_COUNTED(
                "sctp-dtls-chunk/10.2/a",
                MUST,
                "chunks sealed, opened and refused are counted for each key, so that it is changed"
                        + " or dropped at the limit of its cipher"),
        CHECKSUM_COVERS_THE_WIRE(
                "rfc9260/6.8/a",
                MUST,
                "the checksum is the CRC32c of the packet as it is on the wire; a packet with"
                        + " another one is dropped");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The payload protocol identifier of all that key management says (chunk draft §9.5). */
    long KEY_MANAGEMENT_PPID = 4242;

    /** The stream on which it says it. */
    int KEY_MANAGEMENT_STREAM = 0;
}
