package dtlskeying.spec.dtls;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;

/**
 * RFC 6347 §4.1.2.6 and RFC 9147 §4.5.1: which sequence numbers of one epoch are still welcome.
 *
 * <p>A record is looked up before it is opened, and counted only after it has been authenticated:
 * what an attacker can forge never moves the window.
 */
public interface ReplayWindowSpec {
    /** What the two sections say. */
    enum Claim implements Clause {
        SEEN_RECORDS_ARE_DISCARDED(
                "rfc6347/4.1.2.6/a", MUST, "a record whose number was received before is dropped"),
        RECORDS_LEFT_OF_THE_WINDOW_ARE_DISCARDED(
                "rfc6347/4.1.2.6/b", IS, "a record older than the window is dropped unread"),
        ONLY_AUTHENTIC_RECORDS_MOVE_THE_WINDOW(
                "rfc6347/4.1.2.6/c",
                IS,
                "the window is updated only once the record's protection has been verified"),
        WINDOW_HOLDS_AT_LEAST_32(
                "rfc6347/4.1.2.6/d", MUST, "the window is 32 wide or wider, better 64"),
        EVERY_EPOCH_HAS_ITS_WINDOW(
                "rfc9147/4.5.1/a",
                IS,
                "sequence numbers of different epochs are checked in different windows"),
        WINDOW_WAITS_FOR_DEPROTECTION(
                "rfc9147/4.5.1/b", MUST_NOT, "no record moves the window before it is deprotected");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What the receiver learns; a sequence number is 0 to 2^48 - 1. */
    sealed interface Input {
        /** A record with this number has arrived and has not been opened yet. */
        record Arrived(long sequence) implements Input {}

        /** The record with this number is authentic. */
        record Authenticated(long sequence) implements Input {}
    }

    /** What the receiver does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** The number is new: the record is worth opening. */
        record Fresh(long sequence) implements Effect {}

        /** The record is accepted, and its number never again. */
        record Accepted(long sequence) implements Effect {}

        /** The record is dropped. */
        record Discarded(long sequence, Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(sequence, reason);
            }
        }
    }
}
