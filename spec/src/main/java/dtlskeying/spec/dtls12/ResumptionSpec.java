package dtlskeying.spec.dtls12;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Level;
import dtlskeying.spec.Octets;

/**
 * The abbreviated handshake (RFC 5246 figure 2): a session of an earlier handshake is taken up
 * again, on another connection or on the same one, by the name that the server gave it.
 *
 * <p>Our sessions all have an extended master secret, as no handshake completes without. So of RFC
 * 7627 §5.3 only those rules are here that tell what becomes of such a session.
 */
public interface ResumptionSpec {
    /** The rules of resumption. */
    enum Claim implements Clause {
        ABBREVIATED_HANDSHAKE_HAS_NO_KEY_EXCHANGE(
                "rfc5246/7.3/a",
                IS,
                "behind the hellos of a resumption both ends change keys and finish at once, the"
                        + " server first"),
        SERVER_MAY_RESUME(
                "rfc5246/7.4.1.3/c",
                MAY,
                "a server that has the session takes it up by returning its name; else the"
                        + " handshake is full, under another name"),
        RESUMING_HELLO_LISTS_THE_SUITE(
                "rfc5246/7.4.1.2/b", MUST, "a hello that offers a session lists its suite"),
        RESUMED_SESSION_KEEPS_ITS_SUITE(
                "rfc5246/7.4.1.3/e", IS, "a resumed session goes on with the suite that it had"),
        SESSION_IS_VALID_ONCE_FINISHED(
                "rfc5246/7.4.1.2/c",
                IS,
                "a session's name is valid once its handshake has finished, until it is removed"),
        FATAL_ALERT_ENDS_THE_SESSION(
                "rfc5246/7.2.2/d",
                MUST,
                "a session is not resumed after a fatal alert on one of its connections"),
        SESSIONS_AGE("rfc5246/F.1.4/a", SHOULD, "a session is not resumed after more than a day"),
        RESUMED_CONNECTION_HAS_NEW_KEYS(
                "rfc5246/F.1.4/b",
                IS,
                "the keys of a resumed connection come from its own randoms and the old master"
                        + " secret"),
        RESUMING_HELLO_HAS_EXTENDED_MASTER_SECRET(
                "rfc7627/5.3/a", MUST, "a hello that offers a session has extended_master_secret"),
        SERVER_KEEPS_EXTENDED_MASTER_SECRET(
                "rfc7627/5.3/b",
                MUST,
                "a server aborts if a session with extended_master_secret is offered without"),
        CLIENT_KEEPS_EXTENDED_MASTER_SECRET(
                "rfc7627/5.3/c",
                MUST,
                "a client aborts if its session with extended_master_secret is resumed without"),
        VERIFY_DATA_BELONG_TO_THE_CONNECTION(
                "rfc5746/3.1/a",
                IS,
                "the verify_data that renegotiation_info shows are the connection's, not the"
                        + " session's"),
        RESUMING_CLIENT_MAY_BE_SPARED_THE_COOKIE(
                "rfc6347/4.2.1/h",
                MAY,
                "a server can do without the cookie where a session is resumed");

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
     * What a server learns of sessions, its own and those that are offered to it. Each has a name,
     * which here need not be as long as on the wire.
     */
    sealed interface Input {
        /** A handshake has given a new session that name; the peer's Finished is to come. */
        record Named(Octets session) implements Input {}

        /** That handshake is complete. */
        record Finished(Octets session) implements Input {}

        /** A handshake that took up that session is complete. */
        record Resumed(Octets session) implements Input {}

        /** A connection of that session has had a fatal alert. */
        record FatalAlert(Octets session) implements Input {}

        /** A connection of that session was closed by close_notify. */
        record Closed(Octets session) implements Input {}

        /** A client offers to take up that session. */
        record Offered(Octets session) implements Input {}

        /** Hours have passed. */
        record Passed(long hours) implements Input {}
    }

    /** What the server does about an offer. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /**
         * The session is taken up.
         *
         * @param newKeys whether the connection's keys are none that an earlier one had
         */
        record TakenUp(Octets session, boolean newKeys) implements Effect {}

        /** The handshake will be full, and its session another one. */
        record Declined() implements Effect {}
    }
}
