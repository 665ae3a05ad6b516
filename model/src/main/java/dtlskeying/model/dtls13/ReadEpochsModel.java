package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_MAY_LINGER;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_ARE_USED_UP;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCHS_HAVE_THEIR_PLACES;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EPOCH_BITS_NAME_THE_LATEST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.LATER_EPOCHS_ARE_HELD_OR_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.SHORT_CIPHERTEXT_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TOO_MANY_FAILURES_END_THE_KEY;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_FIRST_BYTE_IS_REJECTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNPROTECTED_TYPES_ARE_FEW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.VERSION_IS_IGNORED;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.dtls13.ReadFacts.Limits;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Reading;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DtlsCiphertext;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.RecordsSpec.Input;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * RFC 9147 §4, reading, as a relation over sets: the epochs that can be read, every number that was
 * ever accepted, and counts of what failed. What becomes of a number, once it is whole, is in
 * {@link RecordTrials}.
 *
 * @param readings how open passages are read
 */
public record ReadEpochsModel(Set<Reading> readings)
        implements Relation<ReadFacts, Input.Read, Effect> {
    private static final long LAST_EPOCH = (1L << 48) - 1;
    private static final long HANDSHAKE = RecordsSpec.HANDSHAKE.number();
    private static final int LONGEST_PLAIN = 1 << 14;

    public ReadEpochsModel {
        readings = Set.copyOf(readings);
    }

    @Override
    public Set<Outcome<ReadFacts, Effect>> permitted(ReadFacts facts, Input.Read input) {
        return switch (input) {
            case Input.ArrivedPlain(var record) -> arrivedPlain(facts, record);
            case Input.Arrived(var record) -> arrived(facts, record);
            case Input.Unmasked(var epoch, var record, var low) ->
                    RecordTrials.unmasked(facts, epoch, record, low);
            case Input.Opened(var number, var type, var content, var length) ->
                    RecordTrials.opened(
                            facts,
                            number,
                            type,
                            content,
                            length,
                            readings.contains(Reading.UNKNOWN_INNER_TYPE_IS_DROPPED));
            case Input.Forged(var number) -> RecordTrials.forged(facts, number);
            case Input.InstallRead(var epoch, var longest, var failures) ->
                    installed(facts, epoch, new Limits(longest, failures));
            case Input.DropRead(var epoch) -> dropped(facts, epoch);
        };
    }

    /** The version says nothing; only a few types travel without protection, and in epoch 0. */
    private static Set<Outcome<ReadFacts, Effect>> arrivedPlain(
            ReadFacts facts, DtlsCiphertext record) {
        var number = new RecordNumber(record.epoch(), record.sequence());
        var faults = new HashSet<Clause>();
        if (!mayBePlain(record.type())) {
            faults.add(UNPROTECTED_TYPES_ARE_FEW);
            faults.add(UNKNOWN_FIRST_BYTE_IS_REJECTED);
        }
        if (record.epoch().number() > 0) faults.add(UNPROTECTED_TYPES_ARE_FEW);
        if (record.fragment().length() > LONGEST_PLAIN) faults.add(INVALID_RECORDS_ARE_DISCARDED);
        if (!facts.readable().contains(0L)) faults.add(EARLIER_EPOCHS_ARE_DISCARDED);
        if (!faults.isEmpty()) return Set.of(RecordTrials.discarded(facts, number, faults));
        var plain = new PlainRecord(number, ContentType.ofCode(record.type()), record.fragment());
        return RecordTrials.unlessReplayed(
                facts,
                number,
                Outcome.of(
                        facts.taking(number),
                        List.of(new Effect.Accepted(plain)),
                        VERSION_IS_IGNORED));
    }

    private static boolean mayBePlain(int type) {
        return type == ContentType.ALERT.code()
                || type == ContentType.HANDSHAKE.code()
                || type == ContentType.ACK.code();
    }

    private static Set<Outcome<ReadFacts, Effect>> arrived(ReadFacts facts, SealedRecord record) {
        if (record.fragment().length() < RecordsSpec.SHORTEST_FRAGMENT)
            return Set.of(rejected(facts, record, SHORT_CIPHERTEXT_IS_REJECTED));
        List<Long> meant = facts.withBits(record.epochBits());
        if (meant.isEmpty()) return unknown(facts, record);
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        for (long epoch : meant) {
            Outcome<ReadFacts, Effect> tried = tried(facts, new Epoch(epoch), record);
            permitted.add(
                    epoch == meant.getFirst()
                            ? tried
                            : tried.departingFrom(EPOCH_BITS_NAME_THE_LATEST));
        }
        return permitted;
    }

    private static Outcome<ReadFacts, Effect> tried(
            ReadFacts facts, Epoch epoch, SealedRecord record) {
        return facts.hasEnded(epoch)
                ? rejected(facts, record, TOO_MANY_FAILURES_END_THE_KEY)
                : Outcome.of(
                        facts,
                        List.of(new Effect.Unmask(epoch, record)),
                        EPOCH_BITS_NAME_THE_LATEST,
                        EARLIER_EPOCHS_MAY_LINGER);
    }

    /** Two bits tell no earlier epoch from a later one; only the handshake has later ones. */
    private static Set<Outcome<ReadFacts, Effect>> unknown(ReadFacts facts, SealedRecord record) {
        var drop =
                rejected(
                        facts,
                        record,
                        LATER_EPOCHS_ARE_HELD_OR_DISCARDED,
                        EARLIER_EPOCHS_ARE_DISCARDED);
        boolean isToCome =
                facts.newest() == 0 && record.epochBits() >= 2
                        || facts.newest() == HANDSHAKE && record.epochBits() == 3;
        if (!isToCome) return Set.of(drop);
        return Set.of(
                drop,
                Outcome.of(
                        facts.holding(record),
                        List.of(new Effect.Held(record, Clause.UNSTATED)),
                        LATER_EPOCHS_ARE_HELD_OR_DISCARDED));
    }

    static Outcome<ReadFacts, Effect> rejected(
            ReadFacts facts, SealedRecord record, Clause... because) {
        return Outcome.of(
                facts, List.of(new Effect.Rejected(record.epochBits(), Clause.UNSTATED)), because);
    }

    /** Epoch 0 is followed by that of the handshake, every other one by the next. */
    static boolean follows(long epoch, long newest) {
        return epoch == (newest == 0 ? HANDSHAKE : newest + 1);
    }

    /** Earlier epochs go or stay, but never a later one before an earlier one. */
    private static Set<Outcome<ReadFacts, Effect>> installed(
            ReadFacts facts, Epoch epoch, Limits limits) {
        if (!follows(epoch.number(), facts.newest()))
            return Set.of(refused(facts, places(facts.newest())));
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        var bounds = new TreeSet<>(facts.readable());
        bounds.add(epoch.number());
        for (long bound : bounds) permitted.add(installed(facts, epoch, limits, bound));
        return permitted;
    }

    static Set<Clause> places(long newest) {
        return newest == LAST_EPOCH
                ? Set.of(EPOCHS_HAVE_THEIR_PLACES, EPOCHS_ARE_USED_UP)
                : Set.of(EPOCHS_HAVE_THEIR_PLACES);
    }

    private static Outcome<ReadFacts, Effect> installed(
            ReadFacts facts, Epoch epoch, Limits limits, long firstKept) {
        var effects = new ArrayList<Effect>();
        Set<Long> gone = Set.copyOf(new TreeSet<>(facts.readable()).headSet(firstKept));
        for (long old : new TreeSet<>(gone))
            effects.add(new Effect.ReadDestroyed(new Epoch(old), Clause.UNSTATED));
        effects.add(new Effect.ReadInstalled(epoch));
        var stillWaiting = new ArrayList<SealedRecord>();
        for (SealedRecord record : facts.waiting())
            if (record.epochBits() == epoch.number() % 4)
                effects.add(new Effect.Unmask(epoch, record));
            else stillWaiting.add(record);
        return Outcome.of(
                facts.without(gone).with(epoch, limits, stillWaiting),
                effects,
                EARLIER_EPOCHS_ARE_DISCARDED,
                EARLIER_EPOCHS_MAY_LINGER,
                EPOCHS_HAVE_THEIR_PLACES);
    }

    /** The newest epoch cannot be dropped: there would be nothing left to hear. */
    private static Set<Outcome<ReadFacts, Effect>> dropped(ReadFacts facts, Epoch epoch) {
        if (!facts.isReadable(epoch) || epoch.number() == facts.newest())
            return Set.of(refused(facts, Set.of(EARLIER_EPOCHS_ARE_DISCARDED)));
        return Set.of(
                Outcome.of(
                        facts.without(Set.of(epoch.number())),
                        List.of(new Effect.ReadDestroyed(epoch, Clause.UNSTATED)),
                        EARLIER_EPOCHS_ARE_DISCARDED));
    }

    private static Outcome<ReadFacts, Effect> refused(ReadFacts facts, Set<Clause> because) {
        return new Outcome<>(
                facts, List.of(new Effect.Refused(Clause.UNSTATED)), because, Set.of());
    }
}
