package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls.FlightsSpec.Claim.RETRANSMISSIONS_ARE_LIMITED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSE_NOTIFY_IS_ANSWERED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.CLOSURE_IS_ANNOUNCED;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FATAL_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.WARNING_NEED_NOT_STOP;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls12.HandshakeSpec.Effect;
import dtlskeying.spec.dtls12.HandshakeSpec.Message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * All that one end of a handshake need remember: what it has heard, in its order, and whether that
 * still leads anywhere. Here are the answers that do not depend on which end it is.
 *
 * @param asks whether this end, a server, wants a certificate of its peer
 * @param resumes whether a session is taken up again
 * @param messages the messages of the peer that counted
 * @param stage what has become of the handshake
 */
public record MessagesHeard(boolean asks, boolean resumes, List<Message> messages, Stage stage) {
    /** What can become of a handshake. */
    public enum Stage {
        NOT_BEGUN,
        RUNNING,
        COMPLETE,
        OVER
    }

    public MessagesHeard {
        messages = List.copyOf(messages);
    }

    /** An end that has heard nothing. */
    public static MessagesHeard nothing(boolean asks) {
        return new MessagesHeard(asks, false, List.of(), Stage.NOT_BEGUN);
    }

    /** An end that has heard these, and is complete if Finished is among them. */
    public static MessagesHeard of(boolean asks, List<Message> messages) {
        boolean complete = messages.contains(Message.FINISHED);
        return new MessagesHeard(asks, false, messages, complete ? Stage.COMPLETE : Stage.RUNNING);
    }

    /** The same, with a session taken up again. */
    public MessagesHeard resuming() {
        return new MessagesHeard(asks, true, messages, stage);
    }

    /** An end for which it is over, by a failure or by a closure. */
    public static MessagesHeard over(boolean asks) {
        return new MessagesHeard(asks, false, List.of(), Stage.OVER);
    }

    MessagesHeard and(Message message) {
        var all = new ArrayList<>(messages);
        all.add(message);
        return resumes ? of(asks, all).resuming() : of(asks, all);
    }

    boolean isOneOf(Stage... stages) {
        return List.of(stages).contains(stage);
    }

    /** Whether what was heard, with this message, is how one of these flights begins. */
    boolean leadsInto(List<List<Message>> flights, Message message) {
        var longer = and(message).messages();
        return flights.stream()
                .anyMatch(flight ->
                        flight.size() >= longer.size()
                                && flight.subList(0, longer.size()).equals(longer));
    }

    Set<Outcome<MessagesHeard, Effect>> unmoved() {
        return Set.of(Outcome.of(this, List.of()));
    }

    Set<Outcome<MessagesHeard, Effect>> ignored(Clause... because) {
        return Set.of(Outcome.of(this, List.of(new Effect.Discarded(Clause.UNSTATED)), because));
    }

    Set<Outcome<MessagesHeard, Effect>> aborted(Alert alert, Clause... because) {
        var abort = new Effect.Aborted(alert, Clause.UNSTATED);
        return Set.of(Outcome.of(over(asks), List.of(abort), because));
    }

    Set<Outcome<MessagesHeard, Effect>> outOfTurn(Message message) {
        if (message == Message.FINISHED)
            return aborted(
                    Alert.UNEXPECTED_MESSAGE,
                    MESSAGES_COME_IN_ORDER,
                    FINISHED_FOLLOWS_CHANGE_CIPHER_SPEC);
        return aborted(Alert.UNEXPECTED_MESSAGE, MESSAGES_COME_IN_ORDER);
    }

    private Set<Outcome<MessagesHeard, Effect>> ended(Clause because) {
        var end = new Effect.Ended(Clause.UNSTATED);
        return Set.of(Outcome.of(over(asks), List.of(end), because));
    }

    private Set<Outcome<MessagesHeard, Effect>> closing(Clause because) {
        var closing = new Effect.Closing(Clause.UNSTATED);
        return Set.of(Outcome.of(over(asks), List.of(closing), because));
    }

    /** Before there is an association nothing is owed to anyone who says goodbye. */
    Set<Outcome<MessagesHeard, Effect>> closed() {
        return switch (stage) {
            case NOT_BEGUN -> Set.of(Outcome.of(over(asks), List.of()));
            case RUNNING, COMPLETE -> closing(CLOSURE_IS_ANNOUNCED);
            case OVER -> unmoved();
        };
    }

    Set<Outcome<MessagesHeard, Effect>> closeNotify() {
        return switch (stage) {
            case NOT_BEGUN -> ignored(MESSAGES_COME_IN_ORDER);
            case RUNNING, COMPLETE -> closing(CLOSE_NOTIFY_IS_ANSWERED);
            case OVER -> ignored(NOTHING_AFTER_CLOSE);
        };
    }

    Set<Outcome<MessagesHeard, Effect>> fatalAlert() {
        return switch (stage) {
            case NOT_BEGUN -> ignored(MESSAGES_COME_IN_ORDER);
            case RUNNING, COMPLETE -> ended(FATAL_ALERT_ENDS_THE_CONNECTION);
            case OVER -> ignored(NOTHING_AFTER_CLOSE);
        };
    }

    Set<Outcome<MessagesHeard, Effect>> warning() {
        return switch (stage) {
            case NOT_BEGUN -> ignored(MESSAGES_COME_IN_ORDER, WARNING_NEED_NOT_STOP);
            case RUNNING, COMPLETE -> ignored(WARNING_NEED_NOT_STOP);
            case OVER -> ignored(NOTHING_AFTER_CLOSE);
        };
    }

    Set<Outcome<MessagesHeard, Effect>> givenUp() {
        return stage == Stage.RUNNING ? ended(RETRANSMISSIONS_ARE_LIMITED) : unmoved();
    }
}
