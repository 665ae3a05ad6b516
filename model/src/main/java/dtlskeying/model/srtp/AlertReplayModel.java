package dtlskeying.model.srtp;

import static dtlskeying.spec.dtls12.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.ALERTS_ACT_ON_RECEPTION;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.DATA_CAUSES_NO_ALERTS;
import static dtlskeying.spec.srtp.AlertReplaySpec.Claim.REPLAYED_ALERTS_ARE_DROPPED;
import static dtlskeying.spec.srtp.AlertReplaySpec.EPOCHS;
import static dtlskeying.spec.srtp.AlertReplaySpec.WINDOW;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;
import static dtlskeying.spec.srtp.SrtpTransformSpec.Claim.UNAUTHENTIC_PACKET_IS_DISCARDED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.AlertReplaySpec.Effect;
import dtlskeying.spec.srtp.AlertReplaySpec.Input;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * §7.3.1 as a relation over the numbers of all alert records that ever took effect.
 *
 * <p>The relation forgets nothing. An end may: an alert that is new, but so far back that the end
 * no longer knows, may be dropped as a replay or take effect.
 */
public record AlertReplayModel() implements Relation<AlertReplayModel.Facts, Input, Effect> {
    /** The relation itself has no parameters. */
    public AlertReplayModel {}

    /**
     * What is known at one end.
     *
     * @param heard the numbers of the alert records that were received
     * @param over whether an alert has ended the association
     */
    public record Facts(Set<Number> heard, boolean over) {
        /** What is known before the first alert. */
        public static final Facts START = new Facts(Set.of(), false);

        public Facts {
            heard = Set.copyOf(heard);
        }

        private Facts hearing(Number number) {
            return new Facts(Either.of(heard, Set.of(number)), over);
        }

        private Facts ended() {
            return new Facts(heard, true);
        }

        private boolean mayBeForgotten(Number number) {
            return heard.stream().anyMatch(number::isFarBehind);
        }
    }

    /**
     * The number of a record.
     *
     * @param epoch 0 to 2^48 − 1
     * @param sequence 0 to 2^48 − 1
     */
    public record Number(long epoch, long sequence) {
        private boolean isFarBehind(Number other) {
            if (epoch == other.epoch) return other.sequence - sequence >= WINDOW;
            return other.epoch - epoch >= EPOCHS;
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        return switch (input) {
            case Input.AlertArrived(var epoch, var sequence, var alert, var fatal) ->
                    alert(facts, new Number(epoch.number(), sequence), alert, fatal);
            case Input.DataArrived(var genuine) -> data(facts, genuine);
            case Input.FaultFound(var alert) -> fault(facts, alert);
        };
    }

    private static Set<Outcome<Facts, Effect>> alert(
            Facts facts, Number number, Alert alert, boolean fatal) {
        var objections = new HashSet<Clause>();
        if (facts.over()) objections.add(NOTHING_AFTER_CLOSE);
        if (facts.heard().contains(number)) objections.add(REPLAYED_ALERTS_ARE_DROPPED);
        if (!objections.isEmpty()) return discarded(facts, objections);
        Set<Outcome<Facts, Effect>> acted =
                fatal
                        ? Set.of(ended(facts.hearing(number), alert))
                        : acted(facts.hearing(number), alert);
        if (!facts.mayBeForgotten(number)) return acted;
        return Either.of(acted, discarded(facts, Set.of(REPLAYED_ALERTS_ARE_DROPPED)));
    }

    /** TLS leaves no choice about an alert that ends. */
    private static Outcome<Facts, Effect> ended(Facts facts, Alert alert) {
        return Outcome.of(
                facts.ended(),
                List.of(new Effect.Acted(alert), new Effect.Ended(alert)),
                ALERTS_ACT_ON_RECEPTION);
    }

    /** The recommendation is for those who use alerts to tell of trouble with SRTP. */
    private static Set<Outcome<Facts, Effect>> acted(Facts facts, Alert alert) {
        Outcome<Facts, Effect> acted =
                Outcome.of(facts, List.of(new Effect.Acted(alert)), ALERTS_ACT_ON_RECEPTION);
        Outcome<Facts, Effect> ignored = Outcome.of(facts, List.of());
        return Set.of(acted, ignored.departingFrom(ALERTS_ACT_ON_RECEPTION));
    }

    private static Set<Outcome<Facts, Effect>> data(Facts facts, boolean genuine) {
        if (facts.over()) return discarded(facts, Set.of(NOTHING_AFTER_CLOSE));
        if (genuine) return Set.of(Outcome.of(facts, List.of(new Effect.Accepted())));
        Set<Clause> reasons =
                Set.of(
                        DATA_CAUSES_NO_ALERTS,
                        UNVERIFIED_PACKETS_ARE_DISCARDED,
                        UNAUTHENTIC_PACKET_IS_DISCARDED);
        return Either.of(discarded(facts, reasons), answeredByAnAlert(facts, reasons));
    }

    /** Which alert it is that should not have been sent, is open. */
    private static Set<Outcome<Facts, Effect>> answeredByAnAlert(Facts facts, Set<Clause> reasons) {
        var outcomes = new HashSet<Outcome<Facts, Effect>>();
        for (Alert alert : Set.of(Alert.BAD_RECORD_MAC, Alert.DECRYPT_ERROR, Alert.DECODE_ERROR))
            outcomes.add(
                    new Outcome<>(
                            facts,
                            List.of(
                                    new Effect.Discarded(Clause.UNSTATED),
                                    new Effect.AlertSent(alert)),
                            reasons,
                            Set.of(DATA_CAUSES_NO_ALERTS)));
        return outcomes;
    }

    /** A fault that is not in the data is answered as in any DTLS association. */
    private static Set<Outcome<Facts, Effect>> fault(Facts facts, Alert alert) {
        if (facts.over()) return discarded(facts, Set.of(NOTHING_AFTER_CLOSE));
        Effect sent = new Effect.AlertSent(alert);
        return Set.of(
                Outcome.of(facts, List.of(sent)),
                Outcome.of(facts.ended(), List.of(sent, new Effect.Ended(alert))));
    }

    private static Set<Outcome<Facts, Effect>> discarded(Facts facts, Set<Clause> because) {
        return Set.of(
                new Outcome<>(
                        facts, List.of(new Effect.Discarded(Clause.UNSTATED)), because, Set.of()));
    }
}
