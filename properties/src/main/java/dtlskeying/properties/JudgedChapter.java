package dtlskeying.properties;

import dtlskeying.model.Relation;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.Words;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A chapter whose traces can be judged: what its words are in JSON, and what the text permits under
 * which readings.
 *
 * @param chapter its machine and its model under the default readings
 * @param inputs the words for what an end learns
 * @param effects the words for what it does
 * @param readings the readings that make a difference here
 * @param model the model under some readings
 * @param <S> states of the machine
 * @param <I> inputs
 * @param <E> effects
 * @param <M> states of the model
 */
public record JudgedChapter<S, I, E extends Effect, M>(
        Chapter<S, I, E, M> chapter,
        Words<I> inputs,
        Words<E> effects,
        List<Reading> readings,
        Function<Set<Reading>, Relation<M, I, E>> model) {
    public JudgedChapter {
        readings = List.copyOf(readings);
    }

    /** A chapter that all readings read alike. */
    public static <S, I, E extends Effect, M> JudgedChapter<S, I, E, M> of(
            Chapter<S, I, E, M> chapter, Class<I> inputs, Class<E> effects) {
        return new JudgedChapter<>(
                chapter, Words.of(inputs), Words.of(effects), List.of(), _ -> chapter.model());
    }

    /** The same chapter with a model that these readings read differently. */
    public JudgedChapter<S, I, E, M> under(
            Function<Set<Reading>, Relation<M, I, E>> models, Reading... differing) {
        return new JudgedChapter<>(chapter, inputs, effects, List.of(differing), models);
    }

    /** Package and chapter, for example {@code srtp/MkiSelection}. */
    public String name() {
        return chapter.name();
    }

    /**
     * Of the readings that make a difference, those that our implementation takes, with some of
     * them turned round.
     */
    public Set<Reading> held(Set<Reading> turned) {
        var held = EnumSet.noneOf(Reading.class);
        for (Reading reading : readings)
            if (reading.isDefault() != turned.contains(reading)) held.add(reading);
        return held;
    }

    /** Whether an end may begin in the situation of that name. */
    public boolean hasStart(String name) {
        return chapter.starts().stream().anyMatch(start -> start.name().equals(name));
    }

    /** What is known of an end that begins in one of these situations; if none is ours, in any. */
    public Set<M> facts(Set<String> starts) {
        var named = new LinkedHashSet<M>();
        var any = new LinkedHashSet<M>();
        for (Start<S, M> start : chapter.starts()) {
            any.add(start.facts());
            if (starts.contains(start.name())) named.add(start.facts());
        }
        return named.isEmpty() ? any : named;
    }

    /** What the text permits under the default readings, with some of them turned round. */
    public Relation<M, I, E> permits(Set<Reading> turned) {
        return model.apply(held(turned));
    }
}
