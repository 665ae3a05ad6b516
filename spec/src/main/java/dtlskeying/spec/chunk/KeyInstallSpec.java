package dtlskeying.spec.chunk;

import static dtlskeying.spec.Level.IS;
import static dtlskeying.spec.Level.MUST;
import static dtlskeying.spec.Level.SHOULD;
import static dtlskeying.spec.Level.TBD;

import dtlskeying.spec.Citation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Level;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.Role;

/**
 * §4: in which order keys are set, and by whom.
 *
 * <p>The first keys follow the figure, as decision 8 recovers it. The model names the other orders
 * that a reader may take the figure for; some of them wedge after one lost packet. Later keys, of
 * an update or for a restart, are set by {@link Input.SetReceive} and {@link Input.SetSend}, in the
 * order of decision 9, once protection is enforced and not before: of each use and direction epoch
 * after epoch, the send key after the receive key of the same use and epoch, the restart key after
 * the primary key of the same direction and epoch.
 *
 * <p>What comes too early, twice, or for the other role, changes nothing. A protected ACK alone
 * counts as the ACK: its sender has set its keys by then. Supervision lasts until protection is
 * enforced. An end that {@link Input.Ended} stops before that aborts; one that it stops later has
 * nothing to say. After either, all begins anew.
 */
public interface KeyInstallSpec {
    /** What the document says. */
    enum Claim implements Clause {
        HANDSHAKE_FOLLOWS_THE_ASSOCIATION(
                "dtls-chunk/4/a",
                IS,
                "the handshake follows the SCTP association and authenticates both ends"),
        FLIGHTS_OF_THE_FIGURE(
                "dtls-chunk/4/d",
                IS,
                "messages and epochs of the handshake are those of the figure, with an"
                        + " ACK at the end"),
        CLIENT_SETS_RECV_FIRST(
                "dtls-chunk/4/e",
                IS,
                "the client sets RECV with its last flight; the server sets RECV, then"
                        + " SEND, on Finished, and acknowledges"),
        ENFORCEMENT_FOLLOWS_THE_ACK(
                "dtls-chunk/4/f",
                IS,
                "on the ACK the client enforces and sets SEND; the server enforces on"
                        + " sender-dry or on the first protected packet"),
        EVENTS_AND_TIMERS_ARE_OURS(
                "dtls-chunk/4/j",
                TBD,
                "the document leaves the flow with SCTP's events and timers open; a"
                        + " decision fills it"),
        RECEIVE_KEY_COMES_FIRST(
                "sctp-dtls-chunk/6/a",
                SHOULD,
                "a receive key is there before the peer sets the send key that matches it"),
        NO_KEY_TWICE(
                "sctp-dtls-chunk/3.1/a",
                MUST,
                "within one DTLS connection no epoch gets a key twice, and none goes back: a nonce"
                        + " would repeat"),
        EPOCHS_ARE_CONSECUTIVE(
                "sctp-dtls-chunk/3.1/b", IS, "the first epoch is 3, each later one is one more"),
        PRIMARY_BEFORE_RESTART(
                "sctp-dtls-chunk/7.4/a",
                MUST,
                "the primary key of an epoch is set before its restart key");

        private final Citation citation;

        Claim(String id, Level level, String summary) {
            this.citation = Citation.of(id, level, summary);
        }

        @Override
        public Citation citation() {
            return citation;
        }
    }

    /** After how many seconds an association is given up whose first keys are not enforced. */
    int SUPERVISION = 30;

    /** What one end of the key management learns. */
    sealed interface Input {
        /** The association is up, and this end is that end of the key management. */
        record Associated(Role role) implements Input {}

        /** The peer's Finished has verified: the keys of the first epoch can be derived. */
        record PeerFinished() implements Input {}

        /**
         * The client: the ACK of its last flight has arrived.
         *
         * @param isProtected whether in a DTLS chunk
         */
        record AckArrived(boolean isProtected) implements Input {}

        /** All that was sent has been acknowledged by SCTP (SCTP_SENDER_DRY_EVENT, RFC 6458). */
        record SenderDry() implements Input {}

        /** A packet has been opened under a receive key. */
        record ProtectedArrived() implements Input {}

        /** A receive key of that epoch is to be set. */
        record SetReceive(KeyUse use, Epoch epoch) implements Input {}

        /** A send key of that epoch is to be set. */
        record SetSend(KeyUse use, Epoch epoch) implements Input {}

        /** So many seconds pass. */
        record Passed(int seconds) implements Input {}

        /** The handshake has failed, or the association is over. */
        record Ended() implements Input {}
    }

    /** What one end does. */
    sealed interface Effect extends dtlskeying.spec.Effect {
        /** SET RECV: packets of that epoch can be opened. */
        record ReceiveKeySet(KeyUse use, Epoch epoch) implements Effect {}

        /** SET SEND: a primary key protects every packet that leaves from here on. */
        record SendKeySet(KeyUse use, Epoch epoch) implements Effect {}

        /** The client hands its last flight, up to Finished, to SCTP. */
        record FlightSent() implements Effect {}

        /** The server hands the ACK of that flight to SCTP. */
        record AckSent() implements Effect {}

        /** ENFORCE: from here on what arrives unprotected is discarded. */
        record Enforced() implements Effect {}

        /** All keys are gone, and SCTP sends an ABORT. */
        record Aborted(Clause clause) implements Effect {
            @Override
            public Aborted because(Clause reason) {
                return new Aborted(reason);
            }
        }

        /** What has arrived changes nothing. */
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
