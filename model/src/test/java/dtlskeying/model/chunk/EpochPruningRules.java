package dtlskeying.model.chunk;

import dtlskeying.model.Relation;
import dtlskeying.model.chunk.EpochPruningModel.Facts;
import dtlskeying.model.chunk.EpochPruningModel.Keys;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.ClosedRelation.Answer;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Steps;
import dtlskeying.model.explore.Steps.Step;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.chunk.EpochPruningSpec.Effect;
import dtlskeying.spec.chunk.EpochPruningSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every model of the receive keys keeps, and what it is tried with. */
final class EpochPruningRules {
    static final EpochPruningModel HONEST = new EpochPruningModel();
    private static final long LAST_PRIMARY = 7;
    private static final long LAST_RESTART = 3;

    private static List<Input> alphabet() {
        List<Input> inputs = new ArrayList<>();
        for (long epoch = 3; epoch <= LAST_PRIMARY; epoch++) {
            inputs.add(install(KeyUse.PRIMARY, epoch));
            inputs.add(new Input.Remove(KeyUse.PRIMARY, new Epoch(epoch)));
        }
        for (long epoch = 3; epoch <= LAST_RESTART + 1; epoch++) {
            inputs.add(install(KeyUse.RESTART, epoch));
            inputs.add(new Input.Remove(KeyUse.RESTART, new Epoch(epoch)));
        }
        for (KeyUse use : KeyUse.values())
            for (int bits = 0; bits < 4; bits++) inputs.add(new Input.Arrived(use, bits));
        inputs.add(new Input.Ended());
        return inputs;
    }

    static Input install(KeyUse use, long epoch) {
        return new Input.Install(use, new Epoch(epoch));
    }

    static final List<Invariant<Step<Facts, Input, Effect>>> INVARIANTS =
            List.of(
                    new Invariant<>(
                            "two bits and a use name one key",
                            step -> !step.after().primary().alive().isEmpty(),
                            step -> uses(use -> isUnambiguous(step.after().of(use)))),
                    new Invariant<>(
                            "epochs come one after the other, and none again",
                            step -> step.did(Effect.Installed.class),
                            step ->
                                    step.all(Effect.Installed.class).stream()
                                            .allMatch(come -> isNext(step.before(), come))),
                    new Invariant<>(
                            "the next epoch is never refused",
                            step -> installs(step).anyMatch(come -> isNext(step.before(), come)),
                            step -> step.did(Effect.Installed.class)),
                    new Invariant<>(
                            "an install takes neither the new key nor the last",
                            step -> step.did(Effect.Installed.class),
                            EpochPruningRules::newestStay),
                    new Invariant<>(
                            "the old key goes before the new one comes",
                            step ->
                                    step.did(Effect.Installed.class)
                                            && step.did(Effect.Destroyed.class),
                            step -> step.effects().getLast() instanceof Effect.Installed),
                    new Invariant<>(
                            "a chunk means a key that is there and has its bits",
                            step -> step.did(Effect.Meant.class),
                            EpochPruningRules::meansWhatFits),
                    new Invariant<>(
                            "a chunk is dropped only where no key has its bits",
                            step -> step.did(Effect.Discarded.class),
                            step -> arrivals(step).noneMatch(chunk -> isNamed(step, chunk))),
                    new Invariant<>(
                            "a chunk changes nothing",
                            step -> arrivals(step).count() == 1,
                            Step::changedNothing),
                    new Invariant<>(
                            "keys come and go in words",
                            step -> !step.inputs().isEmpty(),
                            step -> uses(use -> comeAndGo(step, use))),
                    new Invariant<>(
                            "primary and restart keys are apart",
                            step -> touched(step).size() == 1,
                            step ->
                                    uses(use ->
                                            touched(step).contains(use)
                                                    || step.before()
                                                            .of(use)
                                                            .equals(step.after().of(use)))),
                    new Invariant<>(
                            "a refused input changes nothing",
                            step -> step.did(Effect.Refused.class),
                            Step::changedNothing),
                    new Invariant<>(
                            "the end leaves nothing",
                            step -> step.inputs().contains(new Input.Ended()),
                            step -> step.after().equals(Facts.START)));

