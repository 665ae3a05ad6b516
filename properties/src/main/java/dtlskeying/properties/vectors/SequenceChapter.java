package dtlskeying.properties.vectors;

import dtlskeying.model.Relation;
import dtlskeying.properties.Chapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.VectorKind;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A chapter whose vectors are sequences.
 *
 * @param kind where they are kept
 * @param chapter its machine and its model under the default readings
 * @param inputs the words for what an end learns
 * @param effects the words for what it does
 * @param depth how many steps the walk goes before the last one
 * @param documents what the vectors are about, with its revision
 * @param readings the readings that make a difference here
 * @param model the model under some readings
 * @param subject the clause that speaks of an input, for where nothing has to be justified
 * @param <S> states of the machine
 * @param <I> inputs
 * @param <E> effects
 * @param <M> states of the model
 */
record SequenceChapter<S, I, E extends Effect, M>(
        VectorKind kind,
        Chapter<S, I, E, M> chapter,
        Words<I> inputs,
        Words<E> effects,
        int depth,
        List<String> documents,
        List<Reading> readings,
        Function<Set<Reading>, Relation<M, I, E>> model,
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
                kind,
                chapter,
                Words.of(inputs),
                Words.of(effects),
                depth,
                documents,
                List.of(),
                _ -> chapter.model(),
                subject);
    }

    /** The same chapter with a model that these readings read differently. */
    SequenceChapter<S, I, E, M> under(
            Function<Set<Reading>, Relation<M, I, E>> models, Reading... differing) {
        return new SequenceChapter<>(
                kind,
                chapter,
                inputs,
                effects,
                depth,
                documents,
                List.of(differing),
                models,
                subject);
    }

    /** The sequences under these readings. */
    Sequences<M, I, E> sequences(Set<Reading> held) {
        return new Sequences<>(model.apply(held), inputs, effects);
    }

    /** Of the readings that make a difference, those that our implementation takes. */
    Set<Reading> held() {
        return held(Set.of());
    }

    /** The same with some of them turned round. */
    Set<Reading> held(Set<Reading> turned) {
        var held = EnumSet.noneOf(Reading.class);
        for (Reading reading : readings)
            if (reading.isDefault() != turned.contains(reading)) held.add(reading);
        return held;
    }
}
