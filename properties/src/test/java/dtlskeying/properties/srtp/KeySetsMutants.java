package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.KeySetsSpec.Claim.BOTH_SETS_LIVE_FOR_THE_MSL;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.NEW_KEYS_PROTECT_ALL_THAT_IS_SENT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.NEW_SET_IS_TRIED_FIRST;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.OLD_SET_MAY_BE_TRIED_NEXT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.ONE_MASTER_KEY_PROTECTS;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.REKEY_IS_A_NEW_HANDSHAKE;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEQUENCE_NUMBERS_MAY_HINT;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SETS_WEAKEN_THE_TAG;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.SEVERAL_SETS_DURING_A_REKEY;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.THE_MKI_SELECTS_THE_SET;
import static dtlskeying.spec.srtp.KeySetsSpec.Claim.UNVERIFIED_PACKETS_ARE_DISCARDED;

import dtlskeying.impl.Step;
import dtlskeying.impl.srtp.KeySet;
import dtlskeying.impl.srtp.KeySets;
import dtlskeying.impl.srtp.KeySets.Overlapping;
import dtlskeying.impl.srtp.KeySets.Settled;
import dtlskeying.impl.srtp.ReplayList;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Clause;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.SrtpTransformSpec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What goes wrong around a re-key: X12 to X18 and a few more. */
final class KeySetsMutants {
    static final List<Mutant<KeySets, Input, Effect, Facts>> ALL =
            List.of(
                    bug(
                            "X12",
                            "the old keys are dropped at once at the end of the handshake",
                            KeySetsLaws.OLD_PACKETS_ACCEPTED_WITHIN_MSL,
                            KeySetsMutants::droppingTheOldSet,
                            SEVERAL_SETS_DURING_A_REKEY,
                            BOTH_SETS_LIVE_FOR_THE_MSL),
                    bug(
                            "X13",
                            "the old keys are kept for ever",
                            KeySetsLaws.OLD_SET_GONE_AFTER_MSL,
                            (state, input) ->
                                    input instanceof Input.Passed
                                            ? Optional.of(Step.stay(state))
                                            : Optional.empty(),
                            BOTH_SETS_LIVE_FOR_THE_MSL),
                    bug(
                            "X14",
                            "each old packet starts the old keys' time again",
                            KeySetsLaws.OLD_SET_GONE_AFTER_MSL,
                            KeySetsMutants::prolonging,
                            BOTH_SETS_LIVE_FOR_THE_MSL),
                    bug(
                            "X15",
                            "the sender goes on with the old keys",
                            KeySetsLaws.ALL_OUTBOUND_UNDER_NEW_KEYS,
                            (state, input) -> protecting(state, input, 1),
                            NEW_KEYS_PROTECT_ALL_THAT_IS_SENT),
                    bug(
                            "X15a",
                            "a packet is sent under both sets",
                            KeySetsLaws.ALL_OUTBOUND_UNDER_NEW_KEYS,
                            (state, input) -> protecting(state, input, 0, 1),
                            ONE_MASTER_KEY_PROTECTS),
                    bug(
                            "X16",
                            "a trial of the old keys has no list of what was received",
                            KeySetsLaws.ACCEPT_AT_MOST_ONCE,
                            KeySetsMutants::forgettingReplays,
                            SrtpTransformSpec.Claim.REPLAYED_PACKET_IS_DISCARDED),
                    bug(
                            "X17",
                            "a trial of the new keys that fails moves their list on",
                            KeySetsLaws.FAILED_TRIAL_CHANGES_NOTHING,
                            KeySetsMutants::movingOnFailure,
                            SrtpTransformSpec.Claim.INDEX_MOVES_AFTER_AUTHENTICATION),
                    bug(
                            "X18",
                            "where the MKI's set fails, the other one is tried",
                            KeySetsLaws.MKI_SELECTS_EXACTLY_ONE_SET,
                            KeySetsMutants::fallingBack,
                            THE_MKI_SELECTS_THE_SET),
                    bug(
                            "old-first",
                            "the old keys are tried before the new ones",
                            KeySetsLaws.TRIAL_NEW_THEN_OLD,
                            KeySetsMutants::tryingOldFirst,
                            NEW_SET_IS_TRIED_FIRST),
                    bug(
                            "new-only",
                            "the old keys are kept and never tried",
                            KeySetsLaws.TRIAL_NEW_THEN_OLD,
                            KeySetsMutants::neverTryingOld,
                            OLD_SET_MAY_BE_TRIED_NEXT),
                    bug(
                            "unverified",
                            "the last set that is tried is believed",
                            KeySetsLaws.TRIAL_NEW_THEN_OLD,
                            KeySetsMutants::believing,
                            UNVERIFIED_PACKETS_ARE_DISCARDED),
                    bug(
                            "hint-reversed",
                            "the hint is taken the wrong way round",
                            KeySetsLaws.SEQUENCE_HINT_REFINES_TRIAL,
                            KeySetsMutants::hintingBackwards,
                            SEQUENCE_NUMBERS_MAY_HINT),
                    bug(
                            "third-set",
                            "a third set comes and none goes",
                            KeySetsLaws.OLD_SET_GONE_AFTER_MSL,
                            KeySetsMutants::destroyingNothing,
                            SETS_WEAKEN_THE_TAG),
                    bug(
                            "same-handshake",
                            "a handshake that is told of twice makes keys twice",
                            Law.permittedBy(KeySetsChapter.CHAPTER),
                            KeySetsMutants::installingAgain,
                            REKEY_IS_A_NEW_HANDSHAKE));

