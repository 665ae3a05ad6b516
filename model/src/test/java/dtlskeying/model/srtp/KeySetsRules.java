package dtlskeying.model.srtp;

import dtlskeying.model.Relation;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.model.srtp.KeySetsModel.Facts;
import dtlskeying.model.srtp.KeySetsModel.KeySet;
import dtlskeying.spec.Reading;
import dtlskeying.spec.srtp.KeySetsSpec.Effect;
import dtlskeying.spec.srtp.KeySetsSpec.Input;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every model of the key sets keeps, and what it is tried with. */
final class KeySetsRules {
    static final int LIFETIME = 2;
    static final KeySetsModel HONEST = new KeySetsModel(LIFETIME, Reading.defaults());
    static final Mki A = Mki.hex("0a");
    static final Mki B = Mki.hex("0b");

    static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input.Completed(1, Mki.NONE));
        inputs.add(new Input.Completed(1, A));
        inputs.add(new Input.Completed(2, Mki.NONE));
        inputs.add(new Input.Completed(2, B));
        inputs.add(new Input.Completed(3, Mki.NONE));
        inputs.add(new Input.Completed(3, B));
        inputs.add(new Input.Protect());
        inputs.add(new Input.Passed(1));
        inputs.add(new Input.Passed(LIFETIME + 1));
        for (Mki mki : List.of(Mki.NONE, A, B))
            for (long index : new long[] {0, 1})
                for (List<Integer> keys :
                        List.of(List.<Integer>of(), List.of(1), List.of(2), List.of(3)))
                    inputs.add(new Input.Arrived(mki, index, keys));
        return inputs;
    }

    static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "at most two sets are alive",
                            step -> !step.before().sets().isEmpty(),
                            step -> step.after().sets().size() <= 2),
                    new Invariant<>(
                            "no old set outlives the maximum segment lifetime",
                            step -> step.after().sets().size() > 1,
                            step -> step.after().age() <= LIFETIME),
                    new Invariant<>(
                            "time alone makes a set older, and nothing younger",
                            step ->
                                    step.before().sets().size() > 1
                                            && step.before().sets().size()
                                                    == step.after().sets().size()
                                            && step.before().last() == step.after().last(),
                            step -> step.after().age() == step.before().age() + seconds(step)),
                    new Invariant<>(
                            "all that is sent is protected under the newest set",
                            step -> step.did(Effect.ProtectedUnder.class),
                            step ->
                                    step.all(Effect.ProtectedUnder.class)
                                            .equals(List.of(newest(step.before())))),
                    new Invariant<>(
                            "a packet is tried under the sets of its MKI alone, each once",
                            step -> step.did(Effect.Tried.class),
                            KeySetsRules::triesWhatFits),
                    new Invariant<>(
                            "what is opened verifies, and is no replay",
                            step -> step.did(Effect.OpenedUnder.class),
                            KeySetsRules::opensRightly),
                    new Invariant<>(
                            "the newest set opens what is new and genuine",
                            step -> packets(step).anyMatch(p -> isFreshUnderNewest(step, p)),
                            step -> step.did(Effect.OpenedUnder.class)),
                    new Invariant<>(
                            "a packet changes the set that opened it, and no other",
                            step -> packets(step).count() == 1,
                            KeySetsRules::changesOneSet),
                    new Invariant<>(
                            "the newest set stays",
                            step -> !step.before().sets().isEmpty(),
                            KeySetsRules::newestStays),
                    new Invariant<>(
                            "sets come and go in words",
                            step -> !step.inputs().isEmpty(),
                            step -> alive(step).equals(names(step.after()))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step ->
                                    step.did(Effect.Refused.class)
                                            || step.did(Effect.Discarded.class),
                            Step::changedNothing));

    static int seconds(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .mapToInt(input -> input instanceof Input.Passed(var seconds) ? seconds : 0)
                .sum();
    }

    static Effect.ProtectedUnder newest(Facts facts) {
        KeySet set = facts.sets().getFirst();
        return new Effect.ProtectedUnder(set.handshake(), set.mki());
    }

    static Stream<Input.Arrived> packets(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Arrived.class::isInstance)
                .map(Input.Arrived.class::cast);
    }

    static boolean triesWhatFits(Step<Facts, Input, Effect> step) {
        Input.Arrived packet = packets(step).findFirst().orElseThrow();
        List<Integer> tried =
                step.all(Effect.Tried.class).stream().map(Effect.Tried::handshake).toList();
        Set<Integer> fit =
                step.before().sets().stream()
                        .filter(set -> set.mki().equals(packet.mki()))
                        .map(KeySet::handshake)
                        .collect(Collectors.toSet());
        return fit.containsAll(tried)
                && Set.copyOf(tried).size() == tried.size()
                && (packet.mki().isNone() || tried.size() == 1);
    }

    static boolean opensRightly(Step<Facts, Input, Effect> step) {
        Input.Arrived packet = packets(step).findFirst().orElseThrow();
        int handshake = step.all(Effect.OpenedUnder.class).getFirst().handshake();
        return step.all(Effect.OpenedUnder.class).size() == 1
                && packet.verifiesUnder().contains(handshake)
                && step.all(Effect.Tried.class).getLast().handshake() == handshake
                && step.before().sets().stream()
                        .filter(set -> set.handshake() == handshake)
                        .noneMatch(set -> set.opened().contains(packet.index()));
    }

    static boolean isFreshUnderNewest(Step<Facts, Input, Effect> step, Input.Arrived packet) {
        List<KeySet> sets = step.before().sets();
        return !sets.isEmpty()
                && sets.stream().filter(set -> set.mki().equals(packet.mki())).count() == 1
                && packet.mki().equals(sets.getFirst().mki())
                && packet.verifiesUnder().contains(sets.getFirst().handshake())
                && sets.stream().noneMatch(set -> set.opened().contains(packet.index()));
    }

    static boolean changesOneSet(Step<Facts, Input, Effect> step) {
        Facts expected = step.before();
        for (Effect.OpenedUnder opened : step.all(Effect.OpenedUnder.class))
            for (KeySet set : step.before().sets())
                if (set.handshake() == opened.handshake())
                    expected =
                            expected.with(
                                    set.opening(packets(step).findFirst().orElseThrow().index()));
        return step.after().equals(expected);
    }

    static boolean newestStays(Step<Facts, Input, Effect> step) {
        int newest = step.before().sets().getFirst().handshake();
        return step.did(Effect.Installed.class) || names(step.after()).contains(newest);
    }

    static Set<Integer> names(Facts facts) {
        return facts.sets().stream().map(KeySet::handshake).collect(Collectors.toSet());
    }

    static Set<Integer> alive(Step<Facts, Input, Effect> step) {
        Set<Integer> alive = names(step.before());
        step.all(Effect.Installed.class).forEach(come -> alive.add(come.handshake()));
        step.all(Effect.Destroyed.class).forEach(gone -> alive.remove(gone.handshake()));
        return alive;
    }

    static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts -> facts.age() <= LIFETIME + 1 && facts.sets().size() <= 3,
                        INVARIANTS),
                Bounds.OF_THE_BUILD);
    }

    private KeySetsRules() {}
}
