package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.AssociationFacts.either;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.ACK_EPOCH_IS_NOT_BELOW;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.AcknowledgementSpec.Claim.UNKNOWN_NUMBERS_ARE_IGNORED;
import static dtlskeying.spec.dtls13.AssociationSpec.Claim.UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ALERTS_ARE_TWO_BYTES;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.CHANGE_CIPHER_SPEC_IS_DROPPED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.ERROR_ALERT_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_ARE_WELL_FORMED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.MESSAGES_COME_IN_ORDER;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.UNKNOWN_ALERT_IS_AN_ERROR;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;

import dtlskeying.model.Outcome;
import dtlskeying.model.dtls13.AssociationFacts.Stage;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls13.AssociationSpec.Input;
import dtlskeying.spec.dtls13.AssociationSpec.Keys;

import java.util.List;
import java.util.Set;

/**
 * What records mean that have no handshake message: whatever they are, no ACK answers them (RFC
 * 9147 §7.1).
 */
final class RecordMeaning {
    private RecordMeaning() {}

    /**
     * §4.5.2, §5.10: an alert that anybody can write may be believed as long as there is nothing
     * better, and means nothing once there are keys.
     */
    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.Alert alert) {
        if (alert.keys() != Keys.NONE)
            return facts.canOpen(alert.keys()) ? believed(facts, alert) : unreadable(facts);
        var dropped = ignoredInClear(facts, UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS);
        return facts.stage() == Stage.OPENING ? either(dropped, believed(facts, alert)) : dropped;
    }

    private static Set<Outcome<AssociationFacts, Effect>> believed(
            AssociationFacts facts, Input.Alert alert) {
        boolean closes = alert.description() == Alert.CLOSE_NOTIFY.code();
        Effect heard = new Effect.AlertReceived(!closes, alert.description());
        var over = facts.at(Stage.OVER);
        if (closes)
            return Set.of(
                    Outcome.of(
                            over,
                            List.of(
                                    heard,
                                    new Effect.AlertSent(Alert.CLOSE_NOTIFY, Clause.UNSTATED),
                                    new Effect.Closed(Clause.UNSTATED)),
                            PEER_CLOSURE_CAN_CLOSE_BOTH_WAYS,
                            NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED));
        return Set.of(
                Outcome.of(
                        over,
                        List.of(heard, new Effect.Failed(Clause.UNSTATED)),
                        ERROR_ALERT_ENDS_THE_CONNECTION,
                        UNKNOWN_ALERT_IS_AN_ERROR,
                        NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED));
    }

    static Set<Outcome<AssociationFacts, Effect>> of(
            AssociationFacts facts, Input.LongAlert alert) {
        if (alert.keys() == Keys.NONE)
            return ignoredInClear(
                    facts, ALERTS_ARE_TWO_BYTES, UNPROTECTED_ALERTS_COUNT_UNTIL_THERE_ARE_KEYS);
        return facts.canOpen(alert.keys())
                ? facts.aborting(Alert.DECODE_ERROR, List.of(), ALERTS_ARE_TWO_BYTES)
                : unreadable(facts);
    }

    /** §7, §7.2: what an ACK names that was never sent means nothing; and no ACK answers an ACK. */
    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.Ack ack) {
        if (ack.keys() == Keys.NONE)
            return ignoredInClear(facts, UNKNOWN_NUMBERS_ARE_IGNORED, ACK_EPOCH_IS_NOT_BELOW);
        return facts.canOpen(ack.keys())
                ? facts.dropping(UNKNOWN_NUMBERS_ARE_IGNORED, NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED)
                : unreadable(facts);
    }

    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.BrokenAck ack) {
        if (ack.keys() == Keys.NONE) return ignoredInClear(facts, MESSAGES_ARE_WELL_FORMED);
        return facts.canOpen(ack.keys())
                ? facts.aborting(Alert.DECODE_ERROR, List.of(), MESSAGES_ARE_WELL_FORMED)
                : unreadable(facts);
    }

    /** §5: it has no meaning, and no place among the records that travel without protection. */
    static Set<Outcome<AssociationFacts, Effect>> changeCipherSpec(AssociationFacts facts) {
        return ignoredInClear(facts, CHANGE_CIPHER_SPEC_IS_DROPPED, UNPROTECTED_TYPES_ARE_FEW);
    }

    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.Data data) {
        return facts.canOpen(Keys.TRAFFIC)
                ? Set.of(
                        Outcome.of(
                                facts,
                                List.of(new Effect.DataReceived(data.content())),
                                NOTHING_BUT_HANDSHAKE_IS_ACKNOWLEDGED))
                : unreadable(facts);
    }

    static Set<Outcome<AssociationFacts, Effect>> of(AssociationFacts facts, Input.Damaged record) {
        return facts.canOpen(record.keys())
                ? facts.dropping(INVALID_RECORDS_ARE_DISCARDED)
                : unreadable(facts);
    }

    /** Under keys that are not here: it waits for them without a sign, or is dropped. */
    static Set<Outcome<AssociationFacts, Effect>> unreadable(AssociationFacts facts) {
        var dropped =
                facts.dropping(
                        LATER_EPOCHS_ARE_HELD_OR_DISCARDED,
                        EARLIER_EPOCHS_ARE_DISCARDED,
                        INVALID_RECORDS_ARE_DISCARDED,
                        MESSAGES_COME_IN_ORDER);
        boolean canWait = facts.stage() == Stage.OPENING || facts.stage() == Stage.SHAKING;
        return canWait
                ? either(dropped, facts.silently(LATER_EPOCHS_ARE_HELD_OR_DISCARDED))
                : dropped;
    }

    /** For its own reason, or because epoch 0 is over, or because nothing begins with it. */
    static Set<Outcome<AssociationFacts, Effect>> ignoredInClear(
            AssociationFacts facts, Clause... own) {
        Clause general =
                facts.stage() == Stage.STRANGER
                        ? MESSAGES_COME_IN_ORDER
                        : EARLIER_EPOCHS_ARE_DISCARDED;
        boolean isGeneral = facts.stage() == Stage.STRANGER || facts.isComplete();
        if (!isGeneral) return facts.dropping(own);
        var because = new Clause[own.length + 1];
        System.arraycopy(own, 0, because, 0, own.length);
        because[own.length] = general;
        return facts.dropping(because);
    }
}
