package dtlskeying.properties.chunk;

import static dtlskeying.impl.Step.stay;
import static dtlskeying.properties.chunk.ChunkKeyDerivationChapter.CHAPTER;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.BOTH_PARAMETERS_ENTER_AS_SENT;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EACH_DIRECTION_AND_USE_HAS_ITS_KEYS;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EPOCH_IS_EXPORTED_ONCE;
import static dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Claim.EXPORTER_GIVES_THE_CHUNK_KEYS;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.ChunkKeyDerivation;
import dtlskeying.impl.chunk.ChunkKeyDerivation.Keyed;
import dtlskeying.impl.chunk.ChunkKeyDerivation.Prepared;
import dtlskeying.impl.chunk.ChunkKeyDerivation.Unagreed;
import dtlskeying.model.chunk.ChunkKeyDerivationModel.Facts;
import dtlskeying.properties.ChapterProperties;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.properties.Trace;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.Derived;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Effect.SecretDestroyed;
import dtlskeying.spec.chunk.ChunkKeyDerivationSpec.Input;

import net.jqwik.api.Example;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** §4, which keys there are, held against its model: P50 and P51 by name. */
public class ChunkKeyDerivationProperties
        extends ChapterProperties<ChunkKeyDerivation, Input, Effect, Facts> {
    private static final Law<ChunkKeyDerivation, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(CHAPTER);

    private static final Law<ChunkKeyDerivation, Input, Effect, Facts> EXPORTS_ARE_DISTINCT =
            new Law<>("P50 ExportsPairwiseDistinct", ChunkKeyDerivationProperties::sameContext);

    private static final Law<ChunkKeyDerivation, Input, Effect, Facts> EPOCHS_FOLLOW =
            new Law<>("P51 FirstEpoch3ThenConsecutive", ChunkKeyDerivationProperties::strayEpoch);

    public ChunkKeyDerivationProperties() {
        super(CHAPTER, 4);
    }

    @Example
    void P50_exports_pairwise_distinct() {
        holds(EXPORTS_ARE_DISTINCT);
    }

    @Example
    void P51_first_epoch_3_then_consecutive() {
        holds(EPOCHS_FOLLOW);
    }

    /** Until the end of an association, no context is exported twice. */
    private static Optional<String> sameContext(
            Trace<ChunkKeyDerivation, Input, Effect, Facts> trace) {
        var seen = new HashSet<Octets>();
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) seen.clear();
            for (Effect effect : entry.effects())
                if (effect instanceof Derived(_, var context) && !seen.add(context))
                    return Optional.of("the same context again: " + effect);
        }
        return Optional.empty();
    }

    private static Optional<String> strayEpoch(
            Trace<ChunkKeyDerivation, Input, Effect, Facts> trace) {
        Epoch next = Epoch.FIRST_OF_TRAFFIC;
        for (var entry : trace.entries()) {
            if (entry.input() instanceof Input.Ended) next = Epoch.FIRST_OF_TRAFFIC;
            for (Effect effect : entry.effects()) {
                if (effect instanceof Derived(var key, _) && !key.epoch().equals(next))
                    return Optional.of("not epoch " + next + ": " + entry);
                if (effect instanceof SecretDestroyed) next = next.next();
            }
        }
        return Optional.empty();
    }

    @Override
    protected List<Mutant<ChunkKeyDerivation, Input, Effect, Facts>> mutants() {
        return List.of(
                mutant(
                        "one-way",
                        "what the server writes is derived over the context of the client's",
                        EACH_DIRECTION_AND_USE_HAS_ITS_KEYS,
                        EXPORTS_ARE_DISTINCT,
                        Mutant.misdoing(effect ->
                                effect instanceof Derived(var key, var context)
                                        ? new Derived(key, with(context, 0, 0))
                                        : effect)),
                mutant(
                        "one-use",
                        "restart keys are derived over the context of primary ones",
                        EACH_DIRECTION_AND_USE_HAS_ITS_KEYS,
                        EXPORTS_ARE_DISTINCT,
                        Mutant.misdoing(effect ->
                                effect instanceof Derived(var key, var context)
                                        ? new Derived(key, with(context, 1, 0))
                                        : effect)),
                mutant(
                        "no-epoch",
                        "the epoch is left out: each is derived over the same context",
                        EPOCH_IS_EXPORTED_ONCE,
                        EXPORTS_ARE_DISTINCT,
                        Mutant.misdoing(effect ->
                                effect instanceof Derived(var key, var context)
                                        ? new Derived(key, with(context, 10, 3))
                                        : effect)),
                mutant(
                        "twice",
                        "the keys of an epoch are derived whenever its secret is named",
                        EPOCH_IS_EXPORTED_ONCE,
                        EPOCHS_FOLLOW,
                        instead((state, input) ->
                                state instanceof Keyed(var agreed, _)
                                                && input instanceof Input.SecretReady(var epoch)
                                                && epoch.equals(Epoch.FIRST_OF_TRAFFIC)
                                        ? new Prepared(agreed).on(input)
                                        : null)),
                mutant(
                        "gap",
                        "an epoch may be left out",
                        EPOCH_IS_EXPORTED_ONCE,
                        EPOCHS_FOLLOW,
                        instead((state, input) ->
                                state instanceof Keyed(var agreed, var newest)
                                                && input instanceof Input.SecretReady(var epoch)
                                                && epoch.number() == newest.number() + 2
                                        ? new Keyed(agreed, newest.next()).on(input)
                                        : null)),
                mutant(
                        "kept-secret",
                        "the secret of an epoch is kept after its keys are there",
                        EPOCH_IS_EXPORTED_ONCE,
                        PERMITTED,
                        healthy ->
                                (state, input) -> {
                                    var step = healthy.on(state, input);
                                    var left = new ArrayList<>(step.effects());
                                    left.removeIf(SecretDestroyed.class::isInstance);
                                    return new Step<>(step.state(), left);
                                }),
                mutant(
                        "client-sends",
                        "keys are derived for what the client writes, and for nothing else",
                        EXPORTER_GIVES_THE_CHUNK_KEYS,
                        PERMITTED,
                        healthy ->
                                (state, input) -> {
                                    var step = healthy.on(state, input);
                                    var left = new ArrayList<>(step.effects());
                                    left.removeIf(ChunkKeyDerivationProperties::isServers);
                                    return new Step<>(step.state(), left);
                                }),
                mutant(
                        "always-restart",
                        "restart keys are derived whatever was agreed upon",
                        EACH_DIRECTION_AND_USE_HAS_ITS_KEYS,
                        PERMITTED,
                        Mutant.misreading(input ->
                                input instanceof Input.Agreed(var client, var server, _)
                                        ? new Input.Agreed(client, server, true)
                                        : input)),
                mutant(
                        "second-agreement",
                        "what is agreed upon later takes the place of what was",
                        BOTH_PARAMETERS_ENTER_AS_SENT,
                        PERMITTED,
                        instead((state, input) ->
                                state instanceof Prepared && input instanceof Input.Agreed
                                        ? new Unagreed().on(input)
                                        : null)),
                mutant(
                        "no-agreement",
                        "a secret that comes before both parameters is taken without a word",
                        BOTH_PARAMETERS_ENTER_AS_SENT,
                        PERMITTED,
                        instead((state, input) ->
                                state instanceof Unagreed && input instanceof Input.SecretReady
                                        ? stay(state)
                                        : null)));
    }

    private static boolean isServers(Effect effect) {
        return effect instanceof Derived(var key, _) && key.writer() == Role.SERVER;
    }

    private static Octets with(Octets octets, int at, int value) {
        byte[] bytes = octets.toArray();
        bytes[at] = (byte) value;
        return Octets.of(bytes);
    }

    private static Mutant<ChunkKeyDerivation, Input, Effect, Facts> mutant(
            String id,
            String story,
            Clause breaks,
            Law<ChunkKeyDerivation, Input, Effect, Facts> killer,
            UnaryOperator<Machine<ChunkKeyDerivation, Input, Effect>> change) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    /** A bug in some rows; it gives null where the machine is healthy. */
    private static UnaryOperator<Machine<ChunkKeyDerivation, Input, Effect>> instead(
            BiFunction<ChunkKeyDerivation, Input, Step<ChunkKeyDerivation, Effect>> bug) {
        return Mutant.instead((state, input) -> Optional.ofNullable(bug.apply(state, input)));
    }
}
