package dtlskeying.impl.udp;

import dtlskeying.spec.Alert;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

/**
 * How an association ends, in words: the peer's alert says more than what follows from it.
 *
 * @param words empty while it has not ended
 */
record Ending(String words) {
    static final Ending NONE = new Ending("");

    /** The ending once the association has done that. */
    Ending after(Effect effect) {
        return switch (effect) {
            case Effect.AlertReceived(_, var description)
                    when description == Alert.CLOSE_NOTIFY.code() ->
                    new Ending("the peer closed the association");
            case Effect.AlertReceived(var fatal, var description) when fatal ->
                    new Ending("the peer ended the association: " + Words.alert(description));
            case Effect.AlertSent(var alert, var clause) when words.isEmpty() ->
                    new Ending(
                            "ended by %s: %s (%s)"
                                    .formatted(alert.text(), clause.summary(), clause.id()));
            case Effect.Failed(var clause) when words.isEmpty() ->
                    new Ending("%s (%s)".formatted(clause.summary(), clause.id()));
            case Effect _ -> this;
        };
    }
}
