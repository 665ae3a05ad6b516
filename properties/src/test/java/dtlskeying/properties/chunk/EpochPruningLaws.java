package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is required of the receive keys: P51, P57 to P59 and P69. */
final class EpochPruningLaws {
    static final Law<EpochPruning, Input, Effect, Facts> FIRST_EPOCH_3_THEN_CONSECUTIVE =
            new Law<>(
                    "P51 FirstEpoch3ThenConsecutive",
                    trace -> inSequel(trace, EpochPruningLaws::comesOutOfTurn));

    static final Law<EpochPruning, Input, Effect, Facts> INSTALL_LEAVES_EXACTLY_TWO =
            new Law<>(
                    "P57 InstallN1LeavesExactlyNAndN1",
                    trace -> inSequel(trace, EpochPruningLaws::leavesOthers));

    static final Law<EpochPruning, Input, Effect, Facts> NO_LOSS_BY_REKEY =
            new Law<>(
                    "P58 NoLossByRekeyWhenAtMostOneInstallWhileInFlight",
                    trace -> inSequel(trace, EpochPruningLaws::losesTheLastTwo));

    static final Law<EpochPruning, Input, Effect, Facts> BITS_RESOLVE_UNIQUELY =
            new Law<>(
                    "P59 EpochBitsResolveUniquely",
                    trace -> inSequel(trace, EpochPruningLaws::meansAnother));

    static final Law<EpochPruning, Input, Effect, Facts> R_BIT_SELECTS =
            Law.ofSteps(
                    "P69 RestartContextNeverForTraffic: the R bit selects",
                    entry -> {
                        boolean crosses =
                                entry.effects().stream()
                                        .anyMatch(effect -> isOfOther(entry, effect));
                        return crosses ? Optional.of(entry.toString()) : Optional.empty();
                    });

    private EpochPruningLaws() {}

    /** What is known from the outside of the keys of one use. */
    private record Known(Set<Long> alive, long last) {
        static final Known NONE = new Known(Set.of(), 2);

        Known with(long epoch) {
            var more = new TreeSet<>(alive);
            more.add(epoch);
            return new Known(more, epoch);
        }

        Known without(long epoch) {
            var fewer = new TreeSet<>(alive);
            fewer.remove(epoch);
            return new Known(fewer, last);
        }
    }

    @FunctionalInterface
    private interface Objection {
        boolean applies(
                Map<KeyUse, Known> before,
                Map<KeyUse, Known> after,
                Entry<EpochPruning, Input, Effect> entry);
    }

    private static Optional<String> inSequel(
            Trace<EpochPruning, Input, Effect, Facts> trace, Objection objection) {
        var known = new EnumMap<KeyUse, Known>(KeyUse.class);
        for (KeyUse use : KeyUse.values()) {
            var keys = trace.start().facts().of(use);
            known.put(use, new Known(keys.alive(), keys.last()));
        }
        for (var entry : trace.entries()) {
            var before = Map.copyOf(known);
            for (Effect effect : entry.effects()) take(known, effect);
            if (entry.input() instanceof Input.Ended) known.replaceAll((_, _) -> Known.NONE);
            if (objection.applies(before, known, entry)) return Optional.of(entry.toString());
        }
        return Optional.empty();
    }

    private static void take(Map<KeyUse, Known> known, Effect effect) {
        if (effect instanceof Effect.Installed(var use, var epoch))
            known.put(use, known.get(use).with(epoch.number()));
        if (effect instanceof Effect.Destroyed(var use, var epoch, _))
            known.put(use, known.get(use).without(epoch.number()));
    }

    private static boolean comesOutOfTurn(
            Map<KeyUse, Known> before,
            Map<KeyUse, Known> after,
            Entry<EpochPruning, Input, Effect> entry) {
        if (!(entry.input() instanceof Input.Install(var use, var epoch))) return false;
        boolean isNext = epoch.number() == before.get(use).last() + 1;
        return entry.effects().contains(new Effect.Installed(use, epoch)) != isNext;
    }

    private static boolean leavesOthers(
            Map<KeyUse, Known> before,
            Map<KeyUse, Known> after,
            Entry<EpochPruning, Input, Effect> entry) {
        for (Effect effect : entry.effects())
            if (effect instanceof Effect.Installed(var use, var epoch)) {
                var left = new TreeSet<>(Set.of(epoch.number()));
                if (before.get(use).alive().contains(epoch.number() - 1))
                    left.add(epoch.number() - 1);
                if (!after.get(use).alive().equals(left)) return true;
            }
        return false;
    }

    /** The last two keys open what is under way, until they are taken away on purpose. */
    private static boolean losesTheLastTwo(
            Map<KeyUse, Known> before,
            Map<KeyUse, Known> after,
            Entry<EpochPruning, Input, Effect> entry) {
        if (entry.input() instanceof Input.Install(var use, var epoch))
            return entry.effects().stream()
                    .anyMatch(effect ->
                            effect instanceof Effect.Destroyed(var of, var gone, _)
                                    && of == use
                                    && gone.number() > epoch.number() - 2);
        if (!(entry.input() instanceof Input.Arrived(var use, var bits))) return false;
        for (long epoch : before.get(use).alive())
            if ((epoch & 3) == bits && epoch > before.get(use).last() - 2)
                return entry.effects().stream().noneMatch(Effect.Meant.class::isInstance);
        return false;
    }

    private static boolean meansAnother(
            Map<KeyUse, Known> before,
            Map<KeyUse, Known> after,
            Entry<EpochPruning, Input, Effect> entry) {
        for (Known keys : after.values())
            if (keys.alive().stream().map(epoch -> epoch & 3).distinct().count()
                    < keys.alive().size()) return true;
        if (!(entry.input() instanceof Input.Arrived(var use, var bits))) return false;
        var named = before.get(use).alive().stream().filter(epoch -> (epoch & 3) == bits).toList();
        var meant =
                entry.effects().stream()
                        .filter(Effect.Meant.class::isInstance)
                        .map(effect -> ((Effect.Meant) effect).epoch().number())
                        .toList();
        return !meant.equals(named);
    }

    private static boolean isOfOther(Entry<EpochPruning, Input, Effect> entry, Effect effect) {
        KeyUse asked =
                switch (entry.input()) {
                    case Input.Install(var use, _) -> use;
                    case Input.Remove(var use, _) -> use;
                    case Input.Arrived(var use, _) -> use;
                    case Input.Ended() -> null;
                };
        KeyUse done =
                switch (effect) {
                    case Effect.Installed(var use, _) -> use;
                    case Effect.Destroyed(var use, _, _) -> use;
                    case Effect.Meant(var use, _) -> use;
                    case Effect.Discarded _, Effect.Refused _ -> asked;
                };
        return asked != null && asked != done;
    }
}
