package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §3: what the operator between SCTP and UDP does to a packet.
 *
 * <p>Here it is one thing: which keys it has, what is required of it, which numbers each key has
 * seen. The chapters on enforcement and on receive keys say more of the first two. Keys and chunks
 * appear by use, epoch and number. A key that has sealed, or failed, as often as its cipher may is
 * of no use for that any longer.
 */
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

    /** What is wrong with a DTLS chunk that arrives, against one that its peer has sealed. */
    enum Fault {
        /** Nothing. */
        NONE,
        /** A bit of what is sealed is another. */
        FLIPPED_BIT,
        /** The R bit is another. */
        OTHER_USE,
        /** The two bits of the epoch are those of the next one. */
        OTHER_EPOCH,
        /** The header has a form that the chunk does not use. */
        OTHER_FORM,
        /** There is less than a tag behind the header. */
        TOO_SHORT,
        /** It is genuine, and of another content type. */
        OTHER_TYPE,
        /** It is genuine, and has no chunk within. */
        EMPTY,
        /** It is genuine, and has a DTLS chunk within. */
        NESTED;

        /** Whether the peer itself has sealed it so. */
        public boolean isGenuine() {
            return this == NONE || this == OTHER_TYPE || this == EMPTY || this == NESTED;
        }
    }

    /** What arrives. */
    sealed interface Packet {
        /** A packet whose checksum is wrong. */
        record Damaged() implements Packet {}

        /** One of any shape but {@link PacketShape#PROTECTED}. */
        record Other(PacketShape shape) implements Packet {
            public Other {
                if (shape == PacketShape.PROTECTED)
                    throw new IllegalArgumentException("a single DTLS chunk is a Chunk");
            }
        }

        /**
         * One DTLS chunk, sealed by the peer under that key as that number, and then given that
         * fault.
         *
         * @param number 0 to 2<sup>48</sup>-1
         */
        record Chunk(KeyUse use, Epoch epoch, long number, Fault fault) implements Packet {}
    }

    /** What the operator of one association learns. */
    sealed interface Input {
        /** A send key is to be set. */
        record SetSend(KeyUse use, Epoch epoch) implements Input {}

        /** A receive key is to be set. */
        record SetReceive(KeyUse use, Epoch epoch) implements Input {}

        /** Protection is required. */
        record Enforce() implements Input {}

        /**
         * SCTP hands over a packet to be sent.
         *
         * @param fits whether one record can hold its chunks
         */
        record ToSend(PacketShape shape, boolean fits) implements Input {}

        /** Something has arrived. */
        record Arrived(Packet packet) implements Input {}

        /** The association is over. */
        record Ended() implements Input {}
    }

    /** What the operator does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The packet leaves as it is, with its checksum. */
        record SentPlain() implements Effect {}

        /**
         * All chunks of the packet leave in one DTLS chunk, sealed under that key as that number.
         */
        record Sealed(KeyUse use, Epoch epoch, long number) implements Effect {}

        /** The packet goes to SCTP as it is. */
        record Passed() implements Effect {}

        /** The chunks within go to SCTP: what that key has sealed as that number. */
        record Opened(KeyUse use, Epoch epoch, long number) implements Effect {}

        /** What has arrived is dropped, and counted. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
