package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.MUST_NOT;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;

/**
 * §3 and §4: that DTLS 1.3 manages the keys of the DTLS chunk, and what both ends agree on first,
 * in the INIT and the INIT ACK (draft-ietf-tsvwg-sctp-dtls-chunk-04 §5.1).
 *
 * <p>An end that answers an INIT keeps nothing: its cookie holds what was offered on both sides,
 * and it decides when the cookie comes back. An end that has sent an INIT decides on the INIT ACK;
 * one that is sent an INIT meanwhile (simultaneous open) answers with the offer that it has made
 * already. What both ends have offered names role and method alike for both: first whether there is
 * an offer, then the methods, then the roles, then the tie breakers.
 *
 * <p>An end whose association is up answers an INIT like any other, with a new offer: it may be its
 * peer that starts anew. The cookie tells. One that holds the two offers that the association rests
 * on is a repetition, and nothing happens. One that holds others restarts the association: it is
 * decided upon anew where the restart was agreed upon, or where nothing is protected; otherwise it
 * is dropped. An association that is over, by an abort or otherwise, leaves nothing behind.
 */
public interface NegotiationSpec {
    /** What the document says. */
    enum Claim implements Clause {
        DTLS_1_3_REPLACES_RFC_6083(
                "dtls-chunk/1/a", IS, "DTLS 1.3 takes the place of RFC 6083's DTLS 1.0 and 1.2"),
        EXTENSIONS_NEGOTIATE_THE_FEATURES(
                "dtls-chunk/3/b",
                IS,
                "DTLS extensions negotiate algorithms, extended key update, larger"
                        + " records and post-handshake authentication"),
        ONLY_SUITES_FIT_FOR_BOTH(
                "dtls-chunk/4/c",
                IS,
                "only suites fit for both DTLS 1.3 and the DTLS chunk are configured"),
        IDENTIFIERS_ENTER_THE_DERIVATION(
                "dtls-chunk/4/h",
                IS,
                "the solution identifiers sent and received enter the derivation,"
                        + " against downgrade"),
        EACH_END_LISTS_ALL_IT_CAN(
                "sctp-dtls-chunk/4.1/a",
                MUST,
                "INIT and INIT ACK each carry the whole offer of their sender"),
        TIE_BREAKER_IS_NEW_EACH_TIME(
                "sctp-dtls-chunk/4.1/b", MUST, "every association has a new random tie breaker"),
        PARAMETER_HAS_ITS_LAYOUT(
                "sctp-dtls-chunk/4.1/c",
                IS,
                "tie breaker, flags for roles and restart, and at least one method, best first"),
        STRICT_END_NEEDS_AN_OFFER(
                "sctp-dtls-chunk/5.1/a",
                MUST,
                "a strict end aborts an association whose peer offers nothing (cause 100)"),
        STRICT_END_NEEDS_A_COMMON_METHOD(
                "sctp-dtls-chunk/5.1/b",
                MUST,
                "a strict end aborts where no method is shared (cause 101)"),
        STRICT_END_NEEDS_FITTING_ROLES(
                "sctp-dtls-chunk/5.1/c",
                MUST,
                "a strict end aborts where both can only be the same end (cause 103)"),
        LOOSE_END_GOES_ON_UNPROTECTED(
                "sctp-dtls-chunk/5.1/d",
                MAY,
                "a loose end may go on without protection where nothing fits"),
        SINGLE_ROLE_DECIDES("sctp-dtls-chunk/5.1/e", IS, "an end that can be one only is that one"),
        LARGER_TIE_BREAKER_SERVES(
                "sctp-dtls-chunk/5.1/f",
                IS,
                "where both can be either, the larger tie breaker is the server"),
        EQUAL_TIE_BREAKERS_ABORT(
                "sctp-dtls-chunk/5.1/g",
                MUST,
                "where they would decide and are equal, the association is aborted (cause 102)"),
        SERVERS_ORDER_NAMES_THE_METHOD(
                "sctp-dtls-chunk/5.1/h",
                IS,
                "the method is the first of the server's that the client has too"),
        RESTART_NEEDS_BOTH(
                "sctp-dtls-chunk/5.4/a", MUST, "protected restart is used if both ends offer it"),
        RESPONDER_KEEPS_NOTHING(
                "rfc9260/5.1/a",
                SHOULD,
                "who answers an INIT keeps nothing; a cookie that only it can make holds all"),
        ONLY_OWN_COOKIES_COUNT(
                "rfc9260/5.1.5/a", MUST, "a cookie that is not one's own is dropped silently"),
        COLLISION_REPEATS_THE_OFFER(
                "rfc9260/5.2.1/a",
                MUST,
                "an INIT that meets one's own is answered with what one's own offered"),
        UNASKED_ANSWERS_ARE_DROPPED(
                "rfc9260/5.2.3/a", SHOULD, "an INIT ACK that nobody waits for is dropped"),
        ONE_ASSOCIATION_AT_A_TIME(
                "rfc9260/2.3/a",
                MUST_NOT,
                "two endpoints have one association at a time: no other is asked for meanwhile");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** What an end does where its peer offers nothing that fits. */
    enum Mode {
        /** No association without protection. */
        STRICT,
        /** It goes on without. */
        LOOSE
    }

    /** What an INIT or INIT ACK brings. */
    sealed interface Found {
        /** A parameter that can be read. */
        record Offered(KeyManagementOffer offer) implements Found {}

        /** No parameter. */
        record Nothing() implements Found {}

        /** A parameter that cannot be read: it is as if there were none. */
        record Unreadable() implements Found {}
    }

    /**
     * What one end learns. {@code own} is what this end offers, with a new tie breaker and at least
     * one method.
     */
    sealed interface Input {
        /** The ULP wants an association. */
        record Associate(KeyManagementOffer own) implements Input {}

        /**
         * An INIT has arrived.
         *
         * @param own for the answer, unless an offer of ours is under way
         */
        record InitArrived(Found theirs, KeyManagementOffer own) implements Input {}

        /** An INIT ACK has arrived; its tag is that of an INIT of ours. */
        record InitAckArrived(Found theirs) implements Input {}

        /** A cookie of ours comes back, genuine and fresh, with what it holds. */
        record CookieArrived(KeyManagementOffer own, Found theirs) implements Input {}

        /** A cookie comes that is not ours, or too old. */
        record ForgedCookieArrived() implements Input {}

        /** The association is over, for whatever reason. */
        record Ended() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** An INIT leaves with this offer. */
        record InitSent(KeyManagementOffer own) implements Effect {}

        /** An INIT ACK leaves with this offer; its cookie holds it, and what was found. */
        record InitAckSent(KeyManagementOffer own, Found theirs) implements Effect {}

        /**
         * Both ends will manage keys.
         *
         * @param role which end of the key management this one is
         * @param method the key management method
         * @param client what the client of the key management offered
         * @param server what its server offered
         * @param restart whether the association can be restarted under protection
         */
        record Agreed(
                Role role,
                int method,
                KeyManagementOffer client,
                KeyManagementOffer server,
                boolean restart)
                implements Effect {}

        /** The association goes on without protection. */
        record WentUnprotected(Clause clause) implements Effect {
            @Override
            public WentUnprotected because(Clause reason) {
                return new WentUnprotected(reason);
            }
        }

        /** An ABORT leaves with this cause, and the association is over. */
        record Aborted(ErrorCause cause, Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(cause, reason);
            }
        }

        /** What has arrived is dropped. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What the ULP asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
