package dtlskeying.properties.explain;

import dtlskeying.properties.check.Judged;
import dtlskeying.properties.check.Strip;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
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
        for (Verdict verdict : check.judge(trace)) all.add(of(check, verdict));
        return all;
    }

    private static Verdicts of(TraceCheck check, Verdict verdict) {
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
                            steps(check, strip));
            case Verdict.Inconsistent wrong ->
                    new Verdicts(
                            strip.title(),
                            "INCONSISTENT",
                            "the step n = %d is forbidden".formatted(wrong.step().n()),
                            steps(check, strip));
            case Verdict.Inconclusive(_, var reason) ->
                    new Verdicts(strip.title(), "INCONCLUSIVE", reason, List.of());
        };
    }

    private static List<Step> steps(TraceCheck check, Strip strip) {
        return check.walk(strip).stream().limit(MOST_STEPS).map(Verdicts::step).toList();
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
