package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MAY;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;

/**
 * §6: asking again who the peer is.
 *
 * <p>The document names RFC 9261, says that either end may ask, and that the application carries
 * the messages; decision 10 fills in the rest. There are four, in DTLS application data that has
 * nothing else in it:
 *
 * <pre>
 *   asks                                                            answers
 *        REQUEST        exchange, epoch, context = epoch and 24 random bytes  -&gt;
 *        &lt;-  AUTHENTICATOR   exchange, epoch, proof in exactly that epoch
 *        RESULT         exchange, verdict                                     -&gt;
 *        &lt;-  ERROR           exchange, why there is no authenticator
 * </pre>
 *
 * <p>Each end numbers what it begins, the client 1, 3, 5 and so on, the server 2, 4, 6: an
 * authenticator with the number of its receiver is an answer; with the number of its sender it is
 * one that nobody asked for, which only a server may show. Of each end one request is under way at
 * a time. Who waits says again what it said every {@link #REPEAT} seconds: the request until the
 * authenticator comes, the authenticator until the result comes. After {@link #PATIENCE} seconds in
 * all the end that asked gives the association up; the end that showed an authenticator stops
 * waiting, and nothing else.
 *
 * <p>A request is of the newest epoch that both ends are known to have. If its epoch goes before it
 * is answered, or the policy wants a proof in a newer one, then it lapses, its end says so, and
 * asks anew at once; the patience is that of the first. A proof that is good counts from when it is
 * judged; one that is not, of another identity, refused or missing ends the association. What comes
 * out of turn, or late, changes nothing. An end that has no number left refuses to begin anything,
 * and ends the association where it has to ask. After the end all begins anew.
 */
public interface ReauthenticationSpec {
    /** What the document says, and what our decision adds. */
    enum Claim implements Clause {
        EXPORTED_AUTHENTICATORS(
                "dtls-chunk/6/a",
                MUST,
                "periodic re-authentication uses the exported authenticators of RFC" + " 9261"),
        EITHER_SIDE_MAY_ASK("dtls-chunk/6/b", MAY, "client or server asks"),
        THE_APPLICATION_CARRIES_THEM(
                "dtls-chunk/6/c",
                MUST,
                "request and authenticator are carried by the application protocol over" + " DTLS"),
        FRAMES_ARE_OURS(
                "dtls-chunk/6/d",
                TBD,
                "the document leaves format and sequence of these messages open; a"
                        + " decision fills them"),
        CONTEXT_NAMES_THE_EPOCH(
                "decision/10/a",
                MUST,
                "the context of a request is its epoch, in 8 bytes, and 24 random ones that no"
                        + " other has"),
        ANSWER_IS_OF_THE_SAME_EPOCH(
                "decision/10/b",
                MUST,
                "an authenticator is made and judged in exactly the epoch of its request"),
        MISSING_EPOCHS_ARE_NAMED(
                "decision/10/c",
                MUST,
                "who has no secret of that epoch says so; who asked in an epoch that goes asks"
                        + " anew"),
        ONE_REQUEST_AT_A_TIME(
                "decision/10/d", MUST, "each end has one request under way, and no more"),
        NUMBERS_TELL_WHO_BEGAN(
                "decision/10/e",
                MUST,
                "the client's exchanges are odd, the server's even, and each end counts up"),
        NOTHING_IS_SIGNED_TWICE(
                "decision/10/f", MUST, "a request that comes again gets the same answer again"),
        VERDICTS_ARE_TOLD(
                "decision/10/g", MUST, "user and peer are told what came of an authenticator"),
        IDENTITY_STAYS(
                "decision/10/h",
                MUST,
                "an authenticator shows the identity that the handshake authenticated"),
        FAILURE_ENDS_THE_ASSOCIATION(
                "decision/10/i",
                MUST,
                "a proof that is wrong, or refused, ends the association at both ends"),
        SILENCE_ENDS_THE_ASSOCIATION(
                "decision/10/j",
                MUST,
                "a request is repeated every 5 seconds, and 30 seconds without a proof end the"
                        + " association"),
        POLICY_ASKS(
                "decision/10/k",
                MUST,
                "an end asks by its user's wish, when the last proof is as old as the policy allows,"
                        + " and after an update if it says so"),
        UNKNOWN_KINDS_ARE_ERRORS(
                "decision/10/l", MUST, "a message of unknown kind, or malformed, gets an error"),
        UNKNOWN_VERSIONS_CLOSE(
                "decision/10/m", MUST, "a message of unknown version closes the connection"),
        PROTECTION_COMES_FIRST(
                "decision/10/n",
                IS,
                "nobody asks, and nobody is heard, before protection is enforced");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** After how many seconds without a word what was said last is said again. */
    int REPEAT = 5;

