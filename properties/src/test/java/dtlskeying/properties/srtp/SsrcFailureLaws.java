package dtlskeying.properties.srtp;

import static dtlskeying.properties.srtp.SsrcMappingChapter.LIMITS;
import static dtlskeying.properties.srtp.SsrcMappingLaws.all;
import static dtlskeying.properties.srtp.SsrcMappingLaws.did;
import static dtlskeying.properties.srtp.SsrcMappingLaws.packet;
import static dtlskeying.properties.srtp.SsrcMappingLaws.table;
import static dtlskeying.properties.srtp.SsrcMappingLaws.unless;

import dtlskeying.impl.srtp.FailureRecords;
import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.impl.srtp.SsrcMapping.Calm;
import dtlskeying.impl.srtp.SsrcMapping.Flooded;
import dtlskeying.impl.srtp.SsrcMapping.Gone;
import dtlskeying.model.srtp.SsrcFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What holds of sources that fail: P29, and who goes first under a flood (§7.4). */
final class SsrcFailureLaws {
    static final Law<SsrcMapping, Input, Effect, SsrcFacts> GIVEN_UP_AT_THE_LIMIT =
            new Law<>("P29 FailTableLimits", SsrcFailureLaws::givenUpTooEarly);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> RECORDS_TIME_OUT =
            new Law<>("P29 FailTableTimesOut", SsrcFailureLaws::keptTooLong);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> RECORDS_ARE_PRUNED =
            Law.ofSteps("P29 FailTableIsPruned", SsrcFailureLaws::notPruned);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> MEMORY_IS_BOUNDED =
            Law.ofSteps("P29 FailTableIsBounded", SsrcFailureLaws::grows);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> KNOWN_GO_FIRST =
            Law.ofSteps("known sources and peers go first in a flood", SsrcFailureLaws::outOfTurn);

    static final Law<SsrcMapping, Input, Effect, SsrcFacts> FLOOD_IS_NOTICED =
            new Law<>("a flood is noticed, and its end", SsrcFailureLaws::unnoticed);

    private SsrcFailureLaws() {}

    static FailureRecords failures(SsrcMapping state) {
        return switch (state) {
            case Calm(_, var failures) -> failures;
            case Flooded(_, var failures) -> failures;
            case Gone _ -> FailureRecords.none(LIMITS);
        };
    }

    /** So many packets must have failed in a row, none of them before the latest opening. */
    private static Optional<String> givenUpTooEarly(
            Trace<SsrcMapping, Input, Effect, SsrcFacts> trace) {
        var failed = new HashMap<Ssrc, Integer>();
        failures(trace.start().state())
                .bySource()
                .forEach((ssrc, record) -> failed.put(ssrc, record.packets()));
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Opened && !did(entry, Effect.Refused.class))
                failed.clear();
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.Learned(var ssrc, _)) failed.remove(ssrc);
                if (effect instanceof Effect.Failed(var ssrc, _, _))
                    failed.merge(ssrc, 1, Integer::sum);
            }
            for (var record : failures(entry.after()).bySource().entrySet())
                if (record.getValue().packets() > failed.getOrDefault(record.getKey(), 0))
                    return Optional.of(record + " is too much: " + entry);
            for (var one : all(entry.effects(), Effect.GivenUp.class).toList())
                if (failed.getOrDefault(one.ssrc(), 0) < LIMITS.failures())
                    return Optional.of(one + " too early: " + entry);
        }
        return Optional.empty();
    }

    private static Optional<String> keptTooLong(
            Trace<SsrcMapping, Input, Effect, SsrcFacts> trace) {
        Map<Ssrc, Integer> silence = new HashMap<>();
        failures(trace.start().state()).bySource().keySet().forEach(one -> silence.put(one, 0));
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Passed(var seconds))
                silence.replaceAll((_, since) -> since + seconds);
            all(entry.effects(), Effect.Failed.class).forEach(one -> silence.put(one.ssrc(), 0));
            for (Ssrc ssrc : failures(entry.after()).bySource().keySet())
                if (silence.get(ssrc) >= LIMITS.timeout())
                    return Optional.of(ssrc + " is still on record after " + entry);
        }
        return Optional.empty();
    }

    /** Success removes a record without a word; a deletion, an opening and time say so. */
    private static Optional<String> notPruned(Entry<SsrcMapping, Input, Effect> entry) {
        var after = failures(entry.after()).bySource().keySet();
        var gone =
                failures(entry.before()).bySource().keySet().stream()
                        .filter(ssrc -> !after.contains(ssrc))
                        .filter(ssrc -> !table(entry.after()).mapped().containsKey(ssrc))
                        .toList();
        var pardoned =
                all(entry.effects(), Effect.Pardoned.class).map(Effect.Pardoned::ssrc).toList();
        boolean isKnownAndFailing =
                !Collections.disjoint(after, table(entry.after()).mapped().keySet());
        return unless(gone.equals(pardoned) && !isKnownAndFailing, entry);
    }

    private static Optional<String> grows(Entry<SsrcMapping, Input, Effect> entry) {
        var failures = failures(entry.after());
        return unless(
                failures.bySource().size() <= LIMITS.records()
                        && failures.failed() <= LIMITS.flood(),
                entry);
    }

    private static Optional<String> outOfTurn(Entry<SsrcMapping, Input, Effect> entry) {
        if (entry.before() instanceof Gone || packet(entry.input()).isEmpty())
            return unless(!did(entry, Effect.Postponed.class), entry);
        var packet = packet(entry.input()).get();
        boolean isLast =
                packet.waits()
                        && entry.before() instanceof Flooded
                        && !table(entry.before()).mapped().containsKey(packet.ssrc());
        return isLast
                ? unless(!did(entry, Effect.Tried.class), entry)
                : unless(!did(entry, Effect.Postponed.class), entry);
    }

    /** Failures are counted in periods, one after the other from the start. */
    private static Optional<String> unnoticed(Trace<SsrcMapping, Input, Effect, SsrcFacts> trace) {
        int failed = failures(trace.start().state()).failed();
        int second = 0;
        for (var entry : trace.entries()) {
            if (entry.after() instanceof Gone) return Optional.empty();
            if (entry.input() instanceof Input.Passed(var seconds)) {
                second += seconds;
                if (second >= LIMITS.timeout()) failed = 0;
                second %= LIMITS.timeout();
            }
            if (did(entry, Effect.Failed.class)) failed++;
            if (failed >= LIMITS.flood() != entry.after() instanceof Flooded)
                return Optional.of(failed + " packets have failed in this period: " + entry);
        }
        return Optional.empty();
    }
}
