package dtlskeying.properties.chunk;

import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.crypto.Entropy;
import dtlskeying.impl.crypto.Identity;
import dtlskeying.impl.crypto.KeyKind;
import dtlskeying.impl.crypto.Trust;
import dtlskeying.impl.dtls.SrtpTerms;
import dtlskeying.impl.dtls13.Settings;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.endpoint.ChunkSettings;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpSettings;
import dtlskeying.properties.network.ChunkPair;
import dtlskeying.properties.network.Fates;
import dtlskeying.spec.Role;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A pair of key-managed ends over in-memory SCTP, and all that has happened to them. */
final class ChunkEnds {
    static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");
    static final ChunkSettings ALICE = settings("alice");
    static final ChunkSettings BOB = settings("bob");
    static final SctpSettings OPENING = SctpSettings.of(5000, 5001);
    static final SctpSettings WAITING = SctpSettings.of(5001, 5000);

    final List<ChunkPair.Happened> history = new ArrayList<>();
    final ChunkPair pair;

    ChunkEnds(ChunkEndpoint opening, ChunkEndpoint waiting, Fates fates) {
        this.pair = new ChunkPair(opening, waiting, fates);
    }

    static ChunkEnds of(ChunkSettings opening, ChunkSettings waiting, long seed, Fates fates) {
        return new ChunkEnds(
                end(OPENING, opening, 2 * seed), end(WAITING, waiting, 2 * seed + 1), fates);
    }

    static ChunkEndpoint end(SctpSettings sctp, ChunkSettings settings, long seed) {
        var entropy = Entropy.of(seed);
        var stack = new MemoryStack(entropy.child("sctp"));
        return new ChunkEndpoint(stack, sctp, settings, entropy);
    }

    private static ChunkSettings settings(String name) {
        var identity = Identity.demonstration(name, Entropy.of(name.hashCode()), KeyKind.EC_P256);
        return ChunkSettings.of(Settings.of(identity, new Trust.Anyone(), TODAY, SrtpTerms.NONE));
    }

    /** The first end as it comes back with what it has kept. */
    ChunkEndpoint comeback(RestartKeys keys, long seed) {
        var entropy = Entropy.of(seed).child("comeback");
        var stack = new MemoryStack(entropy.child("sctp"));
        return ChunkEndpoint.restarting(stack, OPENING, ALICE, entropy, keys);
    }

    /** What has happened so far is forgotten. */
    void forget() {
        pair.happened();
        history.clear();
    }

    /** The next thing happens. */
    void step() {
        pair.next();
        history.addAll(pair.happened());
    }

    /** The first end opens, and time passes until both are protected, or that late. */
    ChunkEnds open(long until) {
        pair.connect(Role.CLIENT);
        return run(until);
    }

    /** Time passes until both are settled, or that late. */
    ChunkEnds run(long until) {
        while (!isSettled() && pair.now() < until) {
            step();
        }
        return this;
    }

    ChunkEnds pass(long time) {
        pair.until(time);
        history.addAll(pair.happened());
        return this;
    }

    /** Whether both ends use their keys, or there is no association at any. */
    boolean isSettled() {
        return has(Role.CLIENT, ChunkEvent.Settled.class)
                        && has(Role.SERVER, ChunkEvent.Settled.class)
                || isOver();
    }

    /** Whether an end is down, and the other too or never up. */
    boolean isOver() {
        boolean isDown = false;
        for (Role end : Role.values()) {
            boolean isUp = has(end, ChunkEvent.Associated.class);
            if (has(end, ChunkEvent.Down.class)) isDown = true;
            else if (isUp) return false;
        }
        return isDown;
    }

    boolean has(Role end, Class<? extends ChunkEvent> kind) {
        return !of(end, kind).isEmpty();
    }

    <E extends ChunkEvent> List<E> of(Role end, Class<E> kind) {
        history.addAll(pair.happened());
        return history.stream()
                .filter(each -> each.end() == end)
                .flatMap(each -> each.events().stream())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** What happened but for packets and steps of machines, a line for each moment. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (var each : history) {
            var events = each.events().stream().filter(ChunkEnds::isTold).toList();
            if (!events.isEmpty())
                text.append(String.format("%n%8d  %s  %s", each.time(), each.end().text(), events));
        }
        return text.toString();
    }

    private static boolean isTold(ChunkEvent event) {
        return switch (event) {
            case ChunkEvent.Packet _, ChunkEvent.Stepped _ -> false;
            case ChunkEvent.Ordered(_, var effects) -> !effects.isEmpty();
            case ChunkEvent _ -> true;
        };
    }
}
