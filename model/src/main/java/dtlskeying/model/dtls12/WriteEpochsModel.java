package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LENGTH_IS_LIMITED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.SEQUENCE_NUMBERS_ARE_EXPLICIT;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.SEQUENCE_NUMBERS_DO_NOT_WRAP;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** RFC 6347 §4.1, writing, as a relation: how many records each epoch has had, and that is all. */
public record WriteEpochsModel() implements Relation<WriteEpochsModel.Facts, Input.Write, Effect> {
    private static final long NUMBERS = 1L << 48;
    private static final long LAST_EPOCH = 65_535;
    private static final int LONGEST = 16_384;

    /**
     * What is known at the sender.
     *
     * @param sent the number of the next record in every epoch that can be written
     */
    public record Facts(Map<Long, Long> sent) {
        public Facts {
            sent = Map.copyOf(sent);
        }

        /** A sender in one epoch. */
        public static Facts writing(long epoch, long next) {
            return new Facts(Map.of(epoch, next));
        }

        private long newest() {
            return new TreeSet<>(sent.keySet()).last();
        }

        private Facts with(long epoch, long next) {
            var more = new TreeMap<>(sent);
            more.put(epoch, next);
            return new Facts(more);
        }

        private Facts without(Set<Long> epochs) {
            var fewer = new TreeMap<>(sent);
            fewer.keySet().removeAll(epochs);
            return new Facts(fewer);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input.Write input) {
        return switch (input) {
            case Input.Number(var epoch, _, var length) -> numbered(facts, epoch, length);
            case Input.InstallWrite(var epoch) -> installed(facts, epoch);
            case Input.DropWrite(var epoch) -> dropped(facts, epoch);
        };
    }

    private static Set<Outcome<Facts, Effect>> numbered(Facts facts, Epoch epoch, int length) {
        var refusals = new HashSet<Clause>();
        Long next = facts.sent().get(epoch.number());
        if (length > LONGEST) refusals.add(LENGTH_IS_LIMITED);
        if (next == null) refusals.add(EARLIER_EPOCHS_ARE_DISCARDED);
        if (next != null && next == NUMBERS) refusals.add(SEQUENCE_NUMBERS_DO_NOT_WRAP);
        if (next == null || !refusals.isEmpty()) return Set.of(refused(facts, refusals));
        return Set.of(
                Outcome.of(
                        facts.with(epoch.number(), next + 1),
                        List.of(new Effect.Numbered(epoch, next)),
                        SEQUENCE_NUMBERS_ARE_EXPLICIT,
                        EARLIER_EPOCHS_MAY_LINGER));
    }

    /** Earlier epochs go or stay, but never a later one before an earlier one. */
    private static Set<Outcome<Facts, Effect>> installed(Facts facts, Epoch epoch) {
        var refusals = new HashSet<Clause>();
        if (epoch.number() > LAST_EPOCH) refusals.add(EPOCHS_ARE_USED_UP);
        if (epoch.number() != facts.newest() + 1) refusals.add(EPOCHS_FOLLOW_EACH_OTHER);
        if (!refusals.isEmpty()) return Set.of(refused(facts, refusals));
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        for (long first : facts.sent().keySet()) permitted.add(installed(facts, epoch, first));
        permitted.add(installed(facts, epoch, epoch.number()));
        return permitted;
    }

    private static Outcome<Facts, Effect> installed(Facts facts, Epoch epoch, long firstKept) {
        var effects = new ArrayList<Effect>();
        var gone = new TreeSet<>(facts.sent().keySet()).headSet(firstKept);
        for (long old : gone)
            effects.add(new Effect.WriteDestroyed(new Epoch(old), Clause.UNSTATED));
        effects.add(new Effect.WriteInstalled(epoch));
        return Outcome.of(
                facts.without(gone).with(epoch.number(), 0),
                effects,
                EARLIER_EPOCHS_ARE_DISCARDED,
                EARLIER_EPOCHS_MAY_LINGER,
                EPOCHS_FOLLOW_EACH_OTHER);
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
