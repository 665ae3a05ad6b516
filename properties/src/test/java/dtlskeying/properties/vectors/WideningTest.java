package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.properties.vectors.SituationWalk.Situation;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model that permits too much is a defect too: wherever one more kind of answer were permitted in
 * one row of a model, a vector that is forbidden would be permitted.
 */
class WideningTest {
    private static final int FEWEST = 20;

    @TestFactory
    Stream<DynamicTest> one_more_outcome_in_any_row_is_rejected() {
        return SequenceChapters.all()
                .map(source ->
                        DynamicTest.dynamicTest(
                                source.chapter().name(),
                                () -> assertThat(survivors(source)).isEmpty()));
    }

    /** The rows that could be wider without any vector noticing, each with what it would permit. */
    private static <S, I, E extends Effect, M> List<String> survivors(
            SequenceChapter<S, I, E, M> source) {
        var walk = new SituationWalk<>(source, source.held());
        var vectors = new SequenceVectors<>(source);
        VectorFile file = VectorFiles.read(source.kind());
        var survivors = new ArrayList<String>();
        var rows = rows(source, walk);
        rows.forEach((row, answers) -> {
            for (List<List<E>> added : answers) {
                var wider = new Wider<>(source.chapter().model(), row, added);
                if (!isNoticed(vectors, file, wider, source))
                    survivors.add(row + " and " + Answers.kinds(added.getFirst()));
            }
        });
        assertThat(rows.values().stream().mapToInt(List::size).sum()).isGreaterThan(FEWEST);
        return survivors;
    }

    /** Every row of the model, with the answers that it does not permit, one list a kind. */
    private static <S, I, E extends Effect, M> Map<String, List<List<List<E>>>> rows(
            SequenceChapter<S, I, E, M> source, SituationWalk<S, I, E, M> walk) {
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

    private static <I, E extends Effect, M> List<List<List<E>>> added(
            Answers<I, E> answers, I input, Set<Outcome<M, E>> permitted) {
        var kinds = new HashSet<String>();
        for (Outcome<M, E> outcome : permitted) kinds.add(Answers.kinds(outcome.effects()));
        return answers.near(input).stream()
                .filter(answer -> !kinds.contains(Answers.kinds(answer)))
                .collect(Collectors.groupingBy(Answers::kinds))
                .values()
                .stream()
                .toList();
    }

    private static <S, I, E extends Effect, M> boolean isNoticed(
            SequenceVectors<S, I, E, M> vectors,
            VectorFile file,
            Relation<M, I, E> wider,
            SequenceChapter<S, I, E, M> source) {
        var sequences = new Sequences<>(wider, source.inputs(), source.effects());
        for (VectorGroup group : file.testGroups())
            for (VectorTest test : group.tests())
                if (test.fields().text("result").equals(SequenceVectors.FORBIDDEN)
                        && vectors.isUsual(group)
                        && vectors.permits(sequences, group, test)) return true;
        return false;
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
