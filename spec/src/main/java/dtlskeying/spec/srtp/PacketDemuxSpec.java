package dtlskeying.spec.srtp;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;

import java.util.List;

/**
 * §5.1.2 figure 7, and the framing rules of §4.1, §5.1 and §7.2: which path a datagram takes, in
 * and out, over the life of an association.
 */
public interface PacketDemuxSpec {
    /** What §4.1, §5.1, §5.1.1, §5.1.2, §7.2 and §7.3 say of framing. */
    enum Claim implements Clause {
        DATA_IS_PROTECTED_BY_SRTP_ALONE(
                "dtls-srtp/4.1/d",
                MUST,
                "with SRTP agreed, RTP and RTCP never travel in application_data records"),
        ONE_PACKET_A_DATAGRAM(
                "dtls-srtp/4.1/e", MUST_NOT, "a datagram never holds two application packets"),
        OTHER_RECORDS_USE_DTLS_FRAMING(
                "dtls-srtp/4.1/f", MUST, "records of every other type are ordinary DTLS records"),
        NO_SRTP_BEFORE_COMPLETION(
                "dtls-srtp/5.1/a", MUST_NOT, "no SRTP processing before the handshake completes"),
        A_PACKET_IS_A_WRITE_IS_A_DATAGRAM(
                "dtls-srtp/5.1.1/a",
                IS,
                "an RTP packet is one write, and its SRTP packet is one datagram without DTLS"
                        + " framing"),
        FIRST_BYTE_TELLS_THE_PATH(
                "dtls-srtp/5.1.2/a",
                IS,
                "0 to 1 is STUN, 20 to 63 DTLS, 128 to 191 RTP or RTCP, anything else none of them"),
        PAYLOAD_TYPE_TELLS_RTCP(
                "dtls-srtp/5.1.2/b",
                IS,
                "on one port RTCP is what has payload type 64 to 95 without the marker bit"),
        FURTHER_TYPES_STAY_DISTINGUISHABLE(
                "dtls-srtp/5.1.2/j",
                SHOULD,
                "the first bytes of a further packet type overlap no other's"),
        NO_PACKET_CROSSES_THE_FRAMINGS(
                "dtls-srtp/7.2/a",
                IS,
                "an SRTP packet taken for a record is ignored, a record taken for SRTP dropped"),
        SEQUENCE_SPACES_ARE_SEPARATE(
                "dtls-srtp/7.3/a", IS, "SRTP packets use up no DTLS sequence numbers");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The DTLS content type of application data (RFC 6347 §4.3.1). */
    int APPLICATION_DATA = 23;

    /** What one end learns. */
    sealed interface Input {
        /** The handshake is complete, and SRTP protects what travels here. */
        record CompletedWithSrtp(Media media) implements Input {}

        /** The handshake is complete, and SRTP was not agreed. */
        record CompletedWithoutSrtp() implements Input {}

        /** The association is over, closed or failed. */
        record Ended() implements Input {}

        /** A datagram arrives; its first two bytes, or fewer if it has fewer. */
        record Arrived(Octets head) implements Input {}

        /** The DTLS stack has authenticated a record of this content type, 0 to 255. */
        record RecordOpened(int contentType) implements Input {}

        /** The user writes these packets at once. */
        record Write(List<PacketKind> packets) implements Input {}

        /** The DTLS stack wants to send a record of this content type, 20 to 23. */
        record SendRecord(int contentType) implements Input {}

        /** Datagrams whose first byte is from {@code first} to {@code last} are called so. */
        record Register(String name, int first, int last) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** From here on SRTP packets are processed. */
        record MediaOpened(Media media) implements Effect {}

        /** The datagram goes to the STUN agent. */
        record ToStun() implements Effect {}

        /** The datagram goes to the DTLS stack. */
        record ToDtls() implements Effect {}

        /** The datagram goes to the SRTP stack as that kind of packet. */
        record ToSrtp(PacketKind kind) implements Effect {}

        /** The datagram goes to whoever registered that name. */
        record ToOther(String name) implements Effect {}

        /** The datagram waits, within a bound, for the handshake to complete. */
        record Held(Clause clause) implements Effect {
            @Override
            public Held because(Clause reason) {
                return new Held(reason);
            }
        }

        /** The record is for the DTLS stack itself. */
        record RecordTaken(int contentType) implements Effect {}

        /** The datagram or record is dropped. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** One datagram is sent that is one SRTP packet and nothing else. */
        record SrtpDatagram(PacketKind kind) implements Effect {}

        /** One record is sent in DTLS framing; {@code sequence} counts records from 0. */
        record RecordDatagram(int contentType, long sequence) implements Effect {}

        /** That range of first bytes has a name. */
        record Registered(String name) implements Effect {}

        /** What the user asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
