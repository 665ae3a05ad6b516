package dtlskeying.properties;

import dtlskeying.spec.Effect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A sentence that every trace of a chapter obeys. It is data, so that the same sentence can be
 * asked of our machine, of a mutant, and of a trace from elsewhere.
 *
 * @param name the sentence, with its P-number where it has one
 * @param violation what is wrong with a trace, if anything is
 */
public record Law<S, I, E extends Effect, M>(
        String name, Function<Trace<S, I, E, M>, Optional<String>> violation) {

    /** A law about single steps: what is wrong with an entry, if anything is. */
    public static <S, I, E extends Effect, M> Law<S, I, E, M> ofSteps(
            String name, Function<Trace.Entry<S, I, E>, Optional<String>> violation) {
        return new Law<>(name, trace -> firstOf(trace, violation));
    }

    /** The law that the model permits every step, for a reason that the model knows. */
    public static <S, I, E extends Effect, M> Law<S, I, E, M> permittedBy(
            Chapter<S, I, E, M> chapter) {
        return new Law<>("the model permits every trace", trace -> firstForbidden(chapter, trace));
    }

    private static <S, I, E extends Effect, M> Optional<String> firstOf(
            Trace<S, I, E, M> trace, Function<Trace.Entry<S, I, E>, Optional<String>> violation) {
        for (int i = 0; i < trace.entries().size(); i++) {
            var found = violation.apply(trace.entries().get(i));
            if (found.isPresent()) return Optional.of("step " + (i + 1) + ": " + found.get());
        }
        return Optional.empty();
    }

    private static <S, I, E extends Effect, M> Optional<String> firstForbidden(
            Chapter<S, I, E, M> chapter, Trace<S, I, E, M> trace) {
        var judge = Judge.of(chapter.model(), trace.start().facts());
        for (int i = 0; i < trace.entries().size(); i++) {
            var entry = trace.entries().get(i);
            var next = judge.see(entry.input(), entry.effects());
            if (next.isViolated())
                return Optional.of(
                        "step " + (i + 1) + ": permitted were " + permitted(judge, entry.input()));
            if (!next.departed().isEmpty())
                return Optional.of("step " + (i + 1) + ": departs from " + next.departed());
            judge = next;
        }
        return Optional.empty();
    }

    private static <I, E extends Effect, M> String permitted(Judge<I, E, M> judge, I input) {
        return judge.permitted(input).stream()
                .map(outcome -> outcome.effects().toString())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" or "));
    }

    /** The violation of a run of {@code machine}, if there is one. */
    public Optional<String> judge(
            Machine<S, I, E> machine, Chapter.Start<S, M> start, List<I> inputs) {
        return violation.apply(Trace.of(machine, start, inputs));
    }
}
