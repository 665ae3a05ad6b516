package dtlskeying.properties.vectors;

import dtlskeying.model.Relation;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.JudgedChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.VectorKind;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A chapter whose vectors are sequences.
 *
 * @param kind where they are kept
 * @param judged its machine, its model and its words
 * @param depth how many steps the walk goes before the last one
 * @param documents what the vectors are about, with its revision
 * @param subject the clause that speaks of an input, for where nothing has to be justified
 * @param <S> states of the machine
 * @param <I> inputs
 * @param <E> effects
 * @param <M> states of the model
 */
record SequenceChapter<S, I, E extends Effect, M>(
        VectorKind kind,
        JudgedChapter<S, I, E, M> judged,
        int depth,
        List<String> documents,
        Function<I, Clause> subject) {

    /** A chapter that all readings read alike. */
    static <S, I, E extends Effect, M> SequenceChapter<S, I, E, M> of(
            VectorKind kind,
            Chapter<S, I, E, M> chapter,
            Class<I> inputs,
            Class<E> effects,
            int depth,
            List<String> documents,
            Function<I, Clause> subject) {
        return new SequenceChapter<>(
                kind, JudgedChapter.of(chapter, inputs, effects), depth, documents, subject);
    }

    /** The same chapter with a model that these readings read differently. */
    SequenceChapter<S, I, E, M> under(
            Function<Set<Reading>, Relation<M, I, E>> models, Reading... differing) {
        return new SequenceChapter<>(
                kind, judged.under(models, differing), depth, documents, subject);
    }

    /** Its machine, and its model under the default readings. */
    Chapter<S, I, E, M> chapter() {
        return judged.chapter();
    }

    /** The words for what an end learns. */
    Words<I> inputs() {
        return judged.inputs();
    }

    /** The words for what it does. */
    Words<E> effects() {
        return judged.effects();
    }

    /** The readings that make a difference here. */
    List<Reading> readings() {
        return judged.readings();
    }

    /** The sequences under these readings. */
    Sequences<M, I, E> sequences(Set<Reading> held) {
        return new Sequences<>(judged.model().apply(held), inputs(), effects());
    }

    /** Of the readings that make a difference, those that our implementation takes. */
    Set<Reading> held() {
        return held(Set.of());
    }

    /** The same with some of them turned round. */
    Set<Reading> held(Set<Reading> turned) {
        return judged.held(turned);
    }
}
