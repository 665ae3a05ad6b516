package dtlskeying.model.chunk;

import dtlskeying.model.Relation;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every model of the order of the keys keeps, and what it is tried with. */
final class KeyInstallRules {
    static final int LAST = 5;
    static final Effect RECEIVE = new Effect.ReceiveKeySet(KeyUse.PRIMARY, new Epoch(3));
    static final Effect SEND = new Effect.SendKeySet(KeyUse.PRIMARY, new Epoch(3));

    static List<Input> alphabet() {
        List<Input> inputs =
                new ArrayList<>(
                        List.of(
                                new Input.Associated(Role.CLIENT),
                                new Input.Associated(Role.SERVER),
                                new Input.PeerFinished(),
                                new Input.AckArrived(true),
                                new Input.AckArrived(false),
                                new Input.SenderDry(),
                                new Input.ProtectedArrived(),
                                new Input.Passed(KeyInstallSpec.SUPERVISION / 2),
                                new Input.Ended()));
        for (KeyUse use : KeyUse.values())
            for (int epoch = 3; epoch <= LAST; epoch++) {
                inputs.add(new Input.SetReceive(use, new Epoch(epoch)));
                inputs.add(new Input.SetSend(use, new Epoch(epoch)));
            }
        return inputs;
    }

    static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "the client can receive before its last flight leaves",
                            step -> step.did(Effect.FlightSent.class),
                            step ->
                                    step.before().role().equals(Optional.of(Role.CLIENT))
                                            && step.effects()
                                                    .equals(
                                                            List.of(
                                                                    RECEIVE,
                                                                    new Effect.FlightSent()))),
                    new Invariant<>(
                            "the server can receive, then protects, then acknowledges",
                            step -> step.did(Effect.AckSent.class),
                            step ->
                                    step.before().role().equals(Optional.of(Role.SERVER))
                                            && step.effects()
                                                    .equals(
                                                            List.of(
                                                                    RECEIVE,
                                                                    SEND,
                                                                    new Effect.AckSent()))),
                    new Invariant<>(
                            "an end enforces when its peer has its send key, and not before",
                            step -> step.did(Effect.Enforced.class),
                            KeyInstallRules::knowsThePeer),
                    new Invariant<>(
                            "the client protects with what it enforces",
                            step -> step.after().role().equals(Optional.of(Role.CLIENT)),
                            step -> step.after().enforced() == step.after().keys().send() >= 3),
                    new Invariant<>(
                            "no send key without its receive key",
                            step -> step.after().keys().send() > 2,
                            step ->
                                    step.after().keys().send() <= step.after().keys().receive()
                                            && step.after().keys().restartSend()
                                                    <= step.after().keys().restartReceive()),
                    new Invariant<>(
                            "no restart key without its primary key",
                            step -> step.after().keys().restartReceive() > 2,
                            step ->
                                    step.after().keys().restartReceive()
                                                    <= step.after().keys().receive()
                                            && step.after().keys().restartSend()
                                                    <= step.after().keys().send()),
                    new Invariant<>(
                            "keys come one epoch after the other",
                            step ->
                                    step.did(Effect.ReceiveKeySet.class)
                                            || step.did(Effect.SendKeySet.class),
                            KeyInstallRules::areNext),
                    new Invariant<>(
                            "keys come in words",
                            step -> step.after().role().isPresent(),
                            step -> said(step).equals(step.after().keys())),
                    new Invariant<>(
                            "later keys come once protection is enforced",
                            step -> isLaterKey(step) && !step.did(Effect.Refused.class),
                            step -> step.before().enforced()),
                    new Invariant<>(
                            "protection once enforced stays so to the end",
                            step ->
                                    step.before().enforced()
                                            && !step.inputs().contains(new Input.Ended()),
                            step -> step.after().enforced() && !step.did(Effect.Enforced.class)),
                    new Invariant<>(
                            "nobody waits longer than supervision lasts",
                            step -> step.after().role().isPresent(),
                            step -> step.after().waited() <= KeyInstallSpec.SUPERVISION),
                    new Invariant<>(
                            "only what is not enforced yet is aborted",
                            step -> step.did(Effect.Aborted.class),
                            step -> step.before().role().isPresent() && !step.before().enforced()),
                    new Invariant<>(
                            "the end, and an abort, leave nothing",
                            step ->
                                    step.did(Effect.Aborted.class)
                                            || step.inputs().contains(new Input.Ended()),
                            step -> step.after().equals(Facts.START)),
                    new Invariant<>(
                            "what is dropped or refused changes nothing",
                            step ->
                                    step.did(Effect.Discarded.class)
                                            || step.did(Effect.Refused.class),
                            Step::changedNothing));

    private static boolean knowsThePeer(Step<Facts, Input, Effect> step) {
        Facts before = step.before();
        List<Input> ready = List.of(new Input.SenderDry(), new Input.ProtectedArrived());
        return before.keys().receive() >= 3
                && (before.role().equals(Optional.of(Role.CLIENT))
                        ? step.inputs().contains(new Input.AckArrived(true))
                        : before.keys().send() >= 3
                                && step.inputs().stream().anyMatch(ready::contains));
    }

    private static boolean areNext(Step<Facts, Input, Effect> step) {
        InstalledKeys keys = step.before().keys();
        return step.all(Effect.ReceiveKeySet.class).stream()
                        .allMatch(set -> set.epoch().number() == keys.receive(set.use()) + 1)
                && step.all(Effect.SendKeySet.class).stream()
                        .allMatch(set -> set.epoch().number() == keys.send(set.use()) + 1);
    }

    private static InstalledKeys said(Step<Facts, Input, Effect> step) {
        InstalledKeys keys = step.before().keys();
        for (Effect.ReceiveKeySet set : step.all(Effect.ReceiveKeySet.class))
            keys = keys.receiving(set.use(), set.epoch().number());
        for (Effect.SendKeySet set : step.all(Effect.SendKeySet.class))
            keys = keys.sending(set.use(), set.epoch().number());
        return keys;
    }

    private static boolean isLaterKey(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .anyMatch(input ->
                        input instanceof Input.SetReceive || input instanceof Input.SetSend);
    }

    static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts ->
                                facts.keys().receive() <= LAST
                                        && facts.waited() <= 2 * KeyInstallSpec.SUPERVISION,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    private KeyInstallRules() {}
}
