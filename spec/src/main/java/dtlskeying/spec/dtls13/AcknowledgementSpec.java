package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.FlightsSpec.Extent;

import java.util.List;

/**
 * RFC 9147 §7: which records with handshake messages one end acknowledges, and what the peer's
 * acknowledgements cover.
 *
 * <p>Two machines that share nothing: one answers what is heard ({@link Input.Hear}), the other
 * keeps count of what was said ({@link Input.Say}) and turns an ACK, which names records, into the
 * bytes of messages that {@link dtlskeying.spec.dtls.FlightsSpec} goes by.
 */
public interface AcknowledgementSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        DROPPED_MESSAGES_ARE_NOT_ACKNOWLEDGED(
                "rfc9147/7/a",
                MUST_NOT,
                "a record whose messages were neither read nor kept is not acknowledged"),
        ACKS_ARE_SORTED("rfc9147/7/b", IS, "an ACK lists its records in increasing order"),
        ACK_EPOCH_IS_NOT_BELOW(
                "rfc9147/7/c",
                MUST,
                "during the handshake an ACK is sent in no lower epoch than what it names"),
        ONLY_THE_CURRENT_FLIGHT_IS_ACKNOWLEDGED(
                "rfc9147/7/d", IS, "during the handshake ACKs cover the flight that is coming in"),
        REPEATED_POST_HANDSHAKE_RECORDS_ARE_ACKNOWLEDGED(
                "rfc9147/7/e",
                SHOULD,
                "after the handshake every handshake record is acknowledged, a repeated one too"),
        DISRUPTION_IS_ACKNOWLEDGED(
                "rfc9147/7.1/a", SHOULD, "a part that comes out of order brings an ACK at once"),
        PARTIAL_FLIGHT_IS_ACKNOWLEDGED(
                "rfc9147/7.1/b", SHOULD, "a flight that stops in its middle brings an ACK soon"),
        ANSWERED_FLIGHTS_NEED_NO_ACK(
                "rfc9147/7.1/c",
                IS,
                "a flight that the next one answers at once is acknowledged by that"),
        OTHER_FLIGHTS_ARE_ACKNOWLEDGED(
                "rfc9147/7.1/d", MUST, "a flight that no other one answers is acknowledged"),
        FULL_ACKS_FAVOUR_THE_NEW(
                "rfc9147/7.1/e",
                SHOULD,
                "where room is short the records go first that no ACK has named"),
        NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED(
                "rfc9147/7.1/f", MUST_NOT, "alerts, ACKs and application data get no ACK"),
        NO_ACK_BEFORE_THE_VERSION(
                "rfc9147/7.1/g", MUST_NOT, "before DTLS 1.3 is agreed there are no ACKs"),
        ACKNOWLEDGED_PARTS_ARE_NOT_SENT_AGAIN(
                "rfc9147/7.2/c", SHOULD, "what an ACK names is left out of resends"),
        ONE_ACK_IS_ENOUGH(
                "rfc9147/7.2/d", MUST, "a record in any ACK stays acknowledged, whatever follows"),
        UNKNOWN_NUMBERS_ARE_IGNORED(
                "rfc9147/7.2/e", MAY, "numbers of records that were never sent mean nothing");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /**
     * How many records one ACK of ours names: with 16 bytes each, it fits into a datagram of 576
     * bytes.
     */
    int MOST_IN_AN_ACK = 32;

    /**
     * What one end learns. {@code now} is milliseconds, from any origin, never running backwards;
     * how long an incomplete flight waits for its ACK is given from outside (a quarter of the
     * retransmission timeout is recommended).
     */
    sealed interface Input {
        /** What the peer's records bring; the answer is ACKs of ours. */
        sealed interface Hear extends Input {
            /** The time at which this is so. */
            long now();
        }

        /** What this end has sent, and the ACKs of the peer. */
        sealed interface Say extends Input {}

        /** Both ends speak DTLS 1.3: from here on ACKs are understood. */
        record Agreed(long now) implements Hear {}

        /**
         * A record of the flight that is coming in: all of its messages were read or kept.
         *
         * @param inOrder whether it was the next expected part
         */
        record Kept(RecordNumber record, boolean inOrder, long now) implements Hear {}

        /** A record of which a message was dropped, for want of room or of order. */
        record Dropped(RecordNumber record, long now) implements Hear {}

        /** A record whose messages were all read before. */
        record Repeated(RecordNumber record, long now) implements Hear {}

        /**
         * The flight, or the message after the handshake, has come in whole.
         *
         * @param answered whether our next flight follows at once
         */
        record Complete(boolean answered, long now) implements Hear {}

        /** The handshake is over: every message stands for itself. */
        record Finished(long now) implements Hear {}

        /** It is that late. */
        record Tick(long now) implements Hear {}

        /** A record with these parts of messages of ours has been sent. */
        record Sent(RecordNumber record, List<Extent> parts) implements Say {
            public Sent {
                parts = List.copyOf(parts);
            }
        }

        /** An ACK has come in a record of that epoch. */
        record AckArrived(Epoch epoch, List<RecordNumber> records) implements Say {
            public AckArrived {
                records = List.copyOf(records);
            }
        }

        /** The flight, or the message after the handshake, is done with: answered or given up. */
        record Settled() implements Say {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** These are acknowledged, in the highest epoch that is written. */
        record Acknowledge(List<RecordNumber> records) implements Effect {
            public Acknowledge {
                records = List.copyOf(records);
            }
        }

        /**
         * These parts have arrived at the peer, and were not known to have, in the order of the
         * messages.
         */
        record Confirmed(List<Extent> parts) implements Effect {
            public Confirmed {
                parts = List.copyOf(parts);
            }
        }

        /** The peer breaks a rule: the connection is to end with this alert. */
        record Violated(Alert alert, Clause clause) implements Effect, Refusal {
            @Override
            public Violated because(Clause reason) {
                return new Violated(alert, reason);
            }
        }

        /** Nothing is done, and that is on purpose. */
        record Ignored(Clause clause) implements Effect, Refusal {
            @Override
            public Ignored because(Clause reason) {
                return new Ignored(reason);
            }
        }
    }
}
