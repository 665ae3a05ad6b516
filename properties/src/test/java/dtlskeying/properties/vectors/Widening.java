package dtlskeying.properties.vectors;

import static java.util.stream.Collectors.toList;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.properties.vectors.SituationWalk.Situation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.trace.UnreadableWord;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A model that permits too much is a defect too: wherever one more kind of answer were permitted in
 * one row of a model, a vector that is forbidden would be permitted.
 */
public final class Widening {
    /**
     * What came of one chapter.
     *
     * @param rows the rows of the model: kinds of inputs, each with what is permitted on it
     * @param added how many outcomes were added, one kind in one row at a time
     * @param survivors those that no vector notices
     * @param beyond the rows in which every answer of the alphabet is permitted
     */
    public record Report(
            String chapter, int rows, int added, List<String> survivors, List<String> beyond) {
        public Report {
            survivors = List.copyOf(survivors);
            beyond = List.copyOf(beyond);
        }
    }

    private Widening() {}

    /** The reports of all chapters that have sequences. */
    public static List<Report> all() {
        return SequenceChapters.all().<Report>map(Widening::report).toList();
    }

    /** What would come of the first chapter if it had no vectors. */
    public static Report blind() {
        return report(SequenceChapters.all().findFirst().orElseThrow(), List.of());
    }

    private static <S, I, E extends Effect, M> Report report(SequenceChapter<S, I, E, M> source) {
        return report(source, forbidden(source));
    }

    private static <S, I, E extends Effect, M> Report report(
            SequenceChapter<S, I, E, M> source, List<Forbidden<I, E, M>> vectors) {
        var rows = rows(source);
        var survivors = new ArrayList<String>();
        var beyond = new ArrayList<String>();
        rows.forEach((row, answers) -> {
            if (answers.isEmpty()) beyond.add(row);
            for (List<List<E>> added : answers)
                if (vectors.stream().noneMatch(isPermittedBy(source, row, added)))
                    survivors.add(row + " and " + Answers.kinds(added.getFirst()));
        });
        int added = rows.values().stream().mapToInt(List::size).sum();
        return new Report(source.chapter().name(), rows.size(), added, survivors, beyond);
    }

    private static <S, I, E extends Effect, M> Predicate<Forbidden<I, E, M>> isPermittedBy(
            SequenceChapter<S, I, E, M> source, String row, List<List<E>> added) {
        var wider = new Wider<>(source.chapter().model(), row, added);
        var sequences = new Sequences<>(wider, source.inputs(), source.effects());
        String kinds = Answers.kinds(added.getFirst());
        return vector -> vector.kinds().equals(kinds) && vector.isPermittedBy(sequences);
    }

    /** The tests that our readings forbid. */
    private static <S, I, E extends Effect, M> List<Forbidden<I, E, M>> forbidden(
            SequenceChapter<S, I, E, M> source) {
        var vectors = new SequenceVectors<>(source);
        var forbidden = new ArrayList<Forbidden<I, E, M>>();
        for (VectorGroup group : VectorFiles.read(source.kind()).testGroups())
            for (VectorTest test : group.tests())
                if (test.fields().text("result").equals(SequenceVectors.FORBIDDEN)
                        && vectors.isUsual(group))
                    forbidden.add(read(source, vectors, group, test));
        return forbidden;
    }

    private static <S, I, E extends Effect, M> Forbidden<I, E, M> read(
            SequenceChapter<S, I, E, M> source,
            SequenceVectors<S, I, E, M> vectors,
            VectorGroup group,
            VectorTest test) {
        var steps = new ArrayList<Passed<I, E>>();
        try {
            for (Fields step : SequenceVectors.steps(group, test)) {
                var deed = new ArrayList<E>();
                for (Fields effect : step.list("effects"))
                    deed.add(source.effects().read(effect.json()));
                steps.add(new Passed<>(source.inputs().read(step.value("input")), deed));
            }
        } catch (UnreadableWord e) {
            throw new AssertionError(e.getMessage(), e);
        }
        return new Forbidden<>(vectors.starts(group).getFirst().facts(), steps);
    }

    /** Every row of the model, with the answers that it does not permit, one list a kind. */
    private static <S, I, E extends Effect, M> Map<String, List<List<List<E>>>> rows(
            SequenceChapter<S, I, E, M> source) {
        var walk = new SituationWalk<>(source, source.held());
        var rows = new TreeMap<String, List<List<List<E>>>>();
        for (Situation<S, I, E, M> situation : walk.situations())
            for (I input : source.chapter().inputs())
                for (M state : situation.seen().states()) {
                    Set<Outcome<M, E>> permitted = source.chapter().model().permitted(state, input);
                    rows.computeIfAbsent(
                            SituationWalk.choice(input, permitted),
                            _ -> added(walk.answers(), input, permitted));
                }
        return rows;
    }

    /**
     * Answers of a kind that is not permitted; where every kind is, other answers of these kinds;
     * where these are permitted too, what is done on other inputs.
     */
    private static <I, E extends Effect, M> List<List<List<E>>> added(
            Answers<I, E> answers, I input, Set<Outcome<M, E>> permitted) {
        var kinds = new HashSet<String>();
        for (Outcome<M, E> outcome : permitted) kinds.add(Answers.kinds(outcome.effects()));
        var others = byKind(answers.near(input), answer -> !kinds.contains(Answers.kinds(answer)));
        if (!others.isEmpty()) return others;
        Predicate<List<E>> isWrong =
                answer -> permitted.stream().noneMatch(outcome -> outcome.explains(answer));
        var alike = byKind(answers.near(input), isWrong);
        return alike.isEmpty() ? byKind(answers.wrong(input, isWrong), isWrong) : alike;
    }

    private static <E extends Effect> List<List<List<E>>> byKind(
            Collection<List<E>> answers, Predicate<List<E>> isAdded) {
        return List.copyOf(
                answers.stream()
                        .filter(isAdded)
                        .collect(Collectors.groupingBy(Answers::kinds, TreeMap::new, toList()))
                        .values());
    }

    private record Passed<I, E extends Effect>(I input, List<E> deed) {}

    /** A test that is forbidden: the steps to it, and the one that is forbidden. */
    private record Forbidden<I, E extends Effect, M>(M start, List<Passed<I, E>> steps) {
        String kinds() {
            return Answers.kinds(steps.getLast().deed());
        }

        boolean isPermittedBy(Sequences<M, I, E> sequences) {
            var seen = new Seen<>(Set.of(start));
            for (var step : steps) seen = sequences.after(seen, step.input(), step.deed());
            return !seen.states().isEmpty();
        }
    }

    /** A model that permits these answers too, in the rows that are like one. */
    private record Wider<M, I, E extends Effect>(
            Relation<M, I, E> model, String row, List<List<E>> added) implements Relation<M, I, E> {
        @Override
        public Set<Outcome<M, E>> permitted(M state, I input) {
            Set<Outcome<M, E>> permitted = model.permitted(state, input);
            if (!SituationWalk.choice(input, permitted).equals(row)) return permitted;
            var wider = new HashSet<>(permitted);
            for (List<E> answer : added)
                wider.add(new Outcome<>(state, answer, Set.<Clause>of(), Set.of()));
            return wider;
        }
    }
}
