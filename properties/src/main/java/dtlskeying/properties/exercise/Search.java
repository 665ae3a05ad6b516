package dtlskeying.properties.exercise;

import dtlskeying.impl.Step;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.Machine;
import dtlskeying.properties.check.Shortening;
import dtlskeying.spec.Effect;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Looks for a history that breaks a sentence: all short ones, the shortest first, and then long
 * ones at random, always the same, from which steps are left out while it still breaks.
 */
final class Search<S, I, E extends Effect, M> {
    private static final int WALKS = 20_000;
    private static final int LONGEST = 14;
    private static final long SEED = 1;

    private final Chapter<S, I, E, M> chapter;
    private final Sentence<I, E> sentence;
    private final int depth;
    private int tried;

    Search(Chapter<S, I, E, M> chapter, Sentence<I, E> sentence, int depth) {
        this.chapter = chapter;
        this.sentence = sentence;
        this.depth = depth;
    }

    /** How many histories have been tried. */
    int tried() {
        return tried;
    }

    Optional<Result.Shown> of(Machine<S, I, E> machine) {
        tried = 0;
        for (int length = 1; length <= depth; length++)
            for (var start : chapter.starts()) {
                var inputs = shortest(machine, start, List.of(), length);
                if (inputs.isPresent()) return Optional.of(shown(machine, start, inputs.get()));
            }
        return atRandom(machine);
    }

    private Optional<List<I>> shortest(
            Machine<S, I, E> machine, Start<S, M> start, List<I> before, int length) {
        if (length == 0)
            return complaint(machine, start, before).isPresent()
                    ? Optional.of(before)
                    : Optional.empty();
        for (I input : chapter.inputs()) {
            var found = shortest(machine, start, with(before, input), length - 1);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private Optional<Result.Shown> atRandom(Machine<S, I, E> machine) {
        var random = new Random(SEED);
        for (int walk = 0; walk < WALKS; walk++) {
            var start = chapter.starts().get(random.nextInt(chapter.starts().size()));
            var inputs = new ArrayList<I>();
            for (int i = 0; i < LONGEST; i++)
                inputs.add(chapter.inputs().get(random.nextInt(chapter.inputs().size())));
            if (complaint(machine, start, inputs).isPresent())
                return Optional.of(shown(machine, start, shortened(machine, start, inputs)));
        }
        return Optional.empty();
    }

    /** The first steps that break the sentence, without those that make no difference. */
    private List<I> shortened(Machine<S, I, E> machine, Start<S, M> start, List<I> inputs) {
        var breaking = new Shortening<I>(some -> complaint(machine, start, some).isPresent());
        int end = 1;
        while (!breaking.fails().test(inputs.subList(0, end))) end++;
        return breaking.of(inputs.subList(0, end));
    }

    private Result.Shown shown(Machine<S, I, E> machine, Start<S, M> start, List<I> inputs) {
        var steps = history(machine, start, inputs).stream().map(Seen::toString).toList();
        return new Result.Shown(
                start.name(), steps, complaint(machine, start, inputs).orElseThrow());
    }

    private Optional<String> complaint(
            Machine<S, I, E> machine, Start<S, M> start, List<I> inputs) {
        tried++;
        return Objects.requireNonNull(
                sentence.broken(history(machine, start, inputs)),
                "null where Optional.empty() says that all is well");
    }

    private List<Seen<I, E>> history(Machine<S, I, E> machine, Start<S, M> start, List<I> inputs) {
        var history = new ArrayList<Seen<I, E>>();
        S state = start.state();
        for (I input : inputs) {
            Step<S, E> step = machine.on(state, input);
            history.add(new Seen<>(input, step.effects()));
            state = step.state();
        }
        return history;
    }

    private static <T> List<T> with(List<T> list, T one) {
        var longer = new ArrayList<>(list);
        longer.add(one);
        return longer;
    }
}