    private KeySetsMutants() {}

    private static Mutant<KeySets, Input, Effect, Facts> bug(
            String id,
            String story,
            Law<KeySets, Input, Effect, Facts> killer,
            BiFunction<KeySets, Input, Optional<Step<KeySets, Effect>>> change,
            Clause... breaks) {
        return new Mutant<>(id, story, Set.of(breaks), killer, Mutant.instead(change));
    }

    private static Optional<Step<KeySets, Effect>> droppingTheOldSet(KeySets state, Input input) {
        if (!(state instanceof Settled(var lifetime, var old))
                || !(input instanceof Input.Completed(var handshake, var mki))
                || handshake <= old.handshake()) return Optional.empty();
        return Optional.of(
                Step.become(
                        new Settled(lifetime, KeySet.fresh(handshake, mki)),
                        new Effect.Destroyed(old.handshake(), BOTH_SETS_LIVE_FOR_THE_MSL),
                        new Effect.Installed(handshake)));
    }

    private static Optional<Step<KeySets, Effect>> prolonging(KeySets state, Input input) {
        if (!(input instanceof Input.Arrived)
                || !(state.on(input).state()
                        instanceof Overlapping(var lifetime, var now, var old, _)))
            return Optional.empty();
        var step = state.on(input);
        return step.effects().contains(new Effect.OpenedUnder(old.handshake()))
                ? Optional.of(new Step<>(new Overlapping(lifetime, now, old, 0), step.effects()))
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> protecting(
            KeySets state, Input input, int... sets) {
        if (!(state instanceof Overlapping) || !(input instanceof Input.Protect))
            return Optional.empty();
        var effects =
                Arrays.stream(sets)
                        .mapToObj(KeySetsLaws.sets(state)::get)
                        .<Effect>map(set -> new Effect.ProtectedUnder(set.handshake(), set.mki()))
                        .toList();
        return Optional.of(new Step<>(state, effects));
    }

    private static Optional<Step<KeySets, Effect>> forgettingReplays(KeySets state, Input input) {
        return state instanceof Overlapping(var lifetime, var now, var old, var age)
                        && input instanceof Input.Arrived
                ? Optional.of(
                        new Overlapping(
                                        lifetime,
                                        now,
                                        new KeySet(
                                                old.handshake(),
                                                old.mki(),
                                                ReplayList.EMPTY,
                                                old.first()),
                                        age)
                                .on(input))
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> movingOnFailure(KeySets state, Input input) {
        if (!(input instanceof Input.Arrived(_, var index, _))
                || !(state.on(input).state()
                        instanceof Overlapping(var lifetime, var now, var old, var age)))
            return Optional.empty();
        var step = state.on(input);
        return step.effects().contains(new Effect.OpenedUnder(old.handshake()))
                        && now.received().verdict(index) == ReplayList.Verdict.NEW
                ? Optional.of(
                        new Step<>(
                                new Overlapping(
                                        lifetime,
                                        new KeySet(
                                                now.handshake(),
                                                now.mki(),
                                                now.received().with(index),
                                                now.first()),
                                        old,
                                        age),
                                step.effects()))
                : Optional.empty();
    }

    /** A packet with an MKI is tried as if no set had one. */
    private static Optional<Step<KeySets, Effect>> fallingBack(KeySets state, Input input) {
        return state instanceof Overlapping(var lifetime, var now, var old, var age)
                        && input instanceof Input.Arrived(var mki, var index, var under)
                        && !mki.isNone()
                ? Optional.of(
                        new Overlapping(lifetime, named(now), named(old), age)
                                .on(new Input.Arrived(Mki.NONE, index, under)))
                : Optional.empty();
    }

    private static KeySet named(KeySet keys) {
        return new KeySet(keys.handshake(), Mki.NONE, keys.received(), keys.first());
    }

    private static Optional<Step<KeySets, Effect>> tryingOldFirst(KeySets state, Input input) {
        if (!(state instanceof Overlapping(_, var now, var old, _))
                || !(input instanceof Input.Arrived)) return Optional.empty();
        var step = state.on(input);
        var inOrder =
                List.<Effect>of(
                        new Effect.Tried(now.handshake()), new Effect.Tried(old.handshake()));
        return step.effects().size() == 3 && step.effects().subList(0, 2).equals(inOrder)
                ? Optional.of(
                        new Step<>(
                                step.state(),
                                List.of(
                                        inOrder.getLast(),
                                        inOrder.getFirst(),
                                        step.effects().getLast())))
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> neverTryingOld(KeySets state, Input input) {
        return state instanceof Overlapping(_, var now, _, _)
                        && input instanceof Input.Arrived(var mki, _, var under)
                        && mki.isNone()
                        && now.mki().isNone()
                        && !under.contains(now.handshake())
                ? Optional.of(
                        new Step<>(
                                state,
                                List.of(
                                        new Effect.Tried(now.handshake()),
                                        new Effect.Discarded(UNVERIFIED_PACKETS_ARE_DISCARDED))))
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> believing(KeySets state, Input input) {
        return state instanceof Overlapping(_, _, var old, _)
                        && input instanceof Input.Arrived(var mki, var index, var under)
                        && under.isEmpty()
                ? Optional.of(state.on(new Input.Arrived(mki, index, List.of(old.handshake()))))
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> hintingBackwards(KeySets state, Input input) {
        return state instanceof Overlapping(_, var now, _, _)
                        && now.first() >= 0
                        && input instanceof Input.Arrived(_, var index, _)
                        && index < now.first()
                ? neverTryingOld(state, input)
                : Optional.empty();
    }

    private static Optional<Step<KeySets, Effect>> destroyingNothing(KeySets state, Input input) {
        if (!(input instanceof Input.Completed)) return Optional.empty();
        var step = state.on(input);
        return Optional.of(
                new Step<>(
                        step.state(),
                        step.effects().stream()
                                .filter(effect -> !(effect instanceof Effect.Destroyed))
                                .toList()));
    }

    private static Optional<Step<KeySets, Effect>> installingAgain(KeySets state, Input input) {
        return state instanceof Settled(var lifetime, var old)
                        && input instanceof Input.Completed(var handshake, var mki)
                        && handshake == old.handshake()
                ? Optional.of(
                        Step.become(
                                new Settled(lifetime, KeySet.fresh(handshake, mki)),
                                new Effect.Installed(handshake)))
                : Optional.empty();
    }
}
