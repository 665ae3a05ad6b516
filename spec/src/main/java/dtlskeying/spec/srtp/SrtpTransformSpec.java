package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHALL;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * §4.1.2 and RFC 3711 §3–4, RFC 7714: how a packet is protected, which index it has, and which
 * packets are dropped.
 *
 * <p>The alphabet is that of one source in one direction. It knows packets by their index and tags
 * by the index under which they were made; the bytes are the business of the transform.
 */
public interface SrtpTransformSpec {
    /** What the documents say about a packet under its keys. */
    enum Claim implements Clause {
        SRTCP_TAG_HAS_80_BITS(
                "dtls-srtp/4.1.2/b", IS, "SRTCP keeps an 80-bit tag also in the 32-bit profiles"),
        OPTIONS_ARE_AT_THEIR_DEFAULTS(
                "dtls-srtp/4.1.2/c",
                IS,
                "the derivation rate is zero and the replay list has the default of 64"),
        RTP_HEADER_IS_WHOLE(
                "rfc3550/5.1/a",
                IS,
                "an RTP packet has version 2, 12 bytes, and then what these announce"),
        RTCP_HEADER_IS_WHOLE(
                "rfc3550/6.4.1/a",
                IS,
                "an RTCP packet has version 2, and 8 bytes that end with its source"),
        TRAILER_IS_WHOLE(
                "rfc3711/3.1/a", IS, "the MKI and the tag, for SRTCP also E and index, are there"),
        MKI_NAMES_THE_MASTER_KEY(
                "rfc3711/8.1/a", MUST, "a packet is opened with the key that its MKI names"),
        CONTEXT_HAS_ONE_SOURCE_AND_DIRECTION(
                "rfc3711/3.2.3/a", SHALL, "a context serves one source, one way, and is bounded"),
        INDEX_IS_THE_CLOSEST(
                "rfc3711/3.3.1/a",
                SHALL,
                "of the indices with the packet's sequence number, the one nearest to the highest"),
        INDEX_MOVES_AFTER_AUTHENTICATION(
                "rfc3711/3.3.1/b",
                SHALL,
                "roll-over counter and highest number change only once a packet is authentic"),
        INDICES_GO_ON_OVER_A_REKEY(
                "rfc3711/3.3.1/c",
                IS,
                "new keys reset no index: roll-over counter and SRTCP index go on"),
        UNAUTHENTIC_PACKET_IS_DISCARDED(
                "rfc3711/3.3/a", MUST, "a packet whose tag does not verify is dropped"),
        REPLAYED_PACKET_IS_DISCARDED(
                "rfc3711/3.3.2/a", MUST, "a packet whose index was received before is dropped"),
        PACKET_BEHIND_THE_LIST_IS_DISCARDED(
                "rfc3711/3.3.2/b", MUST, "a packet too old for the replay list is dropped"),
        SRTCP_INDEX_COUNTS_PACKETS(
                "rfc3711/3.4/a", MUST, "the SRTCP index starts at zero and grows by one a packet"),
        E_FLAG_SAYS_ENCRYPTED(
                "rfc3711/3.4/b", MUST, "an SRTCP packet is decrypted if and only if E is set"),
        NO_INDEX_TWICE(
                "rfc3711/9.1/a", MUST_NOT, "no index of a source is used twice under one key"),
        KEY_STOPS_AT_ITS_LIFETIME(
                "rfc3711/9.2/a", MUST_NOT, "a key protects no more packets than its lifetime"),
        AEAD_NONCE_IS_SALT_WITH_SOURCE_AND_INDEX(
                "rfc7714/8.1/a",
                IS,
                "an AEAD's nonce is two zero bytes, source, and 48-bit index, XORed with the salt"),
        AEAD_COVERS_THE_WHOLE_RTP_HEADER(
                "rfc7714/8.2/a",
                IS,
                "an AEAD covers the RTP header with all that it announces, and encrypts the rest"),
        AEAD_TAG_ENDS_THE_CIPHERTEXT(
                "rfc7714/8.2/b",
                IS,
                "an AEAD's tag ends the ciphertext; the MKI follows it and is not covered"),
        AEAD_SRTCP_NONCE_HAS_THE_SRTCP_INDEX(
                "rfc7714/9.1/a",
                IS,
                "for SRTCP the nonce has two more zero bytes, a zero bit and the 31-bit index"),
        AEAD_COVERS_THE_E_FLAG_AND_INDEX(
                "rfc7714/9.2/a",
                IS,
                "an AEAD covers 8 bytes of SRTCP header and the word with E flag and index"),
        AEAD_COVERS_CLEAR_SRTCP(
                "rfc7714/9.3/a",
                IS,
                "an SRTCP packet with E clear is covered as a whole, with its word, and has a tag");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** How many packets the replay list looks back. */
    int REPLAY_LIST_SIZE = 64;

    /** One more than the highest SRTP index: 16 bits of sequence number, 32 of roll-over. */
    long RTP_INDICES = 1L << 48;

    /** One more than the highest SRTCP index. */
    long RTCP_INDICES = 1L << 31;

    /** What a packet's tag proves. */
    sealed interface Tag {
        /** Made by the sender under the right key, for this index. */
        record Genuine(long index) implements Tag {}

        /** Made by someone without the key, or broken on the way. */
        record Forged() implements Tag {}

        /** Whether the tag verifies under that index. */
        default boolean verifies(long index) {
            return this.equals(new Genuine(index));
        }
    }

    /** What happens to the packets of one source, in one direction. */
    sealed interface Input {
        /** An RTP packet with this sequence number, 0 to 65535, is to be sent. */
        record Send(int sequence) implements Input {}

        /** An RTCP packet is to be sent. */
        record SendControl() implements Input {}

        /** An SRTP packet arrives; its index is not on the wire, only the sequence number. */
        record Arrive(int sequence, Tag tag) implements Input {}

        /** An SRTCP packet arrives that names this index, 0 to 2^31 − 1. */
        record ArriveControl(long index, Tag tag) implements Input {}
    }

    /** What is done with a packet. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The packet leaves, protected under this index. */
        record Protected(PacketKind kind, long index) implements Effect {}

        /** The packet is handed up; this is its index. */
        record Opened(PacketKind kind, long index) implements Effect {}

        /** The packet does not leave. */
        record Refused(PacketKind kind, Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(kind, reason);
            }
        }

        /** The packet that arrived is dropped. */
        record Discarded(PacketKind kind, Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(kind, reason);
            }
        }
    }
}
