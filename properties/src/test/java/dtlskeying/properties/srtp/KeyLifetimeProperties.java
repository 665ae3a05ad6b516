package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.EXPIRED_KEYS_PROCESS_NOTHING;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Claim.PACKETS_ARE_COUNTED_PER_KEY;
import static dtlskeying.spec.srtp.KeyLifetimeSpec.Direction.IN;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.KeyLifetime;
import dtlskeying.impl.srtp.KeyLifetime.Ageing;
import dtlskeying.impl.srtp.KeyLifetime.Fresh;
import dtlskeying.impl.srtp.KeyLifetime.Spent;
import dtlskeying.model.srtp.KeyLifetimeModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Refusal;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Effect;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Input;
import dtlskeying.spec.srtp.KeyLifetimeSpec.Limit;
import dtlskeying.spec.srtp.PacketKind;

import net.jqwik.api.Example;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** §4.4 held against its model: P38 and P39, bugs X19 and X20. */
public class KeyLifetimeProperties extends ChapterProperties<KeyLifetime, Input, Effect, Facts> {
    private static final long LIFETIME = KeyLifetimeChapter.LIMIT.packets();

    /** P38: each key is counted by itself, and the first that is spent stops everything. */
    static final Law<KeyLifetime, Input, Effect, Facts> LIFETIME_STOPS_BOTH_DIRECTIONS =
            new Law<>("P38 LifetimeStopsBothDirections", KeyLifetimeProperties::miscounted);

    /** P39: new keys are asked for, once, before a key is spent. */
    static final Law<KeyLifetime, Input, Effect, Facts> REKEY_STARTS_BEFORE_LIFETIME_END =
            new Law<>("P39 RekeyStartsBeforeLifetimeEnd", KeyLifetimeProperties::unasked);

    public KeyLifetimeProperties() {
        super(KeyLifetimeChapter.CHAPTER, 5);
    }

    @Example
    void P38_lifetime_stops_both_directions() {
        holds(LIFETIME_STOPS_BOTH_DIRECTIONS);
    }

    @Example
    void P39_rekey_starts_before_lifetime_end() {
        holds(REKEY_STARTS_BEFORE_LIFETIME_END);
    }

    private static Optional<String> miscounted(Trace<KeyLifetime, Input, Effect, Facts> trace) {
        Map<String, Long> counts = new HashMap<>();
        for (var entry : trace.entries()) {
            String key = keyOf(entry.input());
            if (key.isEmpty()) counts.clear();
            else {
                boolean forged = entry.input() instanceof Input.Arrived(_, var ok) && !ok;
                boolean stopped = forged || counts.containsValue(LIFETIME);
                boolean dropped = entry.effects().stream().anyMatch(Refusal.class::isInstance);
                if (dropped != stopped) return Optional.of(counts + " before " + entry);
                if (!stopped) counts.merge(key, 1L, Long::sum);
                if (!stopped && !counts.equals(with(counts, entry.effects())))
                    return Optional.of(counts + " is not what " + entry + " says");
            }
        }
        return Optional.empty();
    }

    private static String keyOf(Input input) {
        return switch (input) {
            case Input.Protect(var kind) -> "out " + kind;
            case Input.Arrived(var kind, _) -> "in " + kind;
            case Input.Rekeyed() -> "";
        };
    }

    /** The counts as the effect has them. */
    private static Map<String, Long> with(Map<String, Long> counts, List<Effect> effects) {
        var said = new HashMap<>(counts);
        for (Effect effect : effects)
            if (effect instanceof Effect.Processed(var direction, var kind, var count))
                said.put((direction == IN ? "in " : "out ") + kind, count);
        return said;
    }

