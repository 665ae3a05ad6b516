package dtlskeying.properties.vectors;

import dtlskeying.model.Outcome;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.properties.vectors.SituationWalk.Passed;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.vectors.Fields;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** One input in one situation, and the tests that are made of it. */
record SequencePlace<I, E extends Effect, M>(
        Sequences<M, I, E> sequences, Function<I, Clause> subject, Seen<M> seen, I input) {

    void addPermitted(TestList tests, List<String> flags) {
        var byDeed = new LinkedHashMap<List<E>, Set<Clause>>();
        var departing = new LinkedHashMap<List<E>, Boolean>();
        for (Outcome<M, E> outcome : sequences.permitted(seen, input)) {
            var clauses = byDeed.computeIfAbsent(outcome.effects(), _ -> new HashSet<>());
            clauses.addAll(outcome.because());
            clauses.addAll(outcome.departs());
            departing.merge(outcome.effects(), !outcome.departs().isEmpty(), Boolean::logicalAnd);
        }
        byDeed.forEach((deed, clauses) -> {
            var all = new ArrayList<>(flags);
            if (departing.get(deed)) all.add(SequenceVectors.DEPARTS);
            add(tests, "permitted", deed, clauses, all);
        });
    }

    void addForbidden(TestList tests, List<String> flags, Answers<I, E> answers) {
        Set<Clause> broken = reasons();
        for (List<E> deed : answers.wrong(input, this::isForbidden))
            add(tests, SequenceVectors.FORBIDDEN, deed, broken, flags);
    }

    Fields step(List<E> deed) {
        return sequences.step(seen, input, deed);
    }

    Fields step(Passed<I, E, M> passed) {
        return sequences.step(passed.before(), passed.input(), passed.deed());
    }

    private boolean isForbidden(List<E> deed) {
        return sequences.after(seen, input, deed).states().isEmpty();
    }

    /** The clauses that justify all that is permitted; if there are none, any that does. */
    private Set<Clause> reasons() {
        var outcomes = sequences.permitted(seen, input);
        var all = new HashSet<Clause>();
        for (Outcome<M, E> outcome : outcomes) all.addAll(outcome.because());
        var common = new HashSet<>(all);
        for (Outcome<M, E> outcome : outcomes) common.retainAll(outcome.because());
        return common.isEmpty() ? all : common;
    }

    private void add(
            TestList tests, String result, List<E> deed, Set<Clause> clauses, List<String> flags) {
        Fields fields =
                Fields.none().with("result", result).with("effects", step(deed).value("effects"));
        var ids = new TreeSet<String>();
        clauses.forEach(clause -> ids.add(clause.id()));
        if (ids.isEmpty()) ids.add(subject.apply(input).id());
        tests.add(
                words(input) + " -> " + (deed.isEmpty() ? "nothing" : words(deed)),
                List.copyOf(ids),
                flags,
                fields);
    }

    private static String words(Object value) {
        return value.toString()
                .replaceAll("(, )?clause=UNSTATED", "")
                .replaceAll("(?<=[A-Za-z])\\[\\]", "");
    }
}
