package dtlskeying.model.dtls12;

import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.EVERY_EPOCH_HAS_ITS_WINDOW;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.EPOCHS_FOLLOW_EACH_OTHER;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.LENGTH_IS_LIMITED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls12.RecordsSpec.Claim.VERSION_IS_THE_NEGOTIATED_ONE;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls12.RecordsSpec.Effect;
import dtlskeying.spec.dtls12.RecordsSpec.Input;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * RFC 6347 §4.1, reading, as a relation over sets: the epochs that can be read, and every number
 * that was ever accepted, each with its epoch.
 */
public record ReadEpochsModel() implements Relation<ReadEpochsModel.Facts, Input.Read, Effect> {
    private static final int REACH = 64;
    private static final long LAST_EPOCH = 65_535;

    /** A number that was accepted. */
    public record Taken(long epoch, long sequence) {}

    /**
     * What is known at the receiver.
     *
     * @param readable the epochs whose keys are at hand
     * @param taken what was accepted
     * @param waiting records of an epoch to come, in the order in which they came
     */
    public record Facts(Set<Long> readable, Set<Taken> taken, List<DtlsCiphertext> waiting) {
        public Facts {
            readable = Set.copyOf(readable);
            taken = Set.copyOf(taken);
            waiting = List.copyOf(waiting);
        }

        /** A receiver that reads one epoch and has accepted nothing. */
        public static Facts reading(long epoch, List<DtlsCiphertext> waiting) {
            return new Facts(Set.of(epoch), Set.of(), waiting);
        }

        private long newest() {
            return new TreeSet<>(readable).last();
        }

        private boolean isReadable(Epoch epoch) {
            return readable.contains(epoch.number());
        }

        private boolean isTaken(Epoch epoch, long sequence) {
            return taken.contains(new Taken(epoch.number(), sequence));
        }

        private boolean isFarBehind(Epoch epoch, long sequence) {
            return taken.stream()
                    .filter(other -> other.epoch() == epoch.number())
                    .anyMatch(other -> other.sequence() - sequence >= REACH);
        }

        private Facts with(Epoch epoch, long sequence) {
            var more = new HashSet<>(taken);
            more.add(new Taken(epoch.number(), sequence));
            return new Facts(readable, more, waiting);
        }

        private Facts holding(DtlsCiphertext record) {
            var more = new ArrayList<>(waiting);
            more.add(record);
            return new Facts(readable, taken, more);
        }
    }

    @Override
    public Set<Outcome<Facts, Effect>> permitted(Facts facts, Input.Read input) {
        return switch (input) {
            case Input.Arrived(var record) -> arrived(facts, record);
            case Input.Opened(var record) ->
                    judged(
                            facts,
                            record.epoch(),
                            record.sequence(),
                            Outcome.of(
                                    facts.with(record.epoch(), record.sequence()),
                                    List.of(new Effect.Accepted(record)),
                                    EVERY_EPOCH_HAS_ITS_WINDOW));
            case Input.Forged(var record) ->
                    Set.of(
                            discard(
                                    facts,
                                    record.epoch(),
                                    record.sequence(),
                                    INVALID_RECORDS_ARE_DISCARDED));
            case Input.InstallRead(var epoch) -> installed(facts, epoch);
            case Input.DropRead(var epoch) -> dropped(facts, epoch);
        };
    }

    private static Set<Outcome<Facts, Effect>> arrived(Facts facts, DtlsCiphertext record) {
        var faults = faults(record);
        if (!faults.isEmpty())
            return Set.of(
                    discard(
                            facts,
                            record.epoch(),
                            record.sequence(),
                            faults.toArray(new Clause[0])));
        if (record.epoch().number() > facts.newest()) return tooEarly(facts, record);
        return judged(
                facts,
                record.epoch(),
                record.sequence(),
                Outcome.of(
                        facts,
                        List.of(new Effect.Open(record)),
                        EVERY_EPOCH_HAS_ITS_WINDOW,
                        EARLIER_EPOCHS_MAY_LINGER));
    }

    private static Set<Clause> faults(DtlsCiphertext record) {
        var faults = new HashSet<Clause>();
        if (record.type() < 20 || record.type() > 23) faults.add(INVALID_RECORDS_ARE_DISCARDED);
        if (record.version() != 0xfefd && record.version() != 0xfeff)
            faults.add(VERSION_IS_THE_NEGOTIATED_ONE);
        if (record.version() == 0xfeff && record.epoch().number() > 0)
            faults.add(VERSION_IS_THE_NEGOTIATED_ONE);
        if (record.fragment().length() > 16_384 + 2_048) faults.add(LENGTH_IS_LIMITED);
        return faults;
    }

