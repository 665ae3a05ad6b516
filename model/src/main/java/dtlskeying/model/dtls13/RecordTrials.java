package dtlskeying.model.dtls13;

import static dtlskeying.spec.dtls.ReplayWindowSpec.Claim.EVERY_EPOCH_HAS_ITS_WINDOW;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.EARLIER_EPOCHS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.FAILURES_ARE_COUNTED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.INVALID_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBERS_START_AT_ZERO;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_MASKED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.NUMBER_IS_THE_NEAREST;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.OVERLONG_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OBEY_THE_PEERS_LIMIT;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORD_OF_ZEROS_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.REPLAYED_RECORDS_ARE_DISCARDED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TOO_MANY_FAILURES_END_THE_KEY;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.TRAFFIC_WAITS_FOR_ITS_KEYS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UNKNOWN_TYPE_ENDS_THE_CONNECTION;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.model.Outcome;
import dtlskeying.spec.Alert;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls13.PlainRecord;
import dtlskeying.spec.dtls13.RecordNumber;
import dtlskeying.spec.dtls13.RecordsSpec.Effect;
import dtlskeying.spec.dtls13.SealedRecord;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What a receiver makes of a protected record, from its uncovered number to its content. */
final class RecordTrials {
    /** Nobody need remember more numbers than these behind the highest. */
    private static final int REACH = 64;

    private static final long NUMBERS = 1L << 48;

    private RecordTrials() {}

    static Set<Outcome<ReadFacts, Effect>> unmasked(
            ReadFacts facts, Epoch epoch, SealedRecord record, int low) {
        if (!facts.isReadable(epoch) || epoch.equals(Epoch.UNPROTECTED))
            return Set.of(ReadEpochsModel.rejected(facts, record, EARLIER_EPOCHS_ARE_DISCARDED));
        if (facts.hasEnded(epoch))
            return Set.of(ReadEpochsModel.rejected(facts, record, TOO_MANY_FAILURES_END_THE_KEY));
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        for (long sequence : nearest(expected(facts, epoch), low, 8 * record.numberLength())) {
            var number = new RecordNumber(epoch, sequence);
            permitted.addAll(
                    unlessReplayed(
                            facts,
                            number,
                            Outcome.of(
                                    facts,
                                    List.of(new Effect.Open(number, record)),
                                    NUMBER_IS_THE_NEAREST,
                                    NUMBER_IS_MASKED,
                                    NUMBERS_START_AT_ZERO)));
        }
        return permitted;
    }

    private static long expected(ReadFacts facts, Epoch epoch) {
        return facts.highest(epoch).orElse(-1) + 1;
    }

    /** The numbers with these low bits that are as near as can be: one, or two that are equal. */
    static Set<Long> nearest(long expected, int low, int bits) {
        long period = 1L << bits;
        long below = Math.floorDiv(expected - low, period) * period + low;
        var near = new TreeSet<Long>();
        for (long candidate : List.of(below, below + period))
            if (candidate >= 0 && candidate < NUMBERS) near.add(candidate);
        long least = near.stream().mapToLong(each -> Math.abs(each - expected)).min().orElseThrow();
        near.removeIf(each -> Math.abs(each - expected) > least);
        return near;
    }

    /**
     * What was accepted is never accepted again; what is far behind may be remembered or not. Only
     * in epoch 0, where anyone can have moved the window, is a number far behind neither good nor
     * bad.
     */
    static Set<Outcome<ReadFacts, Effect>> unlessReplayed(
            ReadFacts facts, RecordNumber number, Outcome<ReadFacts, Effect> welcome) {
        var replayed =
                discarded(
                        facts,
                        number,
                        Set.of(REPLAYED_RECORDS_ARE_DISCARDED, EVERY_EPOCH_HAS_ITS_WINDOW));
        boolean isOpenToAll = number.epoch().equals(Epoch.UNPROTECTED);
        if (facts.isBehind(number, REACH) && isOpenToAll) return Set.of(welcome, replayed);
        if (facts.isTaken(number)) return Set.of(replayed);
        return facts.isBehind(number, REACH) ? Set.of(welcome, replayed) : Set.of(welcome);
    }

    static Outcome<ReadFacts, Effect> discarded(
            ReadFacts facts, RecordNumber number, Set<Clause> because) {
        return new Outcome<>(
                facts, List.of(new Effect.Discarded(number, Clause.UNSTATED)), because, Set.of());
    }

    /** {@code dropsUnknown} is the reading by which a record of an unknown type is dropped. */
    static Set<Outcome<ReadFacts, Effect>> opened(
            ReadFacts facts,
            RecordNumber number,
            int type,
            Octets content,
            int length,
            boolean dropsUnknown) {
        Epoch epoch = number.epoch();
        if (!facts.isReadable(epoch) || facts.hasEnded(epoch) || epoch.equals(Epoch.UNPROTECTED))
            return Set.of(discarded(facts, number, gone()));
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        for (var outcome : authentic(facts, number, type, content, length, dropsUnknown))
            permitted.addAll(unlessReplayed(facts, number, outcome));
        return permitted;
    }

    private static Set<Clause> gone() {
        return Set.of(
                EARLIER_EPOCHS_ARE_DISCARDED,
                TOO_MANY_FAILURES_END_THE_KEY,
                REPLAYED_RECORDS_ARE_DISCARDED);
    }

