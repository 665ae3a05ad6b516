package dtlskeying.properties.observe;

import dtlskeying.model.Relation;
import dtlskeying.properties.Chapter;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.check.AsSeen;
import dtlskeying.properties.check.Strip;
import dtlskeying.properties.check.Unlawful;
import dtlskeying.properties.decode.Place;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.Words;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Steps of one end that are being gathered, in their order.
 *
 * @param <I> inputs of the chapter
 * @param <E> its effects
 */
final class Steps<I, E extends Effect> {
    private static final long MILLISECOND = 1_000_000;

    private final String endpoint;
    private final String chapter;
    private final Class<I> inputs;
    private final Class<E> effects;
    private final List<TraceEvent> steps = new ArrayList<>();

    Steps(String endpoint, String chapter, Class<I> inputs, Class<E> effects) {
        this.endpoint = endpoint;
        this.chapter = chapter;
        this.inputs = inputs;
        this.effects = effects;
    }

    /** The packet there shows that the end has learnt this, and what it has done then. */
    void add(Place place, I input, List<? extends E> done) {
        put(place, input, List.copyOf(done));
    }

    /** The same, and it has done what nobody may do. */
    void unlawful(Place place, I input, String deed, Clause clause) {
        put(place, input, List.of(new Unlawful(deed, clause)));
    }

    private void put(Place place, I input, List<Effect> done) {
        steps.add(
                new TraceEvent(
                        place.packet(),
                        endpoint,
                        Math.max(0, place.nanos() / MILLISECOND),
                        chapter,
                        input,
                        done));
    }

    /**
     * The strip, to be judged by what a wire shows of a model.
     *
     * @param sight what is seen of an effect
     * @param silent what the end may learn unseen
     * @param facts what may be known of the end at first
     */
    <M> Observation judgedBy(
            Relation<M, I, E> text,
            Function<E, Optional<E>> sight,
            List<I> silent,
            Collection<M> facts) {
        if (steps.isEmpty()) return Observation.NOTHING;
        var starts = facts.stream().map(each -> new Start<Void, M>("anywhere", null, each));
        var relation = new AsSeen<>(text, sight, silent);
        var judged =
                new Chapter<Void, I, E, M>(
                        chapter,
                        starts.toList(),
                        List.of(),
                        (_, _) -> {
                            throw new AssertionError("nobody runs what was only seen");
                        },
                        relation,
                        _ -> false);
        return Observation.of(
                new ObservedStrip(
                        new Strip(endpoint, chapter, steps),
                        new JudgedChapter<>(
                                judged,
                                Words.of(inputs),
                                Words.of(effects),
                                List.of(),
                                _ -> relation)));
    }
}
