package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.EpochPruningLaws.BITS_RESOLVE_UNIQUELY;
import static dtlskeying.properties.chunk.EpochPruningLaws.FIRST_EPOCH_3_THEN_CONSECUTIVE;
import static dtlskeying.properties.chunk.EpochPruningLaws.INSTALL_LEAVES_EXACTLY_TWO;
import static dtlskeying.properties.chunk.EpochPruningLaws.NO_LOSS_BY_REKEY;
import static dtlskeying.properties.chunk.EpochPruningLaws.R_BIT_SELECTS;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.EPOCHS_ARE_CONSECUTIVE;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.INSTALL_REMOVES_THE_ONE_BEFORE_LAST;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.REMOVED_KEYS_STAY_REMOVED;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.TWO_BITS_NAME_ONE_KEY;
import static dtlskeying.spec.chunk.EpochPruningSpec.Claim.UNKNOWN_KEYS_ARE_DISCARDED;
import static dtlskeying.spec.chunk.KeyUse.PRIMARY;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.EpochPruning;
import dtlskeying.impl.chunk.ReceiveEpochs.Paired;
import dtlskeying.impl.chunk.ReceiveEpochs.Single;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Machine;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What goes wrong with receive keys: X35 to X37, X45, and slots that are written over. */
final class EpochPruningMutants {
    static final List<Mutant<EpochPruning, Input, Effect, Facts>> ALL =
            List.of(
                    bug(
                            "X35",
                            "the install of n+1 removes n, which the peer still uses",
                            NO_LOSS_BY_REKEY,
                            EpochPruningMutants::removingTheLast,
                            INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                    wrong(
                            "X35-new",
                            "the install of n+1 removes n+1",
                            INSTALL_LEAVES_EXACTLY_TWO,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Destroyed(var use, var epoch, var why)
                                                    && why == INSTALL_REMOVES_THE_ONE_BEFORE_LAST
                                            ? new Effect.Destroyed(use, epoch.next().next(), why)
                                            : effect),
                            INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                    wrong(
                            "X35-never",
                            "nothing is pruned: each slot is written over when its turn comes",
                            INSTALL_LEAVES_EXACTLY_TWO,
                            EpochPruningMutants::keepingAll,
                            INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                    wrong(
                            "X36",
                            "the epoch that goes is computed from two bits",
                            INSTALL_LEAVES_EXACTLY_TWO,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Destroyed(var use, var epoch, var why)
                                            ? new Effect.Destroyed(
                                                    use, new Epoch(epoch.number() & 3), why)
                                            : effect),
                            INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                    bug(
                            "X37",
                            "every chunk is taken for one of the newest epoch",
                            BITS_RESOLVE_UNIQUELY,
                            EpochPruningMutants::preferringTheNewest,
                            UNKNOWN_KEYS_ARE_DISCARDED,
                            TWO_BITS_NAME_ONE_KEY),
                    bug(
                            "X37-wrap",
                            "bits before the wrap are taken for an epoch after it",
                            BITS_RESOLVE_UNIQUELY,
                            EpochPruningMutants::neverSteppingDown,
                            TWO_BITS_NAME_ONE_KEY),
                    wrong(
                            "X45",
                            "the R bit is ignored",
                            R_BIT_SELECTS,
                            Mutant.misreading(input ->
                                    input instanceof Input.Arrived(_, var bits)
                                            ? new Input.Arrived(PRIMARY, bits)
                                            : input),
                            TWO_BITS_NAME_ONE_KEY),
                    bug(
                            "slot-overwritten",
                            "a key is written over the one in its slot, R bit and two bits of the"
                                    + " epoch, without notice",
                            FIRST_EPOCH_3_THEN_CONSECUTIVE,
                            EpochPruningMutants::writingOver,
                            EPOCHS_ARE_CONSECUTIVE),
                    bug(
                            "removed-in-words",
                            "a key that is removed stays in its slot",
                            BITS_RESOLVE_UNIQUELY,
                            (state, input) ->
                                    input instanceof Input.Remove
                                            ? new Step<>(state, state.on(input).effects())
                                            : null,
                            REMOVED_KEYS_STAY_REMOVED));

    private EpochPruningMutants() {}

    private static Mutant<EpochPruning, Input, Effect, Facts> wrong(
            String id,
            String story,
            Law<EpochPruning, Input, Effect, Facts> killer,
            UnaryOperator<Machine<EpochPruning, Input, Effect>> change,
            Clause breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, change);
    }

    private static Step<EpochPruning, Effect> removingTheLast(EpochPruning state, Input input) {
        if (!(input instanceof Input.Install(var use, var epoch))
                || use != PRIMARY
                || !(state.primary() instanceof Single(_, var last))
                || !epoch.follows(last)) return null;
        return Step.become(
                new EpochPruning(new Single(PRIMARY, epoch), state.restart()),
                new Effect.Destroyed(PRIMARY, last, INSTALL_REMOVES_THE_ONE_BEFORE_LAST),
                new Effect.Installed(PRIMARY, epoch));
    }

    private static Machine<EpochPruning, Input, Effect> keepingAll(
            Machine<EpochPruning, Input, Effect> healthy) {
        return (state, input) -> {
            var step = healthy.on(state, input);
            return input instanceof Input.Install
                    ? new Step<>(
                            step.state(),
                            step.effects().stream()
                                    .filter(effect -> !(effect instanceof Effect.Destroyed))
                                    .toList())
                    : step;
        };
    }

    private static Step<EpochPruning, Effect> preferringTheNewest(EpochPruning state, Input input) {
        return input instanceof Input.Arrived(var use, _)
                        && use == PRIMARY
                        && state.primary() instanceof Paired(_, var newest)
                ? Step.stay(state, new Effect.Meant(PRIMARY, newest))
                : null;
    }

    private static Step<EpochPruning, Effect> neverSteppingDown(EpochPruning state, Input input) {
        return input instanceof Input.Arrived(var use, var bits)
                        && use == PRIMARY
                        && state.primary() instanceof Paired(_, var newest)
                ? Step.stay(state, new Effect.Meant(use, new Epoch((newest.number() & ~3L) | bits)))
                : null;
    }

    private static Step<EpochPruning, Effect> writingOver(EpochPruning state, Input input) {
        return input instanceof Input.Install(var use, var epoch)
                        && state.on(input)
                                .effects()
                                .contains(new Effect.Refused(EPOCHS_ARE_CONSECUTIVE))
                ? Step.stay(state, new Effect.Installed(use, epoch))
                : null;
    }
}