    /** How many seconds an end waits in all: a request for its proof, a proof for its result. */
    int PATIENCE = 30;

    /**
     * When an end asks by itself.
     *
     * @param period how many seconds old the last proof gets, that of the handshake counting as
     *     one; 0 if it never is too old
     * @param afterUpdates whether each update of the keys calls for a proof in its epoch
     */
    record Policy(long period, boolean afterUpdates) {
        /** Asks by its user's wish alone. */
        public static final Policy NONE = new Policy(0, false);

        public Policy {
            if (period < 0)
                throw new IllegalArgumentException("a period of " + period + " s is none");
        }
    }

    /** What a request is found to be. */
    enum Form {
        WELL_FORMED,
        /** It is no request of RFC 9261 that this end's peer may make. */
        MALFORMED,
        /** Its context names another epoch than its frame. */
        OF_ANOTHER_EPOCH,
        /** Its context was that of a request that was answered. */
        CONTEXT_USED
    }

    /** What an authenticator is found to be, judged in the epoch of its exchange. */
    enum Finding {
        /** It proves the identity that the handshake authenticated. */
        SAME_IDENTITY,
        /** It proves an identity, but not that one. */
        OTHER_IDENTITY,
        /** It is the authentic refusal of the peer. */
        REFUSED,
        /** It proves nothing. */
        INVALID
    }

    /** What came of an exchange, as the user is told and as a RESULT says. */
    enum Verdict {
        AUTHENTICATED,
        /** The peer has refused. */
        DECLINED,
        /** The proof is none, or of another identity, or the peer cannot give one. */
        FAILED,
        /** No proof has come. */
        TIMED_OUT,
        /** The end that asked asks anew in another epoch: it says nothing about the peer. */
        LAPSED
    }

    /** Why there is no authenticator. */
    enum Problem {
        /** The secret of that epoch is gone, or not yet there. */
        EPOCH_UNAVAILABLE,
        /** An earlier exchange is not over. */
        BUSY,
        MALFORMED,
        UNKNOWN_KIND
    }

    /**
     * What one end learns. An {@code exchange} is the number in the frame, of 32 bits; an {@code
     * epoch} that in the frame.
     */
    sealed interface Input {
        /** Protection is enforced, and the handshake has authenticated the peer. */
        record Enforced(Role role, Epoch epoch, Policy policy) implements Input {}

        /** The user wants the peer to prove itself. */
        record Wanted() implements Input {}

        /** The user wants to show who it is, unasked. */
        record ShowWanted() implements Input {}

        /** The exporter secret of the next epoch is there; the peer may not have it yet. */
        record EpochReady(Epoch epoch) implements Input {}

        /**
         * The update to that epoch is complete: the peer has its secret too. Requests are of that
         * epoch from here on; where the policy says so one goes out, and one that is under way
         * lapses.
         */
        record KeysUpdated(Epoch epoch) implements Input {}

        /** The secret of the oldest epoch is destroyed; it is not the one of new requests. */
        record EpochGone(Epoch epoch) implements Input {}

        /**
         * So many seconds pass, 0 or more. What is under way is given up, or else said again once
         * for all the moments of that that have passed; then the policy asks.
         */
        record Passed(long seconds) implements Input {
            public Passed {
                if (seconds < 0) throw new IllegalArgumentException("time does not go back");
            }
        }

