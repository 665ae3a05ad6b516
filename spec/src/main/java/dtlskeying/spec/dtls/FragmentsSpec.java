package dtlskeying.spec.dtls;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * RFC 6347 §4.2.2 and §4.2.3, RFC 9147 §5.2 and §5.5: handshake messages travel in parts, in any
 * order, more than once, and are read whole and in their order.
 */
public interface FragmentsSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        MESSAGES_ARE_READ_IN_ORDER(
                "rfc6347/4.2.2/a", MUST, "the message with the awaited message_seq is next"),
        EARLY_MESSAGES_ARE_QUEUED(
                "rfc6347/4.2.2/b",
                SHOULD,
                "a message that is ahead waits, within the end's limits"),
        PAST_MESSAGES_ARE_DISCARDED(
                "rfc6347/4.2.2/c", MUST, "a message_seq below the awaited one is dropped"),
        LIMITED_QUEUE_DISCARDS_THE_REST(
                "rfc6347/4.2.2/d", MAY, "what the limited queue has no room for is dropped"),
        PARTS_OF_ONE_MESSAGE_AGREE(
                "rfc6347/4.2.3/a",
                IS,
                "all parts have type, message_seq and length of the whole message"),
        OVERLAPS_ARE_ACCEPTED(
                "rfc6347/4.2.3/b",
                MUST,
                "parts that overlap are handled, as they come from resends"),
        PARTS_LIE_INSIDE_THE_MESSAGE(
                "rfc6347/4.2.3/c", IS, "offset and length of a part stay within the message"),
        PARTS_FIT_THE_RECORD(
                "rfc6347/4.2.3/d", MUST, "a message too long for a record is sent in parts"),
        PARTS_ARE_NOT_EMPTY(
                "rfc5246/6.2.1/a", MUST_NOT, "no handshake part of length zero, but of empty ones"),
        CHANGED_PARTS_END_THE_HANDSHAKE(
                "rfc9147/5.5/a", IS, "parts that disagree on the same bytes are no one's message"),
        MESSAGE_SEQ_DOES_NOT_WRAP(
                "rfc9147/5.2/a", MUST_NOT, "after message_seq 65535 there is no message");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What the receiver learns. */
    sealed interface Input {
        /** A part arrived in an accepted record. */
        record Arrived(Fragment fragment) implements Input {}
    }

    /** What the receiver does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** This is the next message of the handshake. */
        record Delivered(HandshakeMessage message) implements Effect {}

        /** The part, or all of it that is new, is kept. */
        record Held(int messageSeq) implements Effect {}

        /**
         * A part of a message that was read before: a sign that the peer sends its flight again.
         */
        record Repeated(int messageSeq, Clause clause) implements Effect, Refusal {
            @Override
            public Repeated because(Clause reason) {
                return new Repeated(messageSeq, reason);
            }
        }

        /** The part is dropped for want of room; it may come again. */
        record Discarded(int messageSeq, Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(messageSeq, reason);
            }
        }

        /** The part lies. What follows from that is for the handshake to say. */
        record Refused(int messageSeq, Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(messageSeq, reason);
            }
        }
    }
}
