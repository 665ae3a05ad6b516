package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.UNKNOWN_ALERT_IS_AN_ERROR;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.USER_CANCELED_ENDS_NOTHING;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.HandshakeSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that one end of a DTLS 1.3 handshake need remember: what it has heard, in its order, whether
 * that still leads anywhere, and whether its own last flight is known to have arrived. Here are the
 * answers that do not depend on which end it is.
 *
 * @param asks whether this end, a server, wants a certificate of its peer
 * @param heard what counted of what the peer said
 * @param stage what has become of the handshake
 * @param unconfirmed whether a last flight of this end waits for its ACK
 */
public record Progress(boolean asks, List<Turn> heard, Stage stage, boolean unconfirmed) {
    /** What a peer can say, where it matters for the order. */
    public enum Turn {
        CLIENT_HELLO,
        HELLO_RETRY_REQUEST,
        SERVER_HELLO,
        ENCRYPTED_EXTENSIONS,
        /** A request that the client has a certificate for. */
        CERTIFICATE_REQUEST,
        /** A request that the client has none for. */
        VAIN_CERTIFICATE_REQUEST,
        CERTIFICATE,
        NO_CERTIFICATE,
        CERTIFICATE_VERIFY,
        FINISHED,
        /** Something that is never this peer's to say. */
        FOREIGN
    }

    /** What can become of a handshake. */
    public enum Stage {
        NOT_BEGUN,
        RUNNING,
        COMPLETE,
        OVER
    }

    public Progress {
        heard = List.copyOf(heard);
    }

    /** An end that has heard nothing. */
    public static Progress nothing(boolean asks) {
        return new Progress(asks, List.of(), Stage.NOT_BEGUN, false);
    }

    Progress running() {
        return new Progress(asks, heard, Stage.RUNNING, false);
    }

    /** The same, complete; a client then waits for the ACK of its last flight. */
    Progress complete(boolean waits) {
        return new Progress(asks, heard, Stage.COMPLETE, waits);
    }

    private Progress over() {
        return new Progress(asks, List.of(), Stage.OVER, false);
    }

    Progress and(Turn turn) {
        var all = new ArrayList<>(heard);
        all.add(turn);
        return new Progress(asks, all, Stage.RUNNING, false);
    }

    /** Whether what was heard, with this, is how one of these flights begins. */
    boolean leadsInto(List<List<Turn>> flights, Turn turn) {
        var longer = and(turn).heard();
        return flights.stream()
                .anyMatch(flight ->
                        flight.size() >= longer.size()
                                && flight.subList(0, longer.size()).equals(longer));
    }

    Set<Outcome<Progress, Effect>> unmoved() {
        return Set.of(Outcome.of(this, List.of()));
    }

    Set<Outcome<Progress, Effect>> ignored(Clause... because) {
        return Set.of(Outcome.of(this, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    Set<Outcome<Progress, Effect>> aborted(Alert alert, Clause... because) {
        var abort = new Effect.Aborted(alert, Clause.UNSTATED);
        return Set.of(Outcome.of(over(), List.of(abort), because));
    }

    Set<Outcome<Progress, Effect>> outOfTurn(Clause... also) {
        return Set.of(
                new Outcome<>(
                        over(),
                        List.of(new Effect.Aborted(Alert.UNEXPECTED_MESSAGE, Clause.UNSTATED)),
                        reasons(also),
                        Set.of()));
    }

    private static Set<Clause> reasons(Clause... also) {
        var reasons = new ArrayList<>(List.of(also));
        reasons.add(MESSAGES_COME_IN_ORDER);
        return Set.copyOf(reasons);
    }

    /** Outside of a handshake and of what it made nothing is owed to anyone. */
    private Set<Outcome<Progress, Effect>> alive(Set<Outcome<Progress, Effect>> answer) {
        return switch (stage) {
            case NOT_BEGUN -> ignored(MESSAGES_COME_IN_ORDER);
            case RUNNING, COMPLETE -> answer;
            case OVER -> ignored(NOTHING_AFTER_CLOSE);
        };
    }

    private Set<Outcome<Progress, Effect>> ended(Clause... because) {
        return Set.of(Outcome.of(over(), List.of(new Effect.Ended(Clause.UNSTATED)), because));
    }

    private Set<Outcome<Progress, Effect>> closing(Clause... because) {
        return Set.of(Outcome.of(over(), List.of(new Effect.Closing(Clause.UNSTATED)), because));
    }

    /** Before there is an association nothing is owed to anyone who says goodbye. */
    Set<Outcome<Progress, Effect>> closed() {
        return switch (stage) {
            case NOT_BEGUN -> Set.of(Outcome.of(over(), List.of()));
            case RUNNING, COMPLETE -> closing(CLOSURE_IS_ANNOUNCED);
            case OVER -> unmoved();
        };
    }

    Set<Outcome<Progress, Effect>> closeNotify() {
        return alive(closing(PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS, CLOSURE_IS_ANNOUNCED));
    }

    Set<Outcome<Progress, Effect>> errorAlert(int description) {
        return alive(
                Alert.isKnown(description)
                        ? ended(ERROR_ALERT_ENDS_THE_CONNECTION)
                        : ended(UNKNOWN_ALERT_IS_AN_ERROR, ERROR_ALERT_ENDS_THE_CONNECTION));
    }

    Set<Outcome<Progress, Effect>> userCanceled() {
        return stage == Stage.NOT_BEGUN
                ? ignored(MESSAGES_COME_IN_ORDER, USER_CANCELED_ENDS_NOTHING)
                : alive(ignored(USER_CANCELED_ENDS_NOTHING));
    }

    /** Who still sends a flight again gives up in the end. */
    Set<Outcome<Progress, Effect>> givenUp() {
        return stage == Stage.RUNNING || unconfirmed
                ? ended(RETRANSMISSIONS_ARE_LIMITED)
                : unmoved();
    }
}
