package dtlskeying.properties.check;

import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.properties.vectors.SequenceChapters;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceFile;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds a whole trace against what the text permits, strip by strip.
 *
 * @param turned readings that are taken the other way than by default
 * @param starts the situations in which ends began; an end of a chapter that has none of them may
 *     have begun in any of its own
 */
public record TraceCheck(Set<Reading> turned, Set<String> starts) {
    private static final String EFFECTS = "effects";

    public TraceCheck {
        turned = Set.copyOf(turned);
        starts = Set.copyOf(starts);
    }

    /** The verdicts on all strips of a trace, in the order of their first steps. */
    public List<Verdict> judge(TraceFile trace) {
        boolean isBlind = !trace.header().observes().contains(EFFECTS);
        return Strip.of(trace).stream()
                .map(strip -> isBlind ? blind(strip) : judge(strip))
                .toList();
    }

    /**
     * What was permitted at each step of a strip, up to the first forbidden one; nothing if no
     * model speaks of such steps.
     */
    public List<Judged> walk(Strip strip) {
        return chapter(strip.chapter()).map(chapter -> walk(strip, chapter)).orElse(List.of());
    }

    /** The same by a chapter of that name. */
    public <S, I, E extends Effect, M> List<Judged> walk(
            Strip strip, JudgedChapter<S, I, E, M> chapter) {
        return new StripCheck<>(chapter, turned, starts).walk(strip);
    }

    private static Verdict blind(Strip strip) {
        return new Inconclusive(strip, "the header does not say that effects were observed");
    }

    private Verdict judge(Strip strip) {
        return chapter(strip.chapter())
                .map(chapter -> judge(strip, chapter))
                .orElseGet(
                        () -> new Inconclusive(strip, "no model says what such steps may come to"));
    }

    /** The verdict on one strip, by a chapter of that name. */
    public <S, I, E extends Effect, M> Verdict judge(
            Strip strip, JudgedChapter<S, I, E, M> chapter) {
        return new StripCheck<>(chapter, turned, starts).judge(strip);
    }

    /** The chapters whose strips can be judged. */
    public static List<JudgedChapter<?, ?, ?, ?>> chapters() {
        return SequenceChapters.judged();
    }

    /** The chapter of that name, if its strips can be judged. */
    public static Optional<JudgedChapter<?, ?, ?, ?>> chapter(String name) {
        return chapters().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether any strip has a forbidden step. */
    public static boolean isForbidden(List<Verdict> verdicts) {
        return verdicts.stream().anyMatch(Inconsistent.class::isInstance);
    }
}
