package dtlskeying.spec.dtls13;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;

import dtlskeying.spec.Alert;
import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.dtls.Verdict;

/**
 * draft-ietf-tls-extended-key-update §3 to §6, over DTLS: fresh shares renew the keys of both
 * directions at once.
 *
 * <p>One end, the initiator, sends a request with a share; the other answers with a response that
 * has its share; the initiator reads under the new keys from then on, and sends a finish under the
 * old ones; on that the responder reads and sends under the new keys, and acknowledges; on that ACK
 * the initiator sends under the new keys too. Because KeyUpdate is out of use, both directions are
 * in the same epoch before and after.
 *
 * <p>The machine hears each message once, in the order of message_seq, which {@link
 * dtlskeying.spec.dtls.FragmentsSpec} sees to; what comes again is acknowledged again ({@link
 * AcknowledgementSpec}) and is no input here. What is said to go out "until it is acknowledged" is
 * sent again by {@link dtlskeying.spec.dtls.FlightsSpec}.
 *
 * <p>Four gaps of the draft are filled by {@link dtlskeying.spec.Reading}s: {@code
 * ABANDONED_REQUESTS_ARE_SENT_AGAIN}, {@code EARLY_REQUESTS_ARE_HELD}, {@code
 * FINISH_ENDS_ITS_EPOCH}, and, where keys are derived, {@code EXTENDED_UPDATE_HASHES_AS_TLS_DOES}.
 */
public interface ExtendedKeyUpdateSpec {
    /** What the draft says of the exchange. {@link ExtendedKeyScheduleSpec} has the rest. */
    enum Claim implements Clause {
        FLAG_IS_NEEDED(
                "extended-key-update/3/a",
                IS,
                "without the flag in both hellos there is no extended key update: its message is"
                        + " an unexpected_message"),
        KEY_UPDATE_IS_REPLACED(
                "extended-key-update/4/a", MUST_NOT, "once agreed, KeyUpdate is not sent"),
        KEY_UPDATE_ENDS_THE_CONNECTION(
                "extended-key-update/4/b",
                MUST,
                "once agreed, a KeyUpdate that comes is an unexpected_message"),
        SUBTYPES_HAVE_THEIR_TURN(
                "extended-key-update/4/c",
                MUST,
                "a subtype that is unknown or not expected now is an unexpected_message"),
        UPDATES_FOLLOW_FINISHED(
                "extended-key-update/4/d",
                MUST,
                "an extended key update before its sender's Finished is an unexpected_message"),
        GROUP_IS_THE_HANDSHAKES(
                "extended-key-update/4/e",
                MUST,
                "a share of another group than the handshake's is an illegal_parameter"),
        LOWER_REQUEST_IS_IGNORED(
                "extended-key-update/5/a",
                MUST,
                "of two requests that cross, the one with the lower key_exchange, as unsigned"
                        + " bytes, is ignored"),
        EQUAL_SHARES_END_THE_CONNECTION(
                "extended-key-update/5/b",
                MUST,
                "two requests that cross with the same key_exchange are an unexpected_message"),
        MESSAGES_COME_UNDER_OLD_KEYS(
                "extended-key-update/5/c",
                MUST,
                "request, response and finish are protected by the keys that they replace"),
        ONE_EXCHANGE_AT_A_TIME(
                "extended-key-update/6/a",
                MUST_NOT,
                "while an exchange is under way neither end starts another; a second request is an"
                        + " unexpected_message"),
        RESPONSE_MAY_BE_DEFERRED(
                "extended-key-update/6/b", MAY, "a busy responder answers a request later"),
        DEFERRED_REQUEST_IS_ACKNOWLEDGED(
                "extended-key-update/6/c",
                MUST,
                "a request that is answered later is acknowledged at once"),
        LATE_ACK_MEANS_NOTHING(
                "extended-key-update/6/d",
                MUST,
                "an ACK of the request that comes after the response changes nothing"),
        INITIATOR_READS_AT_THE_RESPONSE(
                "extended-key-update/6/e",
                MUST,
                "at the response the initiator derives keys, reads under them, and sends its"
                        + " finish, all at once"),
        FINISH_IS_ACKNOWLEDGED(
                "extended-key-update/6/f", MUST, "the responder acknowledges the finish"),
        RESPONDER_CHANGES_AT_THE_FINISH(
                "extended-key-update/6/g",
                MUST,
                "at the finish the responder reads and sends under the new keys"),
        INITIATOR_SENDS_AT_THE_ACK(
                "extended-key-update/6/h",
                IS,
                "the initiator sends under the new keys once its finish is acknowledged, and no"
                        + " sooner"),
        OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD(
                "extended-key-update/6/i",
                MUST,
                "the old keys to read stay until a record under the new ones is opened");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** The messages, by their {@code eku_type} of 0, 1 and 2. */
    enum Kind {
        REQUEST,
        RESPONSE,
        FINISH
    }

