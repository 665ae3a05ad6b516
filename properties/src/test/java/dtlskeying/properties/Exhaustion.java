package dtlskeying.properties;

import dtlskeying.spec.Effect;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Small things tried whole: every sequence of inputs up to a length, shortest first, from every
 * start.
 */
final class Exhaustion {
    /** A trace that breaks a law; the first one found is as short as any. */
    record Finding<S, I, E, M>(Trace<S, I, E, M> trace, String violation) {
        @Override
        public String toString() {
            return trace + System.lineSeparator() + violation;
        }
    }

    private Exhaustion() {}

    /** The shortest trace of {@code machine} that breaks {@code law}, none up to that length. */
    static <S, I, E extends Effect, M> Optional<Finding<S, I, E, M>> violation(
            Chapter<S, I, E, M> chapter,
            Machine<S, I, E> machine,
            Law<S, I, E, M> law,
            int length) {
        var queue = new ArrayDeque<Prefix<S, I, M>>();
        for (var start : chapter.starts()) queue.add(new Prefix<>(start, List.of()));
        while (!queue.isEmpty()) {
            var prefix = queue.remove();
            var trace = Trace.of(machine, prefix.start(), prefix.inputs());
            var violation = law.violation().apply(trace);
            if (violation.isPresent()) return Optional.of(new Finding<>(trace, violation.get()));
            if (prefix.inputs().size() == length) continue;
            for (I input : chapter.inputs()) queue.add(prefix.then(input));
        }
        return Optional.empty();
    }

    /** Every state that the machine reaches within so many inputs, in the order of discovery. */
    static <S, I, E extends Effect, M> Set<S> states(Chapter<S, I, E, M> chapter, int depth) {
        var found = new LinkedHashSet<S>();
        chapter.starts().forEach(start -> found.add(start.state()));
        List<S> frontier = List.copyOf(found);
        for (int i = 0; i < depth && !frontier.isEmpty(); i++) {
            var next = new ArrayList<S>();
            for (S state : frontier)
                for (I input : chapter.inputs()) {
                    S after = chapter.machine().on(state, input).state();
                    if (found.add(after)) next.add(after);
                }
            frontier = next;
        }
        return found;
    }

    private record Prefix<S, I, M>(Chapter.Start<S, M> start, List<I> inputs) {
        Prefix<S, I, M> then(I input) {
            var longer = new ArrayList<>(inputs);
            longer.add(input);
            return new Prefix<>(start, List.copyOf(longer));
        }
    }
}
