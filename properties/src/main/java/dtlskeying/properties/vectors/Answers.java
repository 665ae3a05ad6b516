package dtlskeying.properties.vectors;

import dtlskeying.spec.Effect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What ends do on each input in one situation or another: what is right there is wrong here. */
final class Answers<I, E extends Effect> {
    private final Map<I, Set<List<E>>> byInput = new LinkedHashMap<>();

    /** Notes what is done on an input somewhere. */
    void add(I input, List<E> effects) {
        byInput.computeIfAbsent(input, _ -> new LinkedHashSet<>()).add(effects);
    }

    /**
     * One of each kind of answers that are wrong here: on the same input if there is one, else on
     * one of its kind, else silence. Where none of these is wrong, what is done on other inputs.
     */
    List<List<E>> wrong(I input, Predicate<List<E>> isWrong) {
        var wrong = oneOfEachKind(near(input), isWrong);
        if (!wrong.isEmpty()) return wrong;
        var far = new LinkedHashSet<List<E>>();
        byInput.values().forEach(far::addAll);
        return oneOfEachKind(far, isWrong).stream().limit(1).toList();
    }

    /** What is done on that input, then what is done on inputs of its kind, then silence. */
    Set<List<E>> near(I input) {
        var near = new LinkedHashSet<>(byInput.getOrDefault(input, Set.of()));
        for (var each : byInput.entrySet())
            if (each.getKey().getClass() == input.getClass()) near.addAll(each.getValue());
        near.add(List.of());
        return near;
    }

    private static <E extends Effect> List<List<E>> oneOfEachKind(
            Set<List<E>> answers, Predicate<List<E>> isWrong) {
        var byKind = new LinkedHashMap<String, List<E>>();
        for (List<E> answer : answers)
            if (!byKind.containsKey(kinds(answer)) && isWrong.test(answer))
                byKind.put(kinds(answer), answer);
        return new ArrayList<>(byKind.values());
    }

    /** The kinds of effects, each once. */
    static String kinds(List<? extends Effect> effects) {
        return effects.stream()
                .map(effect -> effect.getClass().getSimpleName())
                .distinct()
                .toList()
                .toString();
    }
}
