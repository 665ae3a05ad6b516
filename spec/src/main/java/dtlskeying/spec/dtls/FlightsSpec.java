package dtlskeying.spec.dtls;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

import java.util.List;

/**
 * RFC 6347 §4.2.4 (figure 3) and RFC 9147 §5.8 and §7: when one end sends its flight again.
 *
 * <p>Every input carries the time in milliseconds, from any origin, never running backwards.
 */
public interface FlightsSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        FLIGHT_IS_ONE_UNIT(
                "rfc6347/4.2.4/a", IS, "a flight goes out whole, and then one end waits"),
        TIMEOUT_SENDS_THE_FLIGHT_AGAIN(
                "rfc6347/4.2.4/b", IS, "the timer of a waiting end sends its flight again"),
        REPEATED_FLIGHT_IS_ANSWERED(
                "rfc6347/4.2.4/c", IS, "a peer that repeats itself has not got our flight"),
        NEXT_FLIGHT_ANSWERS_OURS(
                "rfc6347/4.2.4/d", IS, "the peer's next flight is its receipt for ours"),
        LAST_FLIGHT_IS_KEPT(
                "rfc6347/4.2.4/e",
                MUST,
                "who sends the last flight can send it again for twice the segment lifetime"),
        FIRST_TIMEOUT_IS_A_SECOND("rfc6347/4.2.4.1/a", SHOULD, "the timer starts at one second"),
        TIMEOUT_DOUBLES_TO_A_MINUTE(
                "rfc6347/4.2.4.1/b", SHOULD, "each retransmission doubles it, up to 60 seconds"),
        TIMEOUT_STAYS_UNTIL_NOTHING_IS_LOST(
                "rfc6347/4.2.4.1/c",
                SHOULD,
                "a grown timeout stays until a flight needs no resend"),
        IDLENESS_RESETS_THE_TIMEOUT(
                "rfc6347/4.2.4.1/d", MAY, "after ten timeouts of idleness it is the first again"),
        RETRANSMISSIONS_ARE_LIMITED(
                "rfc6347/4.2.4.1/e",
                TBD,
                "a flight is sent again so many times, and then its sender gives up"),
        ACKNOWLEDGED_FLIGHT_IS_NOT_SENT_AGAIN(
                "rfc9147/7.2/a", MUST, "once all of a flight is acknowledged its timer stops"),
        PARTIAL_ACK_SENDS_THE_REST(
                "rfc9147/7.2/b", SHOULD, "an ACK for a part sends only what it leaves out");

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
     * Bytes of a message that an ACK covers.
     *
     * @param messageSeq the message
     * @param from the first byte
     * @param to the first byte behind them; equal to {@code from} for an empty message
     */
    record Extent(int messageSeq, int from, int to) {}

    /** What one end learns. */
    sealed interface Input {
        /** The time at which this is so. */
        long now();

        /** A flight is ready that the peer will answer. */
        record Send(List<FlightItem> flight, long now) implements Input {
            public Send {
                flight = List.copyOf(flight);
            }
        }

        /** The last flight is ready: the peer has nothing to say to it. */
        record SendLast(List<FlightItem> flight, long now) implements Input {
            public SendLast {
                flight = List.copyOf(flight);
            }
        }

        /** The peer's next flight is here, or its last. */
        record Answered(long now) implements Input {}

        /** An ACK of DTLS 1.3 covers these bytes. */
        record Acknowledged(List<Extent> extents, long now) implements Input {
            public Acknowledged {
                extents = List.copyOf(extents);
            }
        }

        /** A message of the peer's earlier flight came again. */
        record PeerRepeated(long now) implements Input {}

        /** It is that late. */
        record Tick(long now) implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** These are sent, in this order, each in its epoch. */
        record Transmit(List<FlightItem> items) implements Effect {
            public Transmit {
                items = List.copyOf(items);
            }
        }

        /** Nothing is sent, and that is on purpose. */
        record Ignored(Clause clause) implements Effect, Refusal {
            @Override
            public Ignored because(Clause reason) {
                return new Ignored(reason);
            }
        }

        /** The last flight is no longer kept. */
        record Released(Clause clause) implements Effect {
            @Override
            public Released because(Clause reason) {
                return new Released(reason);
            }
        }

        /** The peer does not answer: the handshake has failed. */
        record GaveUp(Clause clause) implements Effect {
            @Override
            public GaveUp because(Clause reason) {
                return new GaveUp(reason);
            }
        }

        /** What the user asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