    static final Invariant<Step<Facts, Input, Effect>> LAST_TWO =
            Invariant.always(
                    "the last two keys of each use are all there are",
                    step ->
                            uses(use ->
                                    step.after().of(use).alive().stream()
                                            .allMatch(epoch ->
                                                    epoch > step.after().of(use).last() - 2)));

    private static boolean uses(Predicate<KeyUse> what) {
        return Stream.of(KeyUse.values()).allMatch(what);
    }

    private static boolean isUnambiguous(Keys keys) {
        return keys.alive().stream().map(epoch -> epoch & 3).distinct().count()
                == keys.alive().size();
    }

    private static boolean isNext(Facts before, Effect.Installed come) {
        return come.epoch().number() == before.of(come.use()).last() + 1;
    }

    private static Stream<Effect.Installed> installs(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Install.class::isInstance)
                .map(Input.Install.class::cast)
                .map(install -> new Effect.Installed(install.use(), install.epoch()));
    }

    private static boolean newestStay(Step<Facts, Input, Effect> step) {
        Effect.Installed come = step.all(Effect.Installed.class).getFirst();
        long last = step.before().of(come.use()).last();
        Set<Long> after = step.after().of(come.use()).alive();
        return after.contains(come.epoch().number())
                && (after.contains(last) || !step.before().of(come.use()).alive().contains(last));
    }

    private static Stream<Input.Arrived> arrivals(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .filter(Input.Arrived.class::isInstance)
                .map(Input.Arrived.class::cast);
    }

    private static boolean meansWhatFits(Step<Facts, Input, Effect> step) {
        Input.Arrived chunk = arrivals(step).findFirst().orElseThrow();
        Effect.Meant meant = step.all(Effect.Meant.class).getFirst();
        return meant.use() == chunk.use()
                && (meant.epoch().number() & 3) == chunk.bits()
                && step.before().of(chunk.use()).alive().contains(meant.epoch().number());
    }

    private static boolean isNamed(Step<Facts, Input, Effect> step, Input.Arrived chunk) {
        return step.before().of(chunk.use()).alive().stream()
                .anyMatch(epoch -> (epoch & 3) == chunk.bits());
    }

    private static boolean comeAndGo(Step<Facts, Input, Effect> step, KeyUse use) {
        var alive = new HashSet<>(step.before().of(use).alive());
        for (Effect.Destroyed gone : step.all(Effect.Destroyed.class))
            if (gone.use() == use && !alive.remove(gone.epoch().number())) return false;
        for (Effect.Installed come : step.all(Effect.Installed.class))
            if (come.use() == use) alive.add(come.epoch().number());
        return alive.equals(step.after().of(use).alive());
    }

    /** The uses that the input speaks of. */
    private static Set<KeyUse> touched(Step<Facts, Input, Effect> step) {
        return step.inputs().stream()
                .flatMap(input ->
                        switch (input) {
                            case Input.Install(var use, _) -> Stream.of(use);
                            case Input.Remove(var use, _) -> Stream.of(use);
                            case Input.Arrived(var use, _) -> Stream.of(use);
                            case Input.Ended() -> Stream.of(KeyUse.values());
                        })
                .collect(Collectors.toSet());
    }

    static Exploration<Step<Facts, Input, Effect>, Answer<Input, Effect>> explore(
            Relation<Facts, Input, Effect> relation,
            List<Invariant<Step<Facts, Input, Effect>>> invariants) {
        return Explorer.explore(
                Steps.of(
                        relation,
                        List.of(Facts.START),
                        alphabet(),
                        facts ->
                                facts.primary().last() <= LAST_PRIMARY
                                        && facts.restart().last() <= LAST_RESTART,
                        invariants),
                Bounds.OF_THE_BUILD);
    }

    private EpochPruningRules() {}
}
