package dtlskeying.properties.exercise;

import dtlskeying.properties.Chapter;
import dtlskeying.properties.Machine;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * One exercise.
 *
 * @param id its name, lowercase with hyphens
 * @param title what it is about
 * @param rumour what users say about the implementation with the bug
 * @param page which page of the tour teaches what is needed, 1 to 10
 * @param depth every history of so many steps is tried, longer ones at random
 * @param chapter the part of the protocol
 * @param clause what the bug breaks; told when it is caught
 * @param bug the right machine, made sick
 * @param story what the programmer did; told when it is caught
 */
public record Exercise<S, I, E extends Effect, M>(
        String id,
        String title,
        String rumour,
        int page,
        int depth,
        Chapter<S, I, E, M> chapter,
        Clause clause,
        UnaryOperator<Machine<S, I, E>> bug,
        String story) {
    /** The file that a learner begins with: one class, {@code Attempt}, without a package. */
    public String template() {
        try (var stream = Exercise.class.getResourceAsStream(id + ".txt")) {
            if (stream == null) throw new AssertionError("no template for " + id);
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Holds a sentence against the right machine, and then against the one with the bug. */
    public Result judge(Sentence<I, E> sentence) {
        var search = new Search<>(chapter, sentence, depth);
        var right = search.of(chapter.machine());
        if (right.isPresent()) return new Result.FalseAlarm(right.get());
        return search.of(bug.apply(chapter.machine()))
                .<Result>map(Result.Caught::new)
                .orElseGet(() -> new Result.Missed(search.tried()));
    }
}
