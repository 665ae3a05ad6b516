package dtlskeying.model.dtls13;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of one end of an association, as far as it decides what a record means to it.
 *
 * @param updating whether a KeyUpdate of its own waits for its ACK
 * @param rekeyed whether the peer has changed its keys since the handshake
 */
public record AssociationFacts(Role role, Stage stage, boolean updating, boolean rekeyed) {
    /** How far an end has come. */
    public enum Stage {
        /** A server that has kept nothing of anybody. */
        STRANGER,
        /** A client whose hello is out: there are no keys. */
        OPENING,
        /** There are keys for the handshake, and the peer's flight is awaited. */
        SHAKING,
        /** A client that is complete, and does not know whether the server is. */
        UNCONFIRMED,
        /** Nothing of the handshake is outstanding. */
        DONE,
        /** Closed or failed. */
        OVER
    }

    /** An end at that moment. */
    public static AssociationFacts of(Role role, Stage stage) {
        return new AssociationFacts(role, stage, false, false);
    }

    AssociationFacts at(Stage later) {
        return new AssociationFacts(role, later, updating, rekeyed);
    }

    AssociationFacts withUpdate() {
        return new AssociationFacts(role, stage, true, rekeyed);
    }

    AssociationFacts withPeersUpdate() {
        return new AssociationFacts(role, stage, updating, true);
    }

    boolean isComplete() {
        return stage == Stage.UNCONFIRMED || stage == Stage.DONE;
    }

    /** Whether it has any keys at all. */
    boolean hasKeys() {
        return stage == Stage.SHAKING || isComplete();
    }

    /** Whether it can open what those keys protect; keys that went may be kept a while or not. */
    boolean canOpen(Keys keys) {
        return switch (keys) {
            case NONE -> false;
            case HANDSHAKE -> hasKeys() && !rekeyed;
            case TRAFFIC -> isComplete();
        };
    }

    /** It drops what came, for one of these reasons. */
    Set<Outcome<AssociationFacts, Effect>> dropping(Clause... because) {
        return Set.of(Outcome.of(this, List.of(dropped()), because));
    }

    /** It takes what came and shows nothing of it. */
    Set<Outcome<AssociationFacts, Effect>> silently(Clause... because) {
        return Set.of(Outcome.of(this, List.of(), because));
    }

    /** It ends the connection with that alert, after these effects. */
    Set<Outcome<AssociationFacts, Effect>> aborting(
            Alert alert, List<Effect> before, Clause... because) {
        var effects = new ArrayList<>(before);
        effects.add(new Effect.AlertSent(alert, Clause.UNSTATED));
        effects.add(new Effect.Failed(Clause.UNSTATED));
        return Set.of(Outcome.of(at(Stage.OVER), effects, because));
    }

    static Effect dropped() {
        return new Effect.Discarded(Clause.UNSTATED);
    }

    static Set<Outcome<AssociationFacts, Effect>> either(
            Set<Outcome<AssociationFacts, Effect>> one,
            Set<Outcome<AssociationFacts, Effect>> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }
}
