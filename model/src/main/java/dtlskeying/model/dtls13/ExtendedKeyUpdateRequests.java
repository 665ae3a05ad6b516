package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.ANSWERED;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.DEFERRED;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.HELD;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.HELD_BUSY;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.IGNORED;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.NONE;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.aborted;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.inAnyOrder;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.nothing;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.secondExchange;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.usedUp;
import static dtlskeying.spec.Reading.EARLY_REQUESTS_ARE_HELD;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.DEFERRED_REQUEST_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.EQUAL_SHARES_END_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_SENDS_AT_THE_ACK;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LOWER_REQUEST_IS_IGNORED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONSE_MAY_BE_DEFERRED;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of a request of the peer that comes in its turn.
 *
 * @param readings how the passages that are open are read
 */
record ExtendedKeyUpdateRequests(Set<Reading> readings) {
    Set<Outcome<ExtendedKeyUpdateFacts, Effect>> heard(
            ExtendedKeyUpdateFacts facts, Epoch epoch, Octets share, boolean ready) {
        boolean isEarly = facts.isFinishing() && epoch.number() == facts.newest();
        boolean isFirst = facts.peers() == NONE || isEarly && facts.peers() == IGNORED;
        if (!isFirst || facts.isFinishing() && !isEarly) return secondExchange(facts);
        if (isEarly) return early(facts, ready);
        if (facts.isLast()) return usedUp(facts);
        if (facts.own().isEmpty()) return answered(facts, ready, List.of());
        int order = facts.own().iterator().next().compareTo(share);
        if (order == 0)
            return aborted(facts, Alert.UNEXPECTED_MESSAGE, EQUAL_SHARES_END_THE_CONNECTION);
        if (order < 0)
            return answered(facts, ready, List.of(new Effect.Abandoned(Clause.UNSTATED)));
        return inAnyOrder(
                facts.noting(IGNORED),
                List.of(),
                new Effect.AckSent(epoch),
                new Effect.Prevailed(Clause.UNSTATED),
                LOWER_REQUEST_IS_IGNORED);
    }

    private Set<Outcome<ExtendedKeyUpdateFacts, Effect>> early(
            ExtendedKeyUpdateFacts facts, boolean ready) {
        if (!readings.contains(EARLY_REQUESTS_ARE_HELD)) return secondExchange(facts);
        if (facts.newest() >= Epoch.LAST.number()) return usedUp(facts);
        return Set.of(
                Outcome.of(
                        facts.noting(ready ? HELD : HELD_BUSY),
                        List.of(new Effect.Held(Clause.UNSTATED)),
                        ONE_EXCHANGE_AT_A_TIME));
    }

    /** After {@code before}, the request is answered, or acknowledged and answered later. */
    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> answered(
            ExtendedKeyUpdateFacts facts, boolean ready, List<Effect> before) {
        Clause[] because = {
            LOWER_REQUEST_IS_IGNORED,
            RESPONSE_MAY_BE_DEFERRED,
            DEFERRED_REQUEST_IS_ACKNOWLEDGED,
            INITIATOR_SENDS_AT_THE_ACK
        };
        if (!ready)
            return inAnyOrder(
                    facts.answering(DEFERRED),
                    before,
                    new Effect.AckSent(new Epoch(facts.write())),
                    new Effect.Deferred(Clause.UNSTATED),
                    because);
        var effects = new ArrayList<>(before);
        effects.add(new Effect.ResponseSent());
        return Set.of(Outcome.of(facts.answering(ANSWERED), effects, because));
    }

    static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> ready(ExtendedKeyUpdateFacts facts) {
        return switch (facts.peers()) {
            case DEFERRED -> answered(facts, true, List.of());
            case HELD_BUSY -> nothing(facts.noting(HELD));
            case NONE, IGNORED, HELD, ANSWERED -> nothing(facts);
        };
    }
}
