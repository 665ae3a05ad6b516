package dtlskeying.model.dtls13;

import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.ANSWERED;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.HELD;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateFacts.PeersRequest.HELD_BUSY;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.aborted;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.either;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.ignored;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.nothing;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.outOfTurn;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.refused;
import static dtlskeying.model.dtls13.ExtendedKeyUpdateOutcomes.unread;
import static dtlskeying.spec.Reading.FINISH_ENDS_ITS_EPOCH;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.OLD_EXPORTER_LINGERS;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.OLD_SECRETS_ARE_DELETED;
import static dtlskeying.spec.dtls13.ExtendedKeyScheduleSpec.Claim.USER_HEARS_OF_NEW_EPOCHS;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FINISH_IS_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.FLAG_IS_NEEDED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.GROUP_IS_THE_HANDSHAKES;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_READS_AT_THE_RESPONSE;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.INITIATOR_SENDS_AT_THE_ACK;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.KEY_UPDATE_IS_REPLACED;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.LATE_ACK_MEANS_NOTHING;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.MESSAGES_COME_UNDER_OLD_KEYS;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.ONE_EXCHANGE_AT_A_TIME;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.RESPONDER_CHANGES_AT_THE_FINISH;
import static dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Input;
import dtlskeying.spec.dtls13.ExtendedKeyUpdateSpec.Kind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Extended key update §3 to §6 as a relation: the epochs of both directions, and the requests that
 * are not settled.
 *
 * <p>What is done at once is done in any order, but that a message leaves in the epoch that is sent
 * in at that point.
 *
 * @param readings how the passages that are open are read
 */