    private static Optional<String> unasked(Trace<KeyLifetime, Input, Effect, Facts> trace) {
        int asked = 0;
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Rekeyed) asked = 0;
            for (Effect effect : entry.effects()) {
                if (effect instanceof Effect.Processed(_, _, var count)
                        && count == LIFETIME
                        && asked == 0) return Optional.of("never asked before " + entry);
                if (effect instanceof Effect.RekeyAsked && ++asked > 1)
                    return Optional.of("asked again: " + entry);
            }
        }
        return Optional.empty();
    }

    @Override
    protected List<Mutant<KeyLifetime, Input, Effect, Facts>> mutants() {
        return List.of(
                new Mutant<>(
                        "X19",
                        "RTP and RTCP are counted together",
                        Set.of(PACKETS_ARE_COUNTED_PER_KEY),
                        LIFETIME_STOPS_BOTH_DIRECTIONS,
                        KeyLifetimeProperties::countingTogether),
                new Mutant<>(
                        "X19a",
                        "only what is sent is counted",
                        Set.of(PACKETS_ARE_COUNTED_PER_KEY, EXPIRED_KEYS_PROCESS_NOTHING),
                        LIFETIME_STOPS_BOTH_DIRECTIONS,
                        Mutant.instead(KeyLifetimeProperties::uncountedArrival)),
                new Mutant<>(
                        "X20",
                        "one packet more than the lifetime is processed",
                        Set.of(EXPIRED_KEYS_PROCESS_NOTHING),
                        LIFETIME_STOPS_BOTH_DIRECTIONS,
                        KeyLifetimeProperties::oneTooMany),
                new Mutant<>(
                        "spent-inbound",
                        "spent keys still open what arrives",
                        Set.of(EXPIRED_KEYS_PROCESS_NOTHING),
                        LIFETIME_STOPS_BOTH_DIRECTIONS,
                        Mutant.instead(KeyLifetimeProperties::openedUnderSpentKeys)),
                new Mutant<>(
                        "forged-count",
                        "forged packets use up the lifetime of a key",
                        Set.of(PACKETS_ARE_COUNTED_PER_KEY),
                        refusalsChangeNothing(),
                        KeyLifetimeProperties::countingForgeries),
                new Mutant<>(
                        "never-asks",
                        "nobody asks for new keys until none are left",
                        Set.of(A_NEW_HANDSHAKE_REPLACES_SPENT_KEYS),
                        REKEY_STARTS_BEFORE_LIFETIME_END,
                        KeyLifetimeProperties::neverAsking));
    }

    private static Machine<KeyLifetime, Input, Effect> countingTogether(
            Machine<KeyLifetime, Input, Effect> healthy) {
        return (state, input) ->
                switch (input) {
                    case Input.Protect(var kind) ->
                            labelled(healthy.on(state, new Input.Protect(PacketKind.RTP)), kind);
                    case Input.Arrived(var kind, var genuine) ->
                            labelled(
                                    healthy.on(state, new Input.Arrived(PacketKind.RTP, genuine)),
                                    kind);
                    case Input.Rekeyed() -> healthy.on(state, input);
                };
    }

    private static Step<KeyLifetime, Effect> labelled(
            Step<KeyLifetime, Effect> step, PacketKind kind) {
        return new Step<>(
                step.state(),
                step.effects().stream()
                        .map(effect ->
                                effect instanceof Effect.Processed(var direction, _, var count)
                                        ? new Effect.Processed(direction, kind, count)
                                        : effect)
                        .toList());
    }

    private static Optional<Step<KeyLifetime, Effect>> uncountedArrival(
            KeyLifetime state, Input input) {
        return !(state instanceof Spent)
                        && input instanceof Input.Arrived(var kind, var genuine)
                        && genuine
                ? Optional.of(Step.stay(state, new Effect.Processed(IN, kind, 1)))
                : Optional.empty();
    }

    private static Optional<Step<KeyLifetime, Effect>> openedUnderSpentKeys(
            KeyLifetime state, Input input) {
        return state instanceof Spent
                        && input instanceof Input.Arrived(var kind, var genuine)
                        && genuine
                ? Optional.of(Step.stay(state, new Effect.Processed(IN, kind, LIFETIME)))
                : Optional.empty();
    }

    private static Machine<KeyLifetime, Input, Effect> oneTooMany(
            Machine<KeyLifetime, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(living(state, 1), input);
            return new Step<>(living(step.state(), -1), step.effects());
        };
    }

    /** The same keys with a longer or shorter life. */
    private static KeyLifetime living(KeyLifetime state, int more) {
        return switch (state) {
            case Fresh(var limit, var use) -> new Fresh(longer(limit, more), use);
            case Ageing(var limit, var use) -> new Ageing(longer(limit, more), use);
            case Spent(var limit) -> new Spent(longer(limit, more));
        };
    }

    private static Limit longer(Limit limit, int more) {
        return new Limit(limit.packets() + more, limit.askAt());
    }

    private static Machine<KeyLifetime, Input, Effect> countingForgeries(
            Machine<KeyLifetime, Input, Effect> healthy) {
        return (state, input) ->
                input instanceof Input.Arrived(var kind, _)
                        ? new Step<>(
                                healthy.on(state, new Input.Arrived(kind, true)).state(),
                                healthy.on(state, input).effects())
                        : healthy.on(state, input);
    }

    private static Machine<KeyLifetime, Input, Effect> neverAsking(
            Machine<KeyLifetime, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return new Step<>(
                    step.state(),
                    step.effects().stream()
                            .filter(effect -> !(effect instanceof Effect.RekeyAsked))
                            .toList());
        };
    }
}