        /**
         * A REQUEST has come. The first of these that holds decides: its number is not one that the
         * peer begins exchanges with (an error: malformed); it is the one answered last, whatever
         * else it says (the same answer); it is not greater than all that came (discarded); its
         * form is bad (an error: malformed); this end has shown something to an earlier request and
         * has heard no result (an error: busy); it has no secret of that epoch (an error). Then it
         * is answered; if a proof was shown unasked, nobody waits for its result any longer.
         */
        record RequestArrived(long exchange, Epoch epoch, Form form) implements Input {}

        /**
         * An AUTHENTICATOR has come. As the answer to the request under way it is judged, and fails
         * if its epoch is another than the one that was asked for; one that was found good last has
         * its result again; any other of this end's numbers that were in use has LAPSED as its
         * result. With the peer's number, greater than all that came, it is a proof unasked: a
         * client's fails, one in an epoch that is not there gets an error, the others are judged,
         * and a refusal is no proof. One of those that was found good last has its result again.
         * Anything else is discarded.
         *
         * @param finding what it is found to be as the answer to the request under way, or as a
         *     proof unasked in its epoch; without meaning where there is neither
         */
        record AuthenticatorArrived(long exchange, Epoch epoch, Finding finding) implements Input {}

        /** A RESULT has come: that of what this end has shown last, unless it is over already. */
        record ResultArrived(long exchange, Verdict verdict) implements Input {}

        /**
         * An ERROR has come. To the request under way: with EPOCH_UNAVAILABLE it lapses if there is
         * a newer epoch to ask in; else that, and BUSY, change nothing, as the request will be
         * repeated; the others end the association. To a proof shown unasked: nobody waits for its
         * result any longer.
         */
        record ErrorArrived(long exchange, Problem problem) implements Input {}

        /** A frame of another kind has come. */
        record UnknownKindArrived(long exchange) implements Input {}

        /** A frame of another version has come. */
        record UnknownVersionArrived() implements Input {}

        /** Application data has come that is no frame at all. */
        record NoFrameArrived() implements Input {}

        /** The association is over. */
        record Ended() implements Input {}
    }

    /**
     * What one end does: for each input first what goes to the peer, a request before an
     * authenticator and what lapses before what is asked anew; then what the user is told; then the
     * end. A time-out is told to the user alone, as an ABORT follows.
     */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** REQUEST: a new one, with a new context of that epoch. One that lapses went before it. */
        record RequestSent(long exchange, Epoch epoch) implements Effect {}

        /** REQUEST: the same bytes again. */
        record RequestRepeated(long exchange) implements Effect {}

        /** AUTHENTICATOR: made for that request in that epoch, and kept until the next answer. */
        record AuthenticatorSent(long exchange, Epoch epoch) implements Effect {}

        /**
         * AUTHENTICATOR: made unasked in that epoch, with a new context, and kept beside the last
         * answer until the next that is shown.
         */
        record ProofShown(long exchange, Epoch epoch) implements Effect {}

        /** AUTHENTICATOR: the same bytes again, asked for or not. */
        record AuthenticatorRepeated(long exchange) implements Effect {}

        /** RESULT. */
        record ResultSent(long exchange, Verdict verdict) implements Effect {}

        /** ERROR, and why. */
        record ErrorSent(long exchange, Problem problem, Clause clause) implements Effect, Refusal {
            @Override
            public ErrorSent because(Clause reason) {
                return new ErrorSent(exchange, problem, reason);
            }
        }

        /** The user is told what is known of the peer. */
        record Reported(Verdict verdict) implements Effect {}

        /** The user is told what the peer thinks of this end's proof. */
        record Judged(Verdict verdict) implements Effect {}

        /** All keys are gone, and SCTP sends an ABORT. */
        record Aborted(Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(reason);
            }
        }

        /** The DTLS connection is closed, and the association with it. */
        record Closed(Clause clause) implements Effect {
            @Override
            public Closed because(Clause reason) {
                return new Closed(reason);
            }
        }

        /** What has come changes nothing. */
        record Discarded(Clause clause) implements Effect, Refusal {
            @Override
            public Discarded because(Clause reason) {
                return new Discarded(reason);
            }
        }

        /** What was asked for is not done. */
        record Refused(Clause clause) implements Effect, Refusal {
            @Override
            public Refused because(Clause reason) {
                return new Refused(reason);
            }
        }
    }
}
