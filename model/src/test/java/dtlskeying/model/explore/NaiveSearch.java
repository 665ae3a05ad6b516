package dtlskeying.model.explore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The same search without any of the tricks: states in a map, with their distance from the start.
 *
 * @param distances every reachable state, nearest first
 * @param edges the successors of each
 * @param transitions how many were followed
 */
record NaiveSearch<S>(Map<S, Integer> distances, Map<S, Set<S>> edges, long transitions) {

    static <S, L> NaiveSearch<S> of(Explorable<S, L> system) {
        Map<S, Integer> distances = new LinkedHashMap<>();
        Map<S, Set<S>> edges = new HashMap<>();
        long[] transitions = {0};
        Set<S> layer = new HashSet<>(system.initialStates());
        for (int depth = 0; !layer.isEmpty(); depth++) {
            Set<S> next = new HashSet<>();
            for (S state : layer) distances.put(state, depth);
            for (S state : layer) {
                Set<S> successors = edges.computeIfAbsent(state, s -> new HashSet<>());
                system.expand(
                        state,
                        (label, to) -> {
                            transitions[0]++;
                            successors.add(to);
                        });
                next.addAll(successors);
            }
            next.removeAll(distances.keySet());
            layer = next;
        }
        return new NaiveSearch<>(distances, edges, transitions[0]);
    }

    /** Steps to the nearest state of that kind. */
    int distanceTo(Predicate<S> kind) {
        return distances.entrySet().stream()
                .filter(entry -> kind.test(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElseThrow();
    }

    /** The states from which none of that kind can be reached. */
    Set<S> unableToReach(Predicate<S> kind) {
        Set<S> unable = new HashSet<>(distances.keySet());
        unable.removeIf(kind);
        while (unable.removeIf(state -> !unable.containsAll(edges.get(state)))) {}
        return unable;
    }
}
