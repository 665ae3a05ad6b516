package dtlskeying.properties.chunk;

import static dtlskeying.spec.chunk.ChunkProtectionSpec.Claim.REPLAYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.EnforcementSpec.Claim.FAILED_PACKETS_END_NOTHING;

import dtlskeying.model.chunk.OperatorFacts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Trace;
import dtlskeying.properties.Trace.Entry;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Effect;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Fault;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Input;
import dtlskeying.spec.chunk.ChunkProtectionSpec.Packet;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What holds of an operator: P30, P51, P61, P66, P69 and P70. */
final class ChunkProtectionLaws {
    static final Law<Operated, Input, Effect, OperatorFacts> PERMITTED =
            Law.permittedBy(ChunkProtectionChapter.CHAPTER);

    static final Law<Operated, Input, Effect, OperatorFacts> FAILED_PACKET_CHANGES_NOTHING =
            new Law<>("P30 FailedPacketChangesNothing", ChunkProtectionLaws::replayOfNothing);

    static final Law<Operated, Input, Effect, OperatorFacts> NUMBERS_COUNT_FROM_ZERO =
            new Law<>("P51 SequenceFrom0UnderEachKey", ChunkProtectionLaws::strayNumber);

    static final Law<Operated, Input, Effect, OperatorFacts> ACCEPT_AT_MOST_ONCE =
            new Law<>("P61 ChunkAcceptAtMostOnce", ChunkProtectionLaws::openedTwice);

    static final Law<Operated, Input, Effect, OperatorFacts> LIMITS_ARE_HONOURED =
            new Law<>("P66 AeadLimitsHonoured", ChunkProtectionLaws::beyondTheLimit);

    static final Law<Operated, Input, Effect, OperatorFacts> RESTART_IS_NO_TRAFFIC =
            Law.ofSteps("P69 RestartContextNeverForTraffic", ChunkProtectionLaws::wrongUse);

    static final Law<Operated, Input, Effect, OperatorFacts> NO_NONCE_TWICE =
            new Law<>("P70 NeverReusesNonce", ChunkProtectionLaws::sealedTwice);

    private ChunkProtectionLaws() {}

    private record Key(KeyUse use, Epoch epoch) {}

    /** A chunk that is dropped as a replay although nothing genuine came to make it one. */
    private static Optional<String> replayOfNothing(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        List<Packet.Chunk> genuine = new ArrayList<>();
        for (var entry : trace.entries()) {
            if (!(entry.input() instanceof Input.Arrived(Packet.Chunk chunk))
                    || !chunk.fault().isGenuine()) continue;
            boolean isReplay =
                    entry.effects().getFirst() instanceof Effect.Discarded(var clause)
                            && clause == REPLAYS_ARE_DISCARDED;
            if (isReplay && genuine.stream().noneMatch(other -> makesStale(other, chunk)))
                return Optional.of("a replay of nothing: " + entry);
            genuine.add(chunk);
        }
        return Optional.empty();
    }

    private static boolean makesStale(Packet.Chunk other, Packet.Chunk chunk) {
        return other.use() == chunk.use()
                && other.epoch().equals(chunk.epoch())
                && (other.number() == chunk.number()
                        || other.number() - chunk.number() >= Operated.WINDOW);
    }

    /** How much each key had sealed when the trace began. */
    private static HashMap<Key, Long> sealedBefore(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        var sealed = new HashMap<Key, Long>();
        trace.start()
                .facts()
                .sending()
                .forEach((use, key) ->
                        sealed.put(new Key(use, new Epoch(key.epoch())), key.sealed()));
        return sealed;
    }

    private static Optional<String> strayNumber(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        var next = sealedBefore(trace);
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) next.clear();
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Sealed(var use, var epoch, var number)
                        && number != next.merge(new Key(use, epoch), 1L, Long::sum) - 1)
                    return Optional.of("number " + number + ": " + entry);
        }
        return Optional.empty();
    }

    private static Optional<String> openedTwice(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        var opened = new HashSet<Effect>();
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) opened.clear();
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Opened && !opened.add(effect))
                    return Optional.of("opened again: " + entry);
        }
        return Optional.empty();
    }

    private static Optional<String> sealedTwice(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        var sealed = new HashSet<Effect>();
        sealedBefore(trace)
                .forEach((key, count) -> {
                    for (long i = 0; i < count; i++)
                        sealed.add(new Effect.Sealed(key.use(), key.epoch(), i));
                });
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) sealed.clear();
            for (Effect effect : entry.effects())
                if (effect instanceof Effect.Sealed && !sealed.add(effect))
                    return Optional.of("a nonce is used again: " + entry);
        }
        return Optional.empty();
    }

    private static Optional<String> beyondTheLimit(
            Trace<Operated, Input, Effect, OperatorFacts> trace) {
        var sealed = sealedBefore(trace);
        var failed = new HashMap<Key, Long>();
        for (Input input : trace.start().state().history()) noteKey(failed, input);
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) sealed.clear();
            if (entry.input() instanceof Input.Ended) failed.clear();
            if (entry.effects().isEmpty()) noteKey(failed, entry.input());
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.Sealed(var use, var epoch, _)
                        && sealed.merge(new Key(use, epoch), 1L, Long::sum)
                                > Operated.LIMITS.records())
                    return Optional.of("one too many is sealed: " + entry);
                if (isTriedInVain(entry, effect)
                        && failed.containsKey(key(entry))
                        && failed.merge(key(entry), 1L, Long::sum) > Operated.LIMITS.failures())
                    return Optional.of("one too many is tried: " + entry);
            }
        }
        return Optional.empty();
    }

    private static void noteKey(HashMap<Key, Long> failed, Input input) {
        if (input instanceof Input.SetReceive(var use, var epoch))
            failed.put(new Key(use, epoch), 0L);
    }

    private static boolean isTriedInVain(Entry<Operated, Input, Effect> entry, Effect effect) {
        return entry.input() instanceof Input.Arrived(Packet.Chunk chunk)
                && chunk.fault() == Fault.FLIPPED_BIT
                && effect.clause() == FAILED_PACKETS_END_NOTHING;
    }

    private static Key key(Entry<Operated, Input, Effect> entry) {
        return entry.input() instanceof Input.Arrived(Packet.Chunk chunk)
                ? new Key(chunk.use(), chunk.epoch())
                : null;
    }

    /** What leaves is under the primary key if there is one; what is opened says its own use. */
    private static Optional<String> wrongUse(Entry<Operated, Input, Effect> entry) {
        for (Effect effect : entry.effects()) {
            if (effect instanceof Effect.Sealed(var use, _, _)
                    && use == KeyUse.RESTART
                    && hasPrimary(entry.before()))
                return Optional.of("traffic under the restart key: " + entry);
            if (effect instanceof Effect.Opened
                    && entry.input() instanceof Input.Arrived(Packet.Chunk chunk)
                    && chunk.fault() == Fault.OTHER_USE)
                return Optional.of("the R bit is not looked at: " + entry);
        }
        return Optional.empty();
    }

    private static boolean hasPrimary(Operated state) {
        var since =
                state.history()
                        .subList(
                                state.history().lastIndexOf(new Input.Ended()) + 1,
                                state.history().size());
        return since.stream()
                .anyMatch(input ->
                        input instanceof Input.SetSend(var use, _) && use == KeyUse.PRIMARY);
    }
}
