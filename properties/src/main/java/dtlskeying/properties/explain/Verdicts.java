package dtlskeying.properties.explain;

import dtlskeying.properties.check.Judged;
import dtlskeying.properties.check.Strip;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.decode.Conversation;
import dtlskeying.properties.decode.Decoding;
import dtlskeying.properties.observe.Observation;
import dtlskeying.properties.observe.ObservedStrip;
import dtlskeying.properties.observe.Observer;
import dtlskeying.spec.Clause;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is to be said of one machine at one end.
 *
 * @param title the end and the machine
 * @param outcome CONSISTENT, INCONSISTENT or INCONCLUSIVE
 * @param reason why, where there is something to say
 * @param steps each step beside what was permitted
 */
public record Verdicts(String title, String outcome, String reason, List<Step> steps) {
    private static final int MOST_STEPS = 400;

    /**
     * One step.
     *
     * @param done what was done
     * @param permitted what the text permitted instead or as well
     * @param clauses ids of the clauses that justify what was permitted
     */
    public record Step(
            long n,
            long ms,
            String input,
            String done,
            List<String> permitted,
            List<String> clauses,
            boolean isPermitted) {}

    /** Of every machine of a trace. */
    static List<Verdicts> of(TraceFile trace) {
        var check = new TraceCheck(Set.of(), Set.of());
        var all = new ArrayList<Verdicts>();
        for (Verdict verdict : check.judge(trace))
            all.add(of(verdict, shown(check.walk(verdict.strip()))));
        return all;
    }

    /** Of what a wire shows of both ends, where nobody has written down their steps. */
    static List<Verdicts> ofWire(Recording recording) {
        var decoded = Decoding.of(recording.packets(), recording.keyLog());
        if (!(decoded instanceof Decoding.Outcome.Decoded(var conversations))) return List.of();
        var check = new TraceCheck(Set.of(), Set.of());
        var all = new ArrayList<Verdicts>();
        for (Conversation conversation : conversations) {
            var seen = Observer.of(conversation);
            for (ObservedStrip each : seen.strips())
                all.add(of(check.judge(each.strip(), each.chapter()), walked(check, each)));
            for (Observation.Unseen each : seen.unseen()) all.add(unseen(each));
        }
        return all;
    }

    private static List<Step> walked(TraceCheck check, ObservedStrip observed) {
        return shown(check.walk(observed.strip(), observed.chapter()));
    }

    private static Verdicts unseen(Observation.Unseen unseen) {
        var strip = new Strip(unseen.endpoint(), unseen.chapter(), List.of());
        return new Verdicts(strip.title(), "INCONCLUSIVE", unseen.reason(), List.of());
    }

    private static Verdicts of(Verdict verdict, List<Step> steps) {
        var strip = verdict.strip();
        return switch (verdict) {
            case Verdict.Consistent(_, var acted, var departed) ->
                    new Verdicts(
                            strip.title(),
                            "CONSISTENT",
                            "%d steps, %d clauses acted on%s"
                                    .formatted(
                                            strip.steps().size(),
                                            acted.size(),
                                            departed.isEmpty() ? "" : ", departs from a SHOULD"),
                            steps);
            case Verdict.Inconsistent wrong ->
                    new Verdicts(
                            strip.title(),
                            "INCONSISTENT",
                            "the step n = %d is forbidden".formatted(wrong.step().n()),
                            steps);
            case Verdict.Inconclusive(_, var reason) ->
                    new Verdicts(strip.title(), "INCONCLUSIVE", reason, List.of());
        };
    }

    private static List<Step> shown(List<Judged> steps) {
        return steps.stream().limit(MOST_STEPS).map(Verdicts::step).toList();
    }

    private static Step step(Judged judged) {
        TraceEvent step = judged.step();
        return new Step(
                step.n(),
                step.ms(),
                step.input().toString(),
                done(step),
                judged.permitted(),
                judged.clauses().stream().map(Clause::id).sorted().toList(),
                judged.isPermitted());
    }

    private static String done(TraceEvent step) {
        return step.effects().isEmpty()
                ? "nothing"
                : String.join(", ", step.effects().stream().map(Object::toString).toList());
    }
}
