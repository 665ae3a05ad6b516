package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.Verdict;

/**
 * RFC 9147 §8, RFC 8446 §4.6.3: either end changes the keys that it sends under, and may ask the
 * other to do so too. The two directions count their epochs apart.
 */
public interface KeyUpdateSpec {
    /** What the sections say. */
    enum Claim implements Clause {
        KEYS_CHANGE_WHEN_ACKNOWLEDGED(
                "rfc9147/8/c",
                MUST,
                "the sender of KeyUpdate goes on under its old keys until the ACK for it"),
        ONE_UPDATE_IS_OUTSTANDING(
                "rfc9147/8/d", MUST_NOT, "no KeyUpdate is sent while one is not acknowledged"),
        OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD(
                "rfc9147/8/e",
                SHOULD,
                "the receiver keeps its old keys until a record comes under the new ones"),
        NOTHING_FOLLOWS_IN_THE_OLD_EPOCH(
                "rfc9147/8/f",
                MUST_NOT,
                "after KeyUpdate no further handshake message is sent in its epoch"),
        REQUEST_IS_ANSWERED(
                "rfc8446/4.6.3/a",
                MUST,
                "who is asked to update sends a KeyUpdate of its own, which asks for none"),
        REQUEST_IS_ZERO_OR_ONE(
                "rfc8446/4.6.3/b", MUST, "another request_update is an illegal_parameter"),
        UPDATES_FOLLOW_FINISHED(
                "rfc8446/4.6.3/c",
                MUST,
                "a KeyUpdate before the peer's Finished is an unexpected_message");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What one end learns. */
    sealed interface Input {
        /**
         * The user wants new keys to send under.
         *
         * @param both whether the peer is asked for new keys as well
         */
        record Update(boolean both) implements Input {}

        /** ACKs cover our KeyUpdate, and all that we sent before it. */
        record Acknowledged() implements Input {}

        /**
         * The peer's KeyUpdate is here, in its turn, under the newest keys that it has used.
         *
         * @param requested whether it asks for one of ours
         */
        record Heard(boolean requested, Verdict verdict) implements Input {}

        /** A handshake message came, in its turn, under keys that a KeyUpdate has ended. */
        record HeardInOldEpoch() implements Input {}

        /** A record came that the newest keys to read have opened. */
        record NewKeysHeard() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /**
         * A KeyUpdate goes out, and is sent again until it is acknowledged.
         *
         * @param requests whether it asks for one in return
         */
        record Sent(boolean requests) implements Effect {}

        /** From here on this end sends under the keys of this epoch. */
        record WriteChanged(Epoch epoch) implements Effect {}

        /** From here on this end also reads records of this epoch. */
        record ReadAdded(Epoch epoch) implements Effect {}

        /** This end no longer reads this epoch. */
        record ReadDropped(Epoch epoch, Clause clause) implements Effect {
            @Override
            public ReadDropped because(Clause reason) {
                return new ReadDropped(epoch, reason);
            }
        }

        /** What the user asked for is not done, or not now. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }

        /** The connection ends with an error alert. */
        record Aborted(Alert alert, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(alert, reason);
            }
        }
    }
}