    /** A record of the next epoch is kept or not, as the receiver likes. */
    private static Set<Outcome<Facts, Effect>> tooEarly(Facts facts, DtlsCiphertext record) {
        var drop =
                discard(
                        facts,
                        record.epoch(),
                        record.sequence(),
                        LATER_EPOCHS_ARE_HELD_OR_DISCARDED);
        if (record.epoch().number() > facts.newest() + 1) return Set.of(drop);
        Effect held = new Effect.Held(record.epoch(), record.sequence(), Clause.UNSTATED);
        return Set.of(
                drop,
                Outcome.of(
                        facts.holding(record), List.of(held), LATER_EPOCHS_ARE_HELD_OR_DISCARDED));
    }

    /**
     * What was accepted is never accepted again. Only in epoch 0, where anyone can have moved the
     * window, is a number far behind neither good nor bad.
     */
    private static Set<Outcome<Facts, Effect>> judged(
            Facts facts, Epoch epoch, long sequence, Outcome<Facts, Effect> welcome) {
        if (!facts.isReadable(epoch))
            return Set.of(
                    discard(
                            facts,
                            epoch,
                            sequence,
                            EARLIER_EPOCHS_ARE_DISCARDED,
                            REPLAYED_RECORDS_ARE_DISCARDED));
        var replayed = discard(facts, epoch, sequence, REPLAYED_RECORDS_ARE_DISCARDED);
        if (facts.isFarBehind(epoch, sequence))
            return epoch.number() == 0 ? Set.of(welcome, replayed) : Set.of(replayed);
        return Set.of(facts.isTaken(epoch, sequence) ? replayed : welcome);
    }

    /** Earlier epochs go or stay, but never a later one before an earlier one. */
    private static Set<Outcome<Facts, Effect>> installed(Facts facts, Epoch epoch) {
        var refusals = new HashSet<Clause>();
        if (epoch.number() > LAST_EPOCH) refusals.add(EPOCHS_ARE_USED_UP);
        if (epoch.number() != facts.newest() + 1) refusals.add(EPOCHS_FOLLOW_EACH_OTHER);
        if (!refusals.isEmpty())
            return Set.of(
                    new Outcome<>(
                            facts,
                            List.of(new Effect.Refused(Clause.UNSTATED)),
                            refusals,
                            Set.of()));
        var permitted = new HashSet<Outcome<Facts, Effect>>();
        var oldest = new TreeSet<>(facts.readable());
        for (long bound = oldest.first(); bound <= epoch.number(); bound++)
            permitted.add(installed(facts, epoch, bound));
        return permitted;
    }

    private static Outcome<Facts, Effect> installed(Facts facts, Epoch epoch, long firstKept) {
        var effects = new ArrayList<Effect>();
        var readable = new TreeSet<>(facts.readable());
        var gone = List.copyOf(readable.headSet(firstKept));
        for (long old : gone)
            effects.add(new Effect.ReadDestroyed(new Epoch(old), Clause.UNSTATED));
        readable.removeAll(gone);
        readable.add(epoch.number());
        effects.add(new Effect.ReadInstalled(epoch));
        for (DtlsCiphertext record : facts.waiting()) effects.add(new Effect.Open(record));
        return Outcome.of(
                new Facts(readable, facts.taken(), List.of()),
                effects,
                EARLIER_EPOCHS_ARE_DISCARDED,
                EARLIER_EPOCHS_MAY_LINGER,
                EPOCHS_FOLLOW_EACH_OTHER);
    }

    /** The newest epoch cannot be dropped: there would be nothing left to hear. */
    private static Set<Outcome<Facts, Effect>> dropped(Facts facts, Epoch epoch) {
        if (!facts.isReadable(epoch) || epoch.number() == facts.newest())
            return Set.of(
                    Outcome.of(
                            facts,
                            List.of(new Effect.Refused(Clause.UNSTATED)),
                            EARLIER_EPOCHS_ARE_DISCARDED));
        var readable = new HashSet<>(facts.readable());
        readable.remove(epoch.number());
        return Set.of(
                Outcome.of(
                        new Facts(readable, facts.taken(), facts.waiting()),
                        List.of(new Effect.ReadDestroyed(epoch, Clause.UNSTATED)),
                        EARLIER_EPOCHS_ARE_DISCARDED));
    }

    private static Outcome<Facts, Effect> discard(
            Facts facts, Epoch epoch, long sequence, Clause... because) {
        return Outcome.of(
                facts, List.of(new Effect.Discarded(epoch, sequence, Clause.UNSTATED)), because);
    }
}
