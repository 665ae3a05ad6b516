package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.HandshakeSpec.Claim.NOTHING_AFTER_CLOSE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.KEYS_CHANGE_WHEN_ACKNOWLEDGED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.NOTHING_FOLLOWS_IN_THE_OLD_EPOCH;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.ONE_UPDATE_IS_OUTSTANDING;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ANSWERED;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.REQUEST_IS_ZERO_OR_ONE;
import static dtlskeying.spec.dtls13.KeyUpdateSpec.Claim.UPDATES_FOLLOW_FINISHED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.Verdict;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Effect;
import dtlskeying.spec.dtls13.KeyUpdateSpec.Input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** RFC 9147 §8 as a relation: a number for each direction, and what is owed. */
public record KeyUpdateModel() implements Relation<KeyUpdateModel.Facts, Input, Effect> {
    private static final long LAST_EPOCH = (1L << 48) - 1;

    /** What can be wrong with a KeyUpdate. */
    public static final List<Clause> FAULTS =
            List.of(REQUEST_IS_ZERO_OR_ONE, UPDATES_FOLLOW_FINISHED);

    /**
     * What is known at one end.
     *
     * @param write the epoch that it sends under
     * @param waits whether a KeyUpdate of its own is not acknowledged yet
     * @param owes whether it owes another one to the peer
     * @param oldest the earliest epoch that it reads
     * @param newest the latest epoch that it reads
     * @param over whether the connection has ended
     */
    public record Facts(
            long write, boolean waits, boolean owes, long oldest, long newest, boolean over) {
        /** What is known after a handshake, or in the middle of a long life. */
        public static Facts at(long write, long read) {
            return new Facts(write, false, false, read, read, false);
        }

        private Facts writing(long epoch, boolean outstanding, boolean due) {
            return new Facts(epoch, outstanding, due, oldest, newest, over);
        }

        private Facts reading(long from, long to) {
            return new Facts(write, waits, owes, from, to, over);
        }

        private Facts ended() {
            return new Facts(write, false, false, oldest, newest, true);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input input) {
        if (facts.over()) return afterwards(facts, input);
        return switch (input) {
            case Input.Update(var both) -> update(facts, both);
            case Input.Acknowledged() -> acknowledged(facts);
            case Input.Heard(var requested, Verdict.Sound()) -> heard(facts, requested);
            case Input.Heard(_, Verdict.Unsound(var alert, var clause)) ->
                    Set.of(aborted(facts, alert, clause));
            case Input.HeardInOldEpoch() ->
                    Set.of(
                            aborted(
                                    facts,
                                    Alert.UNEXPECTED_MESSAGE,
                                    NOTHING_FOLLOWS_IN_THE_OLD_EPOCH));
            case Input.NewKeysHeard() -> newKeysHeard(facts);
        };
    }

    private static Set<Outcome<Facts, Effect>> afterwards(Facts facts, Input input) {
        var nothing = Outcome.<Facts, Effect>of(facts, List.of());
        return input instanceof Input.Update
                ? Set.of(nothing, refused(facts, NOTHING_AFTER_CLOSE, ONE_UPDATE_IS_OUTSTANDING))
                : Set.of(nothing);
    }

    private static Set<Outcome<Facts, Effect>> update(Facts facts, boolean both) {
        var objections = new HashSet<Clause>();
        if (facts.waits()) objections.add(ONE_UPDATE_IS_OUTSTANDING);
        if (isLast(facts.write() + (facts.waits() ? 1 : 0))) objections.add(EPOCHS_ARE_USED_UP);
        if (!objections.isEmpty()) return Set.of(refused(facts, objections.toArray(new Clause[0])));
        return Set.of(
                Outcome.of(
                        facts.writing(facts.write(), true, false),
                        List.of(new Effect.Sent(both)),
                        KEYS_CHANGE_WHEN_ACKNOWLEDGED));
    }

    private static boolean isLast(long epoch) {
        return epoch >= LAST_EPOCH;
    }

    /** What is owed goes out under the new keys: two KeyUpdates never wait at once. */
    private static Set<Outcome<Facts, Effect>> acknowledged(Facts facts) {
        if (!facts.waits()) return Set.of(Outcome.of(facts, List.of()));
        long next = facts.write() + 1;
        boolean isDue = facts.owes() && !isLast(next);
        var effects = new ArrayList<Effect>(List.of(new Effect.WriteChanged(new Epoch(next))));
        if (isDue) effects.add(new Effect.Sent(false));
        return Set.of(
                Outcome.of(
                        facts.writing(next, isDue, false),
                        effects,
                        KEYS_CHANGE_WHEN_ACKNOWLEDGED,
                        REQUEST_IS_ANSWERED));
    }

    private static Set<Outcome<Facts, Effect>> heard(Facts facts, boolean requested) {
        if (isLast(facts.newest()))
            return Set.of(
                    aborted(facts, Alert.UNEXPECTED_MESSAGE, EPOCHS_ARE_USED_UP),
                    aborted(facts, Alert.ILLEGAL_PARAMETER, EPOCHS_ARE_USED_UP));
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        long added = facts.newest() + 1;
        for (long oldest = facts.oldest(); oldest <= added; oldest++)
            for (List<Effect> reading : reading(facts, oldest, added))
                permitted.addAll(
                        answered(facts.reading(oldest, added), reading, requested, oldest < added));
        return permitted;
    }

    /** The new epoch is added, and those before {@code oldest} are dropped, before it or after. */
    private static List<List<Effect>> reading(Facts facts, long oldest, long added) {
        Effect add = new Effect.ReadAdded(new Epoch(added));
        List<Effect> drops = drops(facts, oldest);
        if (drops.isEmpty()) return List.of(List.of(add));
        var before = new ArrayList<>(drops);
        before.add(add);
        var after = new ArrayList<>(List.of(add));
        after.addAll(drops);
        return List.of(before, after);
    }

    private static List<Effect> drops(Facts facts, long oldest) {
        var drops = new ArrayList<Effect>();
        for (long epoch = facts.oldest(); epoch < oldest; epoch++)
            drops.add(new Effect.ReadDropped(new Epoch(epoch), Clause.UNSTATED));
        return drops;
    }

    /** An answer waits for the ACK of what is out, and is left out at the last epoch. */
    private static Set<Outcome<Facts, Effect>> answered(
            Facts facts, List<Effect> reading, boolean requested, boolean keepsTheOld) {
        boolean atOnce = requested && !facts.waits() && !isLast(facts.write());
        Facts after =
                facts.writing(
                        facts.write(),
                        facts.waits() || atOnce,
                        facts.owes() || requested && facts.waits());
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (List<Effect> effects : atOnce ? withAnswer(reading) : List.of(reading)) {
            Outcome<Facts, Effect> outcome =
                    Outcome.of(
                            after,
                            effects,
                            OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD,
                            REQUEST_IS_ANSWERED);
            permitted.add(
                    keepsTheOld
                            ? outcome
                            : outcome.departingFrom(OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD));
        }
        return permitted;
    }

    private static List<List<Effect>> withAnswer(List<Effect> reading) {
        Effect answer = new Effect.Sent(false);
        var last = new ArrayList<>(reading);
        last.add(answer);
        var first = new ArrayList<>(List.of(answer));
        first.addAll(reading);
        return List.of(first, last);
    }

    /** Earlier epochs may linger for a while, or go as soon as they are of no use. */
    private static Set<Outcome<Facts, Effect>> newKeysHeard(Facts facts) {
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (long oldest = facts.oldest(); oldest <= facts.newest(); oldest++)
            permitted.add(
                    Outcome.of(
                            facts.reading(oldest, facts.newest()),
                            drops(facts, oldest),
                            OLD_KEYS_STAY_UNTIL_THE_NEW_ARE_HEARD,
                            EARLIER_EPOCHS_MAY_LINGER));
        return permitted;
    }

    private static Outcome<Facts, Effect> aborted(Facts facts, Alert alert, Clause because) {
        return Outcome.of(
                facts.ended(), List.of(new Effect.Aborted(alert, Clause.UNSTATED)), because);
    }

    private static Outcome<Facts, Effect> refused(Facts facts, Clause... because) {
        return Outcome.of(facts, List.of(new Effect.Refused(Clause.UNSTATED)), because);
    }
}