public record ExtendedKeyUpdateModel(Set<Reading> readings)
        implements Relation<ExtendedKeyUpdateFacts, Input, Effect> {
    /** What can be wrong with a message, whatever its turn. */
    public static final List<Clause> FAULTS =
            List.of(GROUP_IS_THE_HANDSHAKES, UPDATES_FOLLOW_FINISHED);

    public ExtendedKeyUpdateModel {
        readings = Set.copyOf(readings);
    }

    @Override
    public Set<Outcome<ExtendedKeyUpdateFacts, Effect>> permitted(
            ExtendedKeyUpdateFacts facts, Input input) {
        if (facts.over()) return afterwards(facts, input);
        if (!facts.agreed()) return unagreed(facts, input);
        return switch (input) {
            case Input.Update(var share) -> update(facts, share);
            case Input.PlainUpdate() -> refused(facts, KEY_UPDATE_IS_REPLACED);
            case Input.RequestHeard(var epoch, var share, var ready, var verdict) ->
                    heard(
                            facts,
                            epoch,
                            verdict,
                            () ->
                                    new ExtendedKeyUpdateRequests(readings)
                                            .heard(facts, epoch, share, ready));
            case Input.Ready() -> ExtendedKeyUpdateRequests.ready(facts);
            case Input.ResponseHeard(var epoch, var verdict) ->
                    heard(facts, epoch, verdict, () -> response(facts, epoch));
            case Input.FinishHeard(var epoch, var verdict) ->
                    heard(facts, epoch, verdict, () -> finish(facts));
            case Input.UnknownHeard(var epoch) -> unknown(facts, epoch);
            case Input.KeyUpdateHeard(var epoch) -> keyUpdate(facts, epoch);
            case Input.Acknowledged(var kind) -> acknowledged(facts, kind);
            case Input.NewKeysHeard() -> newKeysHeard(facts);
        };
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> afterwards(
            ExtendedKeyUpdateFacts facts, Input input) {
        if (!(input instanceof Input.Update || input instanceof Input.PlainUpdate))
            return nothing(facts);
        return either(
                nothing(facts),
                refused(
                        facts,
                        NOTHING_AFTER_CLOSE,
                        ONE_EXCHANGE_AT_A_TIME,
                        KEY_UPDATE_IS_REPLACED));
    }

    /** KeyUpdate is in use then, and moves epochs that this chapter does not know of. */
    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> unagreed(
            ExtendedKeyUpdateFacts facts, Input input) {
        return switch (input) {
            case Input.Update _ -> refused(facts, FLAG_IS_NEEDED);
            case Input.RequestHeard _, Input.ResponseHeard _, Input.FinishHeard _ ->
                    aborted(facts, Alert.UNEXPECTED_MESSAGE, FLAG_IS_NEEDED);
            case Input.UnknownHeard _ -> aborted(facts, Alert.UNEXPECTED_MESSAGE, FLAG_IS_NEEDED);
            case Input.PlainUpdate _, Input.KeyUpdateHeard _ -> nothing(facts);
            case Input.Ready _, Input.Acknowledged _, Input.NewKeysHeard _ -> nothing(facts);
        };
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> update(
            ExtendedKeyUpdateFacts facts, Octets share) {
        var objections = new HashSet<Clause>();
        if (!facts.isResting()) objections.add(ONE_EXCHANGE_AT_A_TIME);
        if (facts.newest() >= Epoch.LAST.number()) objections.add(EPOCHS_ARE_USED_UP);
        if (!objections.isEmpty()) return refused(facts, objections.toArray(new Clause[0]));
        return Set.of(
                Outcome.of(
                        facts.asking(share),
                        List.of(new Effect.RequestSent(share)),
                        ONE_EXCHANGE_AT_A_TIME));
    }

    /** A message is judged by its contents, by the epoch that it came in, and then by its turn. */
    private Set<Outcome<ExtendedKeyUpdateFacts, Effect>> heard(
            ExtendedKeyUpdateFacts facts,
            Epoch epoch,
            Verdict verdict,
            Supplier<Set<Outcome<ExtendedKeyUpdateFacts, Effect>>> turn) {
        if (!facts.reads(epoch.number())) return unread(facts);
        if (verdict instanceof Verdict.Unsound(var alert, var clause))
            return aborted(facts, alert, clause);
        if (epoch.number() >= facts.write()) return turn.get();
        return readings.contains(FINISH_ENDS_ITS_EPOCH)
                ? aborted(
                        facts,
                        Alert.UNEXPECTED_MESSAGE,
                        NOTHING_FOLLOWS_IN_THE_OLD_EPOCH,
                        MESSAGES_COME_UNDER_OLD_KEYS)
                : either(nothing(facts), ignored(facts, NOTHING_FOLLOWS_IN_THE_OLD_EPOCH));
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> response(
            ExtendedKeyUpdateFacts facts, Epoch epoch) {
        if (facts.own().isEmpty()) return outOfTurn(facts);
        Effect read = new Effect.ReadAdded(epoch.next());
        Effect finish = new Effect.FinishSent();
        return renewed(
                facts,
                ExtendedKeyUpdateFacts::readingNext,
                List.of(List.of(read, finish), List.of(finish, read)),
                INITIATOR_READS_AT_THE_RESPONSE);
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> finish(
            ExtendedKeyUpdateFacts facts) {
        if (facts.peers() != ANSWERED) return outOfTurn(facts);
        Epoch next = new Epoch(facts.write() + 1);
        Effect read = new Effect.ReadAdded(next);
        Effect write = new Effect.WriteChanged(next);
        Effect ack = new Effect.AckSent(next);
        return renewed(
                facts,
                changing -> changing.changedTo(next.number()),
                List.of(List.of(read, write, ack), List.of(write, read, ack)),
                RESPONDER_CHANGES_AT_THE_FINISH,
                FINISH_IS_ACKNOWLEDGED,
                USER_HEARS_OF_NEW_EPOCHS);
    }

    /** The message itself came under the newest keys: those before are over, and may go with it. */
    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> renewed(
            ExtendedKeyUpdateFacts facts,
            UnaryOperator<ExtendedKeyUpdateFacts> change,
            List<List<Effect>> orders,
            Clause... reasons) {
        var because = new ArrayList<>(List.of(reasons));
        because.add(OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD);
        var permitted = new HashSet<Outcome<ExtendedKeyUpdateFacts, Effect>>();
        for (var heard : newKeysHeard(facts))
            for (List<Effect> order : orders) {
                var effects = new ArrayList<>(heard.effects());
                effects.addAll(order);
                permitted.add(
                        new Outcome<>(
                                change.apply(heard.after()),
                                effects,
                                Set.copyOf(because),
                                heard.departs()));
            }
        return permitted;
    }

    /** It has no turn in any epoch. */
    private Set<Outcome<ExtendedKeyUpdateFacts, Effect>> unknown(
            ExtendedKeyUpdateFacts facts, Epoch epoch) {
        var inTurn = heard(facts, epoch, Verdict.SOUND, () -> outOfTurn(facts));
        return facts.reads(epoch.number()) ? either(inTurn, outOfTurn(facts)) : inTurn;
    }

    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> keyUpdate(
            ExtendedKeyUpdateFacts facts, Epoch epoch) {
        if (!facts.reads(epoch.number())) return unread(facts);
        return epoch.number() < facts.write()
                ? aborted(
                        facts,
                        Alert.UNEXPECTED_MESSAGE,
                        KEY_UPDATE_ENDS_THE_CONNECTION,
                        NOTHING_FOLLOWS_IN_THE_OLD_EPOCH)
                : aborted(facts, Alert.UNEXPECTED_MESSAGE, KEY_UPDATE_ENDS_THE_CONNECTION);
    }

    /** The ACK of a finish is what counts; a request that was held is then answered. */
    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> acknowledged(
            ExtendedKeyUpdateFacts facts, Kind kind) {
        if (kind == Kind.REQUEST && facts.own().isEmpty())
            return either(nothing(facts), ignored(facts, LATE_ACK_MEANS_NOTHING));
        if (kind != Kind.FINISH || !facts.isFinishing()) return nothing(facts);
        ExtendedKeyUpdateFacts changed = facts.changedTo(facts.newest());
        var change = new Effect.WriteChanged(new Epoch(facts.newest()));
        if (facts.peers() != HELD && facts.peers() != HELD_BUSY)
            return Set.of(
                    Outcome.of(
                            changed,
                            List.of(change),
                            INITIATOR_SENDS_AT_THE_ACK,
                            USER_HEARS_OF_NEW_EPOCHS));
        return ExtendedKeyUpdateRequests.answered(changed, facts.peers() == HELD, List.of(change));
    }

    /** Earlier epochs may linger for a while; their secrets should not. */
    private static Set<Outcome<ExtendedKeyUpdateFacts, Effect>> newKeysHeard(
            ExtendedKeyUpdateFacts facts) {
        var permitted = new HashSet<Outcome<ExtendedKeyUpdateFacts, Effect>>();
        for (long oldest = facts.oldest(); oldest <= facts.newest(); oldest++) {
            var drops = new ArrayList<Effect>();
            for (long epoch = facts.oldest(); epoch < oldest; epoch++)
                drops.add(new Effect.ReadDropped(new Epoch(epoch), Clause.UNSTATED));
            Outcome<ExtendedKeyUpdateFacts, Effect> outcome =
                    Outcome.of(
                            facts.readingFrom(oldest),
                            drops,
                            OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD,
                            EARLIER_EPOCHS_MAY_LINGER,
                            OLD_EXPORTER_LINGERS,
                            OLD_SECRETS_ARE_DELETED);
            permitted.add(
                    oldest == facts.newest()
                            ? outcome
                            : outcome.departingFrom(OLD_SECRETS_ARE_DELETED));
        }
        return permitted;
    }
}
