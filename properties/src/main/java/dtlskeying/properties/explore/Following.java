package dtlskeying.properties.explore;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes a way through a system again. A step that may lead to several states leads to all of them;
 * something is wrong if it is in one.
 */
public final class Following {
    private Following() {}

    /** Where a way leads. */
    public sealed interface Led {
        /** No further than to this step, counted from 1: instead of it these were possible. */
        record Astray(int step, List<String> possible) implements Led {}

        /** To a state that breaks an invariant. */
        record Broken(int step, String invariant, Object state) implements Led {}

        /** To a state from which a goal is out of reach. */
        record Wedged(int step, String goal, Object state) implements Led {}

        /** To its end, and nothing is wrong there. */
        record Sound(int steps) implements Led {}

        /** To its end; whether the goal can be reached from there takes more states than these. */
        record Open(int steps, String goal, int states) implements Led {}
    }

    /** Goes a way from the beginning to where it ends, or to the first thing that is wrong. */
    public static Led follow(Exploring exploring, List<Happening> steps, Bounds bounds) {
        return follow(exploring.system().get(), steps, bounds);
    }

    private static <S, L> Led follow(
            Explorable<S, L> system, List<Happening> steps, Bounds bounds) {
        Set<S> states = new LinkedHashSet<>(system.initialStates());
        for (int done = 0; ; done++) {
            Optional<Led> broken = broken(system, states, done);
            if (broken.isPresent()) return broken.get();
            if (done == steps.size()) return end(system, states, done, bounds);
            Map<String, Set<S>> next = next(system, states);
            String wanted = steps.get(done).text();
            if (!next.containsKey(wanted))
                return new Led.Astray(done + 1, List.copyOf(next.keySet()));
            states = next.get(wanted);
        }
    }

    private static <S, L> Map<String, Set<S>> next(Explorable<S, L> system, Set<S> states) {
        var next = new LinkedHashMap<String, Set<S>>();
        for (S state : states)
            system.expand(
                    state,
                    (label, after) ->
                            next.computeIfAbsent(label.toString(), _ -> new LinkedHashSet<>())
                                    .add(after));
        return next;
    }

    private static <S, L> Optional<Led> broken(Explorable<S, L> system, Set<S> states, int done) {
        for (S state : states)
            for (Invariant<S> each : system.invariants())
                if (each.when().test(state) && !each.then().test(state))
                    return Optional.of(new Led.Broken(done, each.name(), state));
        return Optional.empty();
    }

    private static <S, L> Led end(Explorable<S, L> system, Set<S> states, int done, Bounds bounds) {
        for (Goal<S> goal : system.goals())
            for (S state : states) {
                var found = Explorer.explore(new From<>(system, state, goal), bounds);
                if (found.ending() != Ending.EXHAUSTED)
                    return new Led.Open(done, goal.name(), found.states());
                if (found.findings().stream().anyMatch(each -> each.trace().length() == 0))
                    return new Led.Wedged(done, goal.name(), state);
            }
        return new Led.Sound(done);
    }

    /** The system from one state on, with one goal. */
    private record From<S, L>(Explorable<S, L> system, S start, Goal<S> goal)
            implements Explorable<S, L> {
        @Override
        public List<S> initialStates() {
            return List.of(start);
        }

        @Override
        public void expand(S state, Sink<S, L> sink) {
            system.expand(state, sink);
        }

        @Override
        public long key(S state) {
            return system.key(state);
        }

        @Override
        public List<Invariant<S>> invariants() {
            return List.of();
        }

        @Override
        public List<Goal<S>> goals() {
            return List.of(goal);
        }
    }
}
