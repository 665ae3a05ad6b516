package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_DO_NOT_WRAP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** RFC 9147 §4, writing, as a relation: how many records each epoch has had, and its limits. */
public record WriteEpochsModel() implements Relation<WriteEpochsModel.Facts, Input.Write, Effect> {
    private static final long NUMBERS = 1L << 48;
    private static final int LONGEST_PLAIN = 1 << 14;

    /**
     * An epoch that can be written.
     *
     * @param next the number of its next record
     * @param longest bytes of content, type and padding
     * @param records how many it may have
     * @param asked whether new keys have been asked for
     */
    public record Count(long next, int longest, long records, boolean asked) {}

    /**
     * What is known at the sender.
     *
     * @param sent every epoch that can be written
     */
    public record Facts(Map<Long, Count> sent) {
        public Facts {
            sent = Map.copyOf(sent);
        }

        /** A sender before the handshake: it writes epoch 0, and nothing limits that. */
        public static Facts start() {
            return writing(0, new Count(0, LONGEST_PLAIN + 1, NUMBERS, false));
        }

        /** A sender in one epoch. */
        public static Facts writing(long epoch, Count count) {
            return new Facts(Map.of(epoch, count));
        }

        private long newest() {
            return new TreeSet<>(sent.keySet()).last();
        }

        private Facts with(long epoch, Count count) {
            var more = new HashMap<>(sent);
            more.put(epoch, count);
            return new Facts(more);
        }

        private Facts without(Set<Long> epochs) {
            var fewer = new HashMap<>(sent);
            fewer.keySet().removeAll(epochs);
            return new Facts(fewer);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input.Write input) {
        return switch (input) {
            case Input.Number(var epoch, var type, var length) ->
                    numbered(facts, epoch, type, length);
            case Input.InstallWrite(var epoch, var longest, var records) ->
                    installed(facts, epoch, new Count(0, longest, records, false));
            case Input.DropWrite(var epoch) -> dropped(facts, epoch);
        };
    }

    private static Set<Outcome<Facts, Effect>> numbered(
            Facts facts, Epoch epoch, ContentType type, int length) {
        var refusals = misplaced(epoch, type);
        Count count = facts.sent().get(epoch.number());
        if (count == null) refusals.add(EARLIER_EPOCHS_ARE_DISCARDED);
        if (count == null) refusals.add(EPOCHS_HAVE_THEIR_PLACES);
        if (count != null && length + 1 > count.longest())
            refusals.add(RECORDS_OBEY_THE_PEERS_LIMIT);
        if (count != null && count.next() == NUMBERS) refusals.add(NUMBERS_DO_NOT_WRAP);
        boolean isSpent = count != null && count.next() >= count.records();
        if (count == null || !refusals.isEmpty()) {
            if (isSpent) refusals.add(RECORDS_OF_A_KEY_ARE_LIMITED);
            return Set.of(refused(facts, refusals));
        }
        if (!isSpent) return numbers(facts, epoch, count);
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        permitted.add(refused(facts, Set.of(RECORDS_OF_A_KEY_ARE_LIMITED)));
        for (var over : numbers(facts, epoch, count))
            permitted.add(over.departingFrom(RECORDS_OF_A_KEY_ARE_LIMITED));
        return permitted;
    }

    private static Set<Clause> misplaced(Epoch epoch, ContentType type) {
        var faults = new HashSet<Clause>();
        if (type == ContentType.APPLICATION_DATA && epoch.compareTo(Epoch.FIRST_OF_TRAFFIC) < 0) {
            faults.add(TRAFFIC_WAITS_FOR_ITS_KEYS);
            if (epoch.number() == 0) faults.add(UNPROTECTED_TYPES_ARE_FEW);
        }
        if (type == ContentType.CHANGE_CIPHER_SPEC)
            faults.add(
                    epoch.number() == 0
                            ? UNPROTECTED_TYPES_ARE_FEW
                            : UNKNOWN_TYPE_ENDS_THE_CONNECTION);
        return faults;
    }

    /** Keys can be changed once there is traffic; before that nothing is asked for. */
    private static Set<Outcome<Facts, Effect>> numbers(Facts facts, Epoch epoch, Count count) {
        long next = count.next() + 1;
        boolean isTraffic = epoch.compareTo(Epoch.FIRST_OF_TRAFFIC) >= 0;
        var asks = new HashSet<>(Quotas.asksAt(next, count.records(), count.asked()));
        if (!isTraffic) asks.add(false);
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (boolean ask : asks) {
            var effects = new ArrayList<Effect>();
            effects.add(new Effect.Numbered(new RecordNumber(epoch, count.next())));
            if (ask) effects.add(new Effect.UpdateDue(epoch, Clause.UNSTATED));
            var after = new Count(next, count.longest(), count.records(), count.asked() || ask);
            permitted.add(
                    Outcome.of(
                            facts.with(epoch.number(), after),
                            effects,
                            NUMBERS_START_AT_ZERO,
                            UPDATE_COMES_BEFORE_THE_LIMIT,
                            EARLIER_EPOCHS_MAY_LINGER));
        }
        return permitted;
    }

    /** Earlier epochs go or stay, but never a later one before an earlier one. */
    private static Set<Outcome<Facts, Effect>> installed(Facts facts, Epoch epoch, Count count) {
        if (!ReadEpochsModel.follows(epoch.number(), facts.newest()))
            return Set.of(refused(facts, ReadEpochsModel.places(facts.newest())));
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (long first : facts.sent().keySet())
            permitted.add(installed(facts, epoch, count, first));
        permitted.add(installed(facts, epoch, count, epoch.number()));
        return permitted;
    }

    private static Outcome<Facts, Effect> installed(
            Facts facts, Epoch epoch, Count count, long firstKept) {
        var effects = new ArrayList<Effect>();
        Set<Long> gone = Set.copyOf(new TreeSet<>(facts.sent().keySet()).headSet(firstKept));
        for (long old : new TreeSet<>(gone))
            effects.add(new Effect.WriteDestroyed(new Epoch(old), Clause.UNSTATED));
        effects.add(new Effect.WriteInstalled(epoch));
        return Outcome.of(
                facts.without(gone).with(epoch.number(), count),
                effects,
                EARLIER_EPOCHS_ARE_DISCARDED,
                EARLIER_EPOCHS_MAY_LINGER,
                EPOCHS_HAVE_THEIR_PLACES);
    }

    private static Set<Outcome<Facts, Effect>> dropped(Facts facts, Epoch epoch) {
        boolean lingers =
                facts.sent().containsKey(epoch.number()) && epoch.number() < facts.newest();
        if (!lingers) return Set.of(refused(facts, Set.of(EARLIER_EPOCHS_ARE_DISCARDED)));
        return Set.of(
                Outcome.of(
                        facts.without(Set.of(epoch.number())),
                        List.of(new Effect.WriteDestroyed(epoch, Clause.UNSTATED)),
                        EARLIER_EPOCHS_ARE_DISCARDED));
    }

    private static Outcome<Facts, Effect> refused(Facts facts, Set<Clause> because) {
        return new Outcome<>(
                facts, List.of(new Effect.Refused(Clause.UNSTATED)), because, Set.of());
    }
}