    /** The peer alone can have sent it: what is wrong with it is the peer's fault. */
    private static Set<Outcome<ReadFacts, Effect>> authentic(
            ReadFacts facts,
            RecordNumber number,
            int type,
            Octets content,
            int length,
            boolean dropsUnknown) {
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        if (length > facts.limits().get(number.epoch().number()).longest()) {
            permitted.add(discarded(facts, number, Set.of(OVERLONG_RECORDS_ARE_DISCARDED)));
            permitted.addAll(
                    violated(
                            facts,
                            number,
                            Alert.RECORD_OVERFLOW,
                            RECORDS_OBEY_THE_PEERS_LIMIT,
                            OVERLONG_RECORDS_ARE_DISCARDED));
        }
        if (!isProtectedType(type)) permitted.addAll(unknown(facts, number, type, dropsUnknown));
        if (isEarlyTraffic(number, type))
            permitted.addAll(
                    violated(facts, number, Alert.UNEXPECTED_MESSAGE, TRAFFIC_WAITS_FOR_ITS_KEYS));
        if (!permitted.isEmpty()) return permitted;
        var plain = new PlainRecord(number, ContentType.ofCode(type), content);
        return Set.of(
                Outcome.of(
                        facts.taking(number),
                        List.of(new Effect.Accepted(plain)),
                        EVERY_EPOCH_HAS_ITS_WINDOW));
    }

    /** A record of zeros has no type at all. */
    private static Set<Outcome<ReadFacts, Effect>> unknown(
            ReadFacts facts, RecordNumber number, int type, boolean dropsUnknown) {
        Clause because =
                type == 0 ? RECORD_OF_ZEROS_ENDS_THE_CONNECTION : UNKNOWN_TYPE_ENDS_THE_CONNECTION;
        if (!dropsUnknown) return violated(facts, number, Alert.UNEXPECTED_MESSAGE, because);
        List<Effect> dropped = List.of(new Effect.Discarded(number, Clause.UNSTATED));
        return Set.of(
                Outcome.of(facts, dropped, INVALID_RECORDS_ARE_DISCARDED),
                Outcome.of(facts.taking(number), dropped, INVALID_RECORDS_ARE_DISCARDED));
    }

    private static boolean isProtectedType(int type) {
        return ContentType.isKnown(type) && type != ContentType.CHANGE_CIPHER_SPEC.code();
    }

    private static boolean isEarlyTraffic(RecordNumber number, int type) {
        return type == ContentType.APPLICATION_DATA.code()
                && number.epoch().compareTo(Epoch.FIRST_OF_TRAFFIC) < 0;
    }

    /** The end is near: whether the number is remembered does not matter any more. */
    private static Set<Outcome<ReadFacts, Effect>> violated(
            ReadFacts facts, RecordNumber number, Alert alert, Clause... because) {
        List<Effect> effects = List.of(new Effect.Violated(number, alert, Clause.UNSTATED));
        return new HashSet<>(
                List.of(
                        Outcome.of(facts, effects, because),
                        Outcome.of(facts.taking(number), effects, because)));
    }

    /**
     * A failure moves no window; it is counted, and in the end it costs the key. Keys that have
     * been replaced need not be replaced.
     */
    static Set<Outcome<ReadFacts, Effect>> forged(ReadFacts facts, RecordNumber number) {
        Epoch epoch = number.epoch();
        if (!facts.isReadable(epoch) || facts.hasEnded(epoch))
            return Set.of(discarded(facts, number, gone()));
        if (epoch.equals(Epoch.UNPROTECTED))
            return Set.of(discarded(facts, number, Set.of(INVALID_RECORDS_ARE_DISCARDED)));
        long count = facts.failuresOf(epoch) + 1;
        long limit = facts.limits().get(epoch.number()).failures();
        var permitted = new HashSet<Outcome<ReadFacts, Effect>>();
        boolean isReplaced = epoch.number() < facts.newest();
        var asking = new HashSet<>(Quotas.asksAt(count, limit, facts.isDue(epoch)));
        if (isReplaced) asking.add(false);
        for (boolean asks : asking)
            for (boolean ends : Quotas.endsAt(count, limit))
                permitted.add(failed(facts, number, asks, ends));
        return permitted;
    }

    private static Outcome<ReadFacts, Effect> failed(
            ReadFacts facts, RecordNumber number, boolean asks, boolean ends) {
        Epoch epoch = number.epoch();
        ReadFacts after = facts.failing(epoch, asks);
        var effects = new ArrayList<Effect>();
        effects.add(new Effect.Failed(number, Clause.UNSTATED));
        if (asks) effects.add(new Effect.UpdateDue(epoch, Clause.UNSTATED));
        if (ends && epoch.number() == facts.newest()) {
            after = after.ending(epoch);
            effects.add(new Effect.Exhausted(epoch, Clause.UNSTATED));
        } else if (ends) {
            after = after.without(Set.of(epoch.number()));
            effects.add(new Effect.ReadDestroyed(epoch, Clause.UNSTATED));
        }
        return Outcome.of(
                after,
                effects,
                INVALID_RECORDS_ARE_DISCARDED,
                FAILURES_ARE_COUNTED,
                UPDATE_COMES_BEFORE_THE_LIMIT,
                TOO_MANY_FAILURES_END_THE_KEY);
    }
}
