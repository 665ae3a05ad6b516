package dtlskeying.properties.chunk;

import static dtlskeying.properties.chunk.KeyUpdateLaws.DUPLICATES_ARE_NO_OPS;
import static dtlskeying.properties.chunk.KeyUpdateLaws.EKU_ORDER;
import static dtlskeying.properties.chunk.KeyUpdateLaws.EXPORTER_ADVANCES;
import static dtlskeying.properties.chunk.KeyUpdateLaws.NO_PLAIN_UPDATE;
import static dtlskeying.properties.chunk.RowBug.bug;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.NO_KEY_TWICE;
import static dtlskeying.spec.chunk.KeyInstallSpec.Claim.RECEIVE_KEY_COMES_FIRST;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.EXTENDED_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NEW_KEYS_COME_AS_THE_FIRST;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.NO_PLAIN_KEY_UPDATE;
import static dtlskeying.spec.chunk.KeyUpdateSpec.Claim.UPDATE_SEQUENCE_IS_OURS;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.RECORDS_OF_A_KEY_ARE_LIMITED;
import static dtlskeying.spec.dtls13.RecordsSpec.Claim.UPDATE_COMES_BEFORE_THE_LIMIT;

import dtlskeying.impl.Step;
import dtlskeying.impl.chunk.KeyUpdate;
import dtlskeying.impl.chunk.KeyUpdate.Asking;
import dtlskeying.impl.chunk.KeyUpdate.AwaitingAck;
import dtlskeying.impl.chunk.KeyUpdate.Settled;
import dtlskeying.model.chunk.KeyUpdateModel.Facts;
import dtlskeying.properties.Law;
import dtlskeying.properties.Mutant;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.KeyUpdateSpec.Effect;
import dtlskeying.spec.chunk.KeyUpdateSpec.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What goes wrong with updates: X34, X41 to X43, and keys that are worn out. */
final class KeyUpdateMutants {
    private static final Law<KeyUpdate, Input, Effect, Facts> PERMITTED =
            Law.permittedBy(KeyUpdateChapter.CHAPTER);

    static final List<Mutant<KeyUpdate, Input, Effect, Facts>> ALL =
            List.of(
                    bug(
                            "X34",
                            "a KeyUpdate of RFC 9147 is taken for the update",
                            NO_PLAIN_UPDATE,
                            (state, input) ->
                                    input instanceof Input.PlainArrived
                                                    && state instanceof Settled(var epoch, var wear)
                                                    && !epoch.equals(Epoch.LAST)
                                            ? Step.become(
                                                    new Settled(epoch.next(), wear),
                                                    new Effect.ReceiveKeySet(epoch.next()))
                                            : null,
                            NO_PLAIN_KEY_UPDATE),
                    new Mutant<>(
                            "X34",
                            "the new keys are exported from the old exporter",
                            Set.of(NEW_KEYS_COME_AS_THE_FIRST),
                            EXPORTER_ADVANCES,
                            Mutant.misdoing(effect ->
                                    effect instanceof Effect.Derived(var epoch, _)
                                            ? new Effect.Derived(epoch, Epoch.FIRST_OF_TRAFFIC)
                                            : effect)),
                    answering(
                            "X42",
                            "who asked sends under the new keys as soon as the response is there",
                            new Effect.ReceiveKeySet(KeyUpdateChapter.FOUR),
                            new Effect.FinishSent(),
                            new Effect.SendKeySet(KeyUpdateChapter.FOUR)),
                    answering(
                            "X43",
                            "the finish leaves under the new keys",
                            new Effect.ReceiveKeySet(KeyUpdateChapter.FOUR),
                            new Effect.SendKeySet(KeyUpdateChapter.FOUR),
                            new Effect.FinishSent()),
                    answering(
                            "finish-first",
                            "the finish leaves before the receive key is set",
                            new Effect.FinishSent(),
                            new Effect.ReceiveKeySet(KeyUpdateChapter.FOUR)),
                    bug(
                            "X41",
                            "who gave way goes on with its own exchange too",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.FinishArrived(var next)
                                                    && state instanceof Asking(var epoch, var wear)
                                                    && next.follows(epoch)
                                            ? new Step<>(
                                                    new Asking(next, wear),
                                                    state.on(input).effects())
                                            : null,
                            UPDATE_SEQUENCE_IS_OURS),
                    bug(
                            "finish-again",
                            "a finish that comes again sets its keys again",
                            DUPLICATES_ARE_NO_OPS,
                            (state, input) ->
                                    input instanceof Input.FinishArrived(var next)
                                                    && state instanceof Settled(var epoch, _)
                                                    && next.equals(epoch)
                                            ? new Step<>(
                                                    state,
                                                    List.of(
                                                            new Effect.Derived(next, next),
                                                            new Effect.ReceiveKeySet(next),
                                                            new Effect.SendKeySet(next),
                                                            new Effect.AckSent()))
                                            : null,
                            NO_KEY_TWICE),
                    bug(
                            "no-flag",
                            "an end that wants fresh keys goes on without the means to get them",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.Enforced(_, var renewed, var limits)
                                                    && renewed
                                            ? state.on(new Input.Enforced(true, true, limits))
                                            : null,
                            EXTENDED_KEY_UPDATE),
                    bug(
                            "never-renewed",
                            "keys get old and nobody asks for fresh ones",
                            PERMITTED,
                            (state, input) ->
                                    isWear(input) && asks(state, input) ? Step.stay(state) : null,
                            UPDATE_COMES_BEFORE_THE_LIMIT,
                            UPDATE_SEQUENCE_IS_OURS),
                    bug(
                            "overused",
                            "keys seal more than their cipher bears",
                            PERMITTED,
                            (state, input) ->
                                    isWear(input) && isAborted(state, input)
                                            ? Step.stay(state)
                                            : null,
                            RECORDS_OF_A_KEY_ARE_LIMITED),
                    bug(
                            "half-way",
                            "an exchange that fails after its receive key was set begins again",
                            PERMITTED,
                            (state, input) ->
                                    input instanceof Input.Failed
                                                    && state
                                                            instanceof
                                                            AwaitingAck(var epoch, var wear)
                                            ? Step.become(new Settled(epoch, wear))
                                            : null,
                            UPDATE_SEQUENCE_IS_OURS));

    private KeyUpdateMutants() {}

    /** Who asked does something else when the response for epoch 4 is there. */
    private static Mutant<KeyUpdate, Input, Effect, Facts> answering(
            String id, String story, Effect... effects) {
        return bug(
                id,
                story,
                EKU_ORDER,
                (state, input) ->
                        input.equals(new Input.ResponseArrived(KeyUpdateChapter.FOUR))
                                        && state instanceof Asking
                                ? new Step<>(state.on(input).state(), derivedThen(effects))
                                : null,
                UPDATE_SEQUENCE_IS_OURS,
                RECEIVE_KEY_COMES_FIRST);
    }

    private static List<Effect> derivedThen(Effect... effects) {
        var all = new ArrayList<Effect>();
        all.add(new Effect.Derived(KeyUpdateChapter.FOUR, KeyUpdateChapter.FOUR));
        all.addAll(List.of(effects));
        return all;
    }

    private static boolean isWear(Input input) {
        return input instanceof Input.Used || input instanceof Input.Passed;
    }

    private static boolean asks(KeyUpdate state, Input input) {
        return state.on(input).effects().contains(new Effect.Asked());
    }

    private static boolean isAborted(KeyUpdate state, Input input) {
        return state.on(input).effects().stream().anyMatch(Effect.Aborted.class::isInstance);
    }
}
