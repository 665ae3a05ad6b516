package dtlskeying.properties;

import dtlskeying.spec.Effect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for bugs of a chapter as a property does that draws at random: long traces until one breaks
 * the law, then smaller ones until nothing can be left out.
 *
 * @param laws whoever may notice a bug of the chapter
 * @param beyond sentences about the machine that are not about its traces
 * @param depth the length up to which every sequence of inputs is tried for the optimum
 */
record Hunt<S, I, E extends Effect, M>(
        Chapter<S, I, E, M> chapter,
        List<Law<S, I, E, M>> laws,
        Map<String, Function<Machine<S, I, E>, Optional<String>>> beyond,
        int depth) {
    private static final int TRIES = 1_000;

    /** How many random traces each law is asked of a bug. */
    private static final int QUESTIONS = 100;

    private static final int LENGTH = 16;

    /** How many traces are shrunk. */
    private static final int CATCHES = 4;

    private record Prey<S, I, M>(Chapter.Start<S, M> start, List<I> inputs) {}

    /** The bug as a property would show it; nothing if its law never notices it. */
    Optional<Specimen> specimen(Mutant<S, I, E, M> mutant) {
        var sick = mutant.change().apply(chapter.machine());
        return Exhaustion.violation(chapter, sick, mutant.killer(), depth)
                .map(shortest -> specimen(mutant, sick, shortest.trace()));
    }

    private Specimen specimen(
            Mutant<S, I, E, M> mutant, Machine<S, I, E> sick, Trace<S, I, E, M> shortest) {
        var optimum = new Prey<>(shortest.start(), inputs(shortest));
        var shrunk = smallest(mutant, sick);
        var prey = shrunk.orElse(optimum);
        var trace = Trace.of(sick, prey.start(), prey.inputs());
        var steps = new ArrayList<String>();
        for (var entry : trace.entries()) steps.add(entry.toString());
        return new Specimen(
                shrunk.isPresent() ? Specimen.Kind.TRACE : Specimen.Kind.WALK,
                steps,
                mutant.killer().violation().apply(trace).orElseThrow(),
                shortest.entries().size(),
                answers(sick, Stream.of(optimum)));
    }

    /** The smallest of what some traces shrink to that were drawn. */
    private Optional<Prey<S, I, M>> smallest(Mutant<S, I, E, M> mutant, Machine<S, I, E> sick) {
        return draws(mutant.id().hashCode(), TRIES)
                .filter(prey -> breaks(mutant.killer(), sick, prey))
                .limit(CATCHES)
                .map(drawn -> smallest(drawn, mutant, sick))
                .min(Comparator.comparing(prey -> prey.inputs().size()));
    }

    private Stream<Prey<S, I, M>> draws(long seed, int tries) {
        var random = new Random(seed);
        return Stream.generate(() -> draw(random)).limit(tries);
    }

    private Prey<S, I, M> draw(Random random) {
        var starts = chapter.starts();
        var inputs = new ArrayList<I>();
        var start = starts.get(random.nextInt(starts.size()));
        for (int i = 0; i < LENGTH; i++)
            inputs.add(chapter.inputs().get(random.nextInt(chapter.inputs().size())));
        return new Prey<>(start, inputs);
    }

    private Prey<S, I, M> smallest(
            Prey<S, I, M> drawn, Mutant<S, I, E, M> mutant, Machine<S, I, E> sick) {
        var best = drawn;
        var next = Optional.of(drawn);
        while (next.isPresent()) {
            best = next.get();
            next = smaller(best).filter(prey -> breaks(mutant.killer(), sick, prey)).findFirst();
        }
        return best;
    }

    /** Without a run of inputs, long runs first, or without any two; and that from elsewhere. */
    private Stream<Prey<S, I, M>> smaller(Prey<S, I, M> prey) {
        var elsewhere =
                chapter.starts().stream()
                        .filter(start -> !start.equals(prey.start()))
                        .map(start -> new Prey<>(start, prey.inputs()))
                        .flatMap(this::withoutRuns);
        return Stream.of(withoutRuns(prey), withoutPairs(prey), elsewhere)
                .flatMap(stream -> stream);
    }

    private Stream<Prey<S, I, M>> withoutRuns(Prey<S, I, M> prey) {
        int size = prey.inputs().size();
        return Stream.iterate(Math.max(1, size / 2), length -> length >= 1, length -> length / 2)
                .flatMap(length ->
                        IntStream.rangeClosed(0, size - length)
                                .mapToObj(at -> without(prey, at, at + length)));
    }

    private Stream<Prey<S, I, M>> withoutPairs(Prey<S, I, M> prey) {
        int size = prey.inputs().size();
        return IntStream.range(0, size)
                .boxed()
                .flatMap(i ->
                        IntStream.range(i + 2, size)
                                .mapToObj(j -> without(without(prey, j, j + 1), i, i + 1)));
    }

    private Prey<S, I, M> without(Prey<S, I, M> prey, int from, int to) {
        var rest = new ArrayList<>(prey.inputs());
        rest.subList(from, to).clear();
        return new Prey<>(prey.start(), rest);
    }

    private boolean breaks(Law<S, I, E, M> law, Machine<S, I, E> sick, Prey<S, I, M> prey) {
        return law.judge(sick, prey.start(), prey.inputs()).isPresent();
    }

    /** What the laws say of a machine on some random traces. */
    Answers answers(Machine<S, I, E> sick) {
        return answers(sick, Stream.of());
    }

    /** A law notices a bug if some of these traces breaks it, or one of some random ones. */
    private Answers answers(Machine<S, I, E> sick, Stream<Prey<S, I, M>> traces) {
        var prey = Stream.concat(traces, draws(1, QUESTIONS)).toList();
        var questions = new HashMap<String, Function<Machine<S, I, E>, Optional<String>>>();
        for (Law<S, I, E, M> law : laws)
            questions.put(
                    law.name(),
                    asked ->
                            prey.stream()
                                    .flatMap(each ->
                                            law.judge(asked, each.start(), each.inputs()).stream())
                                    .findFirst());
        questions.putAll(beyond);
        return Answers.of(questions, sick);
    }

    private static <S, I, E, M> List<I> inputs(Trace<S, I, E, M> trace) {
        return trace.entries().stream().map(Trace.Entry::input).toList();
    }
}
