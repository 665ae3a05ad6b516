package dtlskeying.properties.cli;

import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.spec.trace.TraceEvent;

import java.io.PrintWriter;

/**
 * Prints verdicts for people.
 *
 * @param place what stands ahead of the number of a step
 */
record VerdictPrinter(PrintWriter out, String place) {
    /** More steps in a row than anybody reads. */
    private static final int MOST_STEPS = 100;

    void print(Verdict verdict) {
        String title = verdict.strip().title() + ": ";
        switch (verdict) {
            case Consistent(var strip, var acted, var departed) -> {
                out.printf(
                        "%sCONSISTENT, steps: %d, clauses acted on: %d%n",
                        title, strip.steps().size(), acted.size());
                for (String id : VerdictJson.ids(departed))
                    out.println("    departs from the SHOULD " + id);
            }
            case Inconclusive(_, var reason) -> out.println(title + "INCONCLUSIVE, " + reason);
            case Inconsistent wrong -> {
                out.println(title + "INCONSISTENT at " + place + wrong.step().n());
                printForbidden(wrong);
            }
        }
    }

    private void printForbidden(Inconsistent wrong) {
        out.println("    on         " + wrong.step().input());
        out.println("    it did     " + done(wrong.step()));
        if (wrong.permitted().isEmpty()) out.println("    permitted  no such input here");
        wrong.permitted().forEach(each -> out.println("    permitted  " + each));
        wrong.readings()
                .forEach(
                        reading -> out.println("    permitted if " + reading + " is turned round"));
        out.println("    the fewest steps that show it:");
        int left = wrong.shortest().size() - MOST_STEPS;
        if (left > 0) out.println("      (" + left + " more before these)");
        wrong.shortest().stream()
                .skip(Math.max(0, left))
                .forEach(step -> out.println("      " + step.input() + " -> " + done(step)));
    }

    private static String done(TraceEvent step) {
        return step.effects().isEmpty() ? "nothing" : step.effects().toString();
    }
}
