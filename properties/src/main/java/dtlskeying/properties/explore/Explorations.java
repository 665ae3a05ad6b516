package dtlskeying.properties.explore;

import dtlskeying.model.Relation;
import dtlskeying.model.explore.ClosedRelation;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Interning;
import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.vectors.SequenceChapters;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that can be exhausted, by name. */
public final class Explorations {
    private Explorations() {}

    /** Compositions first, then chapters, each in the order of the documents. */
    public static List<Exploring> all() {
        return Stream.of(
                        Compositions.ALL.stream(),
                        ChunkCompositions.ALL.stream(),
                        SequenceChapters.judged().stream().map(Explorations::chapter))
                .flatMap(each -> each)
                .toList();
    }

    /** The one of that name. */
    public static Optional<Exploring> find(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * What one end of a chapter may come to, given every input of the chapter's harness in every
     * state: how large the relation is, and that it can be walked. What must hold there is a matter
     * of the compositions.
     */
    private static <S, I, E extends Effect, M> Exploring chapter(
            JudgedChapter<S, I, E, M> chapter) {
        return Exploring.chapter(chapter.name(), () -> closed(chapter));
    }

    private static <S, I, E extends Effect, M> Explorable<?, ?> closed(
            JudgedChapter<S, I, E, M> chapter) {
        Relation<M, I, E> text = chapter.permits(Set.of());
        return new ClosedRelation<>(
                text,
                List.copyOf(chapter.facts(Set.of())),
                chapter.chapter().inputs(),
                new Interning<M>(),
                List.of(),
                List.of());
    }
}