    /**
     * What one end learns, after the handshake is confirmed: the peer is known to have all of it.
     *
     * <p>A message is heard in the epoch of the record that had its last part. One that comes in an
     * epoch which this end does not read cannot come at all: it changes nothing. A {@link
     * Verdict.Unsound} message ends the connection with the verdict's alert, whatever its turn; a
     * verdict looks at contents alone ({@link Claim#GROUP_IS_THE_HANDSHAKES}, shares that are none,
     * bytes that are no message), and the machine at order.
     */
    sealed interface Input {
        /**
         * The user, or a key that wears out, wants new keys.
         *
         * @param share the {@code key_exchange} of a fresh share, of use for this exchange alone
         */
        record Update(Octets share) implements Input {}

        /** The user, or a key that wears out, wants new keys by the KeyUpdate of RFC 9147. */
        record PlainUpdate() implements Input {}

        /**
         * A request came.
         *
         * @param share its {@code key_exchange}
         * @param ready whether this end can answer now; if not, {@link Ready} follows some day
         */
        record RequestHeard(Epoch epoch, Octets share, boolean ready, Verdict verdict)
                implements Input {}

        /** This end, which was busy when a request came, can answer now. */
        record Ready() implements Input {}

        /** A response came. */
        record ResponseHeard(Epoch epoch, Verdict verdict) implements Input {}

        /** A finish came. */
        record FinishHeard(Epoch epoch, Verdict verdict) implements Input {}

        /** A message of the type came, whose subtype is none of the three. */
        record UnknownHeard(Epoch epoch) implements Input {}

        /** A KeyUpdate of RFC 9147 came. */
        record KeyUpdateHeard(Epoch epoch) implements Input {}

        /** ACKs now cover the whole of the last message of this kind that this end has sent. */
        record Acknowledged(Kind message) implements Input {}

        /** A record came that the newest keys to read have opened. */
        record NewKeysHeard() implements Input {}
    }

    /** What one end does. Messages go out in the epoch that this end sends in at that point. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** A request goes out, until it is acknowledged or answered. */
        record RequestSent(Octets share) implements Effect {}

        /** A response to the peer's request goes out, until it is acknowledged or answered. */
        record ResponseSent() implements Effect {}

        /** A finish goes out, until it is acknowledged. */
        record FinishSent() implements Effect {}

        /** What was heard is acknowledged at once, in this epoch, as no message answers it. */
        record AckSent(Epoch epoch) implements Effect {}

        /**
         * The keys and the exporter of this epoch are derived: from here on this end also reads its
         * records.
         */
        record ReadAdded(Epoch epoch) implements Effect {}

        /**
         * From here on this end sends in this epoch, and its user is told so: for it, the exchange
         * is over.
         */
        record WriteChanged(Epoch epoch) implements Effect {}

        /** This end no longer reads this epoch, and no longer exports for it. */
        record ReadDropped(Epoch epoch, Clause clause) implements Effect {
            @Override
            public ReadDropped because(Clause reason) {
                return new ReadDropped(epoch, reason);
            }
        }

        /**
         * This end's own request has lost against the peer's: it waits for no response any more,
         * but the request still goes out until it is acknowledged, or the peer could not hear what
         * follows it.
         */
        record Abandoned(Clause clause) implements Effect {
            @Override
            public Abandoned because(Clause reason) {
                return new Abandoned(reason);
            }
        }

        /**
         * The peer's request has lost against this end's own: nothing comes of it but an ACK, and
         * another one must not follow.
         */
        record Prevailed(Clause clause) implements Effect {
            @Override
            public Prevailed because(Clause reason) {
                return new Prevailed(reason);
            }
        }

        /** The request is here, and is answered when this end is {@link Input.Ready}. */
        record Deferred(Clause clause) implements Effect {
            @Override
            public Deferred because(Clause reason) {
                return new Deferred(reason);
            }
        }

        /**
         * The peer is done with the last exchange and asks for the next, while this end still waits
         * for the ACK of its finish: the request is kept, neither acknowledged nor answered yet.
         */
        record Held(Clause clause) implements Effect {
            @Override
            public Held because(Clause reason) {
                return new Held(reason);
            }
        }

        /** What came means nothing. */
        record Ignored(Clause clause) implements Effect, Refusal {
            @Override
            public Ignored because(Clause reason) {
                return new Ignored(reason);
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
