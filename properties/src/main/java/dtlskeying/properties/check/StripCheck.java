package dtlskeying.properties.check;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.properties.Judge;
import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceEvent;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges strips of one chapter. */
final class StripCheck<S, I, E extends Effect, M> {
    private final JudgedChapter<S, I, E, M> chapter;
    private final Set<Reading> turned;
    private final Relation<M, I, E> text;
    private final Set<M> known;

    /**
     * Judges by the default readings, with some of them turned round.
     *
     * @param starts the situations in which an end may have begun; if the chapter has none of them,
     *     any of its own
     */
    StripCheck(JudgedChapter<S, I, E, M> chapter, Set<Reading> turned, Set<String> starts) {
        this.chapter = chapter;
        this.turned = turned;
        this.text = chapter.permits(turned);
        this.known = chapter.facts(starts);
    }

    Verdict judge(Strip strip) {
        Judge<I, E, M> judge = first(text);
        for (int i = 0; i < strip.steps().size(); i++) {
            if (Thread.currentThread().isInterrupted()) return stopped(strip, i);
            Judge<I, E, M> next = after(judge, strip.steps().get(i));
            if (next.isViolated()) return inconsistent(strip, i, judge);
            judge = next;
        }
        return new Consistent(strip, judge.exercised(), judge.departed());
    }

    private static Verdict stopped(Strip strip, int done) {
        return new Inconclusive(
                strip,
                "stopped after %d of %d steps, none of them forbidden"
                        .formatted(done, strip.steps().size()));
    }

    /** Every step up to the first forbidden one, with what was permitted there. */
    List<Judged> walk(Strip strip) {
        var walked = new ArrayList<Judged>();
        Judge<I, E, M> judge = first(text);
        for (TraceEvent step : strip.steps()) {
            var permitted = judge.permitted(input(step));
            var clauses = new HashSet<Clause>();
            for (Outcome<M, E> outcome : permitted) clauses.addAll(outcome.because());
            judge = after(judge, step);
            walked.add(new Judged(step, texts(permitted), clauses, !judge.isViolated()));
            if (judge.isViolated()) break;
        }
        return walked;
    }

    private Inconsistent inconsistent(Strip strip, int at, Judge<I, E, M> before) {
        TraceEvent step = strip.steps().get(at);
        List<TraceEvent> way = strip.steps().subList(0, at + 1);
        var permitted = before.permitted(input(step));
        var clauses = new HashSet<Clause>();
        for (Outcome<M, E> outcome : permitted) clauses.addAll(outcome.because());
        for (Effect effect : step.effects())
            if (effect instanceof Unlawful(_, var broken)) clauses.add(broken);
        List<String> texts = texts(permitted);
        return new Inconsistent(
                strip,
                step,
                texts,
                clauses,
                readingsThatPermit(way),
                new Shortening<TraceEvent>(steps -> showsTheSame(steps, texts)).of(way));
    }

    private static List<String> texts(Set<? extends Outcome<?, ?>> outcomes) {
        return outcomes.stream().map(StripCheck::text).distinct().sorted().toList();
    }

    private static String text(Outcome<?, ?> outcome) {
        String done = outcome.effects().isEmpty() ? "nothing" : outcome.effects().toString();
        String by =
                outcome.because().stream()
                        .map(Clause::id)
                        .sorted()
                        .collect(Collectors.joining(" "));
        return by.isEmpty() ? done : done + " by " + by;
    }

    private Set<Reading> readingsThatPermit(List<TraceEvent> way) {
        var permitting = EnumSet.noneOf(Reading.class);
        for (Reading reading : chapter.readings()) {
            if (Thread.currentThread().isInterrupted()) break;
            var other = new HashSet<>(turned);
            if (!other.remove(reading)) other.add(reading);
            if (!run(chapter.permits(other), way).isViolated()) permitting.add(reading);
        }
        return permitting;
    }

    /** Whether only the last of the steps is forbidden, and just this is permitted there. */
    private boolean showsTheSame(List<TraceEvent> steps, List<String> permitted) {
        Judge<I, E, M> before = run(text, steps.subList(0, steps.size() - 1));
        return !before.isViolated()
                && after(before, steps.getLast()).isViolated()
                && texts(before.permitted(input(steps.getLast()))).equals(permitted);
    }

    private Judge<I, E, M> run(Relation<M, I, E> relation, List<TraceEvent> steps) {
        Judge<I, E, M> judge = first(relation);
        for (TraceEvent step : steps) judge = after(judge, step);
        return judge;
    }

    private Judge<I, E, M> first(Relation<M, I, E> relation) {
        return new Judge<>(relation, known, Set.of(), Set.of());
    }

    private Judge<I, E, M> after(Judge<I, E, M> judge, TraceEvent step) {
        if (step.effects().stream().anyMatch(Unlawful.class::isInstance))
            return new Judge<>(judge.model(), Set.of(), judge.exercised(), judge.departed());
        List<E> effects = step.effects().stream().map(chapter.effects()::cast).toList();
        return judge.see(input(step), effects);
    }

    private I input(TraceEvent step) {
        return chapter.inputs().cast(step.input());
    }
}
