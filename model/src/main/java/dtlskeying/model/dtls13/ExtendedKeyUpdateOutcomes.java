package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.SUBTYPES_HAVE_THEIR_TURN;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The outcomes that are permitted in more than one place. */
final class ExtendedKeyUpdateOutcomes {
    private ExtendedKeyUpdateOutcomes() {}

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> secondExchange(
            ExtendedKeyUpdateFacts facts) {
        return aborted(facts, Alert.UNEXPECTED_MESSAGE, ONE_EXCHANGE_AT_A_TIME);
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> usedUp(ExtendedKeyUpdateFacts facts) {
        return either(
                aborted(facts, Alert.UNEXPECTED_MESSAGE, EPOCHS_ARE_USED_UP),
                aborted(facts, Alert.ILLEGAL_PARAMETER, EPOCHS_ARE_USED_UP));
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> outOfTurn(ExtendedKeyUpdateFacts facts) {
        return aborted(facts, Alert.UNEXPECTED_MESSAGE, SUBTYPES_HAVE_THEIR_TURN);
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> inAnyOrder(
            ExtendedKeyUpdateFacts after,
            List<Effect> before,
            Effect one,
            Effect other,
            Clause... because) {
        var permitted = new HashSet<Outcome<ExtendedKeyUpdateFacts, Effect>>();
        for (var pair : List.of(List.of(one, other), List.of(other, one))) {
            var effects = new ArrayList<>(before);
            effects.addAll(pair);
            permitted.add(Outcome.of(after, effects, because));
        }
        return permitted;
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> either(
            Set<Outcome<ExtendedKeyUpdateFacts, Effect>> one,
            Set<Outcome<ExtendedKeyUpdateFacts, Effect>> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> nothing(ExtendedKeyUpdateFacts facts) {
        return Set.of(Outcome.of(facts, List.of()));
    }

    /** What came in an epoch that is not read has not come. */
    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> unread(ExtendedKeyUpdateFacts facts) {
        return either(nothing(facts), ignored(facts, EARLIER_EPOCHS_ARE_DISCARDED));
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> ignored(
            ExtendedKeyUpdateFacts facts, Clause because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Ignored(Clause.UNSTATED)), because));
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> refused(
            ExtendedKeyUpdateFacts facts, Clause... because) {
        return Set.of(Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because));
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> aborted(
            ExtendedKeyUpdateFacts facts, Alert alert, Clause... because) {
        return Set.of(
                Outcome.of(
                        facts.ended(),
                        List.of(new Effect.Aborted(alert, Clause.UNSTATED)),
                        because));
    }
}
