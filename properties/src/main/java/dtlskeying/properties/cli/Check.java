package dtlskeying.properties.cli;

import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Judges a trace of any implementation. */
@Command(
        name = "check",
        description = {
            "Judges a trace (kmtrace/1) of any implementation, end by end and machine by machine.",
            "",
            "CONSISTENT: the text permits every step. INCONSISTENT: it forbids one; printed are the"
                    + " first such step, what was permitted there and by which clauses, a reading"
                    + " that would permit it, and the fewest steps that lead there. INCONCLUSIVE:"
                    + " the trace shows nothing that a model speaks of."
        },
        footer = {
            "",
            "Exit status: 0 consistent, 1 not consistent, 2 no trace.",
            "Example: dtls-keying check --should trace.jsonl"
        })
final class Check extends Verb {
    @Parameters(paramLabel = "FILE", description = "The trace, JSON lines.")
    private Path file;

    @Option(names = "--should", description = "Departing from a SHOULD is against the text, too.")
    private boolean should;

    @Option(
            names = "--reading",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Take this reading the other way than by default: ${COMPLETION-CANDIDATES}.")
    private Set<Reading> turned = EnumSet.noneOf(Reading.class);

    @Option(
            names = "--start",
            paramLabel = "NAME",
            description =
                    "An end began in this situation of its chapter (default: in any of them);"
                            + " `oracle` lists them. May be given several times.")
    private List<String> starts = List.of();

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        List<Verdict> verdicts = new TraceCheck(turned, starts()).judge(read());
        verdicts.forEach(this::print);
        String verdict = verdict(verdicts);
        if (json) out().println(Json.line(toJson(verdicts, verdict)));
        else out().println("verdict: " + verdict);
        return verdict.equals("CONSISTENT") ? Exit.DONE : Exit.REFUSED;
    }

    private Set<String> starts() {
        for (String name : starts)
            if (TraceCheck.chapters().stream().noneMatch(chapter -> chapter.hasStart(name)))
                throw misuse("--start: no end of any chapter begins as '" + name + "'");
        return Set.copyOf(starts);
    }

    private TraceFile read() {
        return switch (TraceReader.read(TextFile.readTrace(file))) {
            case TraceReader.Outcome.Whole(var trace) -> trace;
            case TraceReader.Outcome.Broken broken -> throw new Misuse(file + ", " + broken);
        };
    }

    private String verdict(List<Verdict> verdicts) {
        if (TraceCheck.isForbidden(verdicts) || should && departs(verdicts)) return "INCONSISTENT";
        boolean isShown = verdicts.stream().anyMatch(Consistent.class::isInstance);
        return isShown ? "CONSISTENT" : "INCONCLUSIVE";
    }

    private static boolean departs(List<Verdict> verdicts) {
        return verdicts.stream()
                .anyMatch(each -> each instanceof Consistent good && !good.departed().isEmpty());
    }

    private void print(Verdict verdict) {
        String title = verdict.strip().title() + ": ";
        switch (verdict) {
            case Consistent(var strip, var acted, var departed) -> {
                out().printf(
                                "%sCONSISTENT, steps: %d, clauses acted on: %d%n",
                                title, strip.steps().size(), acted.size());
                for (String id : ids(departed)) out().println("    departs from the SHOULD " + id);
            }
            case Inconclusive(_, var reason) -> out().println(title + "INCONCLUSIVE, " + reason);
            case Inconsistent wrong -> {
                out().println(title + "INCONSISTENT at n = " + wrong.step().n());
                printForbidden(wrong);
            }
        }
    }

    private void printForbidden(Inconsistent wrong) {
        out().println("    on         " + wrong.step().input());
        out().println("    it did     " + done(wrong.step()));
        if (wrong.permitted().isEmpty()) out().println("    permitted  no such input here");
        wrong.permitted().forEach(each -> out().println("    permitted  " + each));
        wrong.readings()
                .forEach(reading ->
                        out().println("    permitted if " + reading + " is turned round"));
        out().println("    the fewest steps that show it:");
        wrong.shortest()
                .forEach(step -> out().println("      " + step.input() + " -> " + done(step)));
    }

    private static String done(TraceEvent step) {
        return step.effects().isEmpty() ? "nothing" : step.effects().toString();
    }

    private static ObjectNode toJson(List<Verdict> verdicts, String verdict) {
        ObjectNode json = Json.object();
        ArrayNode strips = json.putArray("strips");
        for (Verdict each : verdicts) {
            ObjectNode strip = strips.addObject();
            strip.put("endpoint", each.strip().endpoint());
            strip.put("chapter", each.strip().chapter());
            strip.put("steps", each.strip().steps().size());
            describe(each, strip);
        }
        return json.put("verdict", verdict);
    }

    private static void describe(Verdict verdict, ObjectNode strip) {
        switch (verdict) {
            case Consistent(_, var acted, var departed) -> {
                strip.put("verdict", "CONSISTENT");
                ids(acted).forEach(strip.putArray("clauses")::add);
                ids(departed).forEach(strip.putArray("departs")::add);
            }
            case Inconclusive(_, var reason) ->
                    strip.put("verdict", "INCONCLUSIVE").put("reason", reason);
            case Inconsistent wrong -> {
                strip.put("verdict", "INCONSISTENT").put("n", wrong.step().n());
                ids(wrong.clauses()).forEach(strip.putArray("clauses")::add);
                wrong.permitted().forEach(strip.putArray("permitted")::add);
                wrong.readings().forEach(each -> strip.withArray("readings").add(each.name()));
                wrong.shortest().forEach(each -> strip.withArray("shortest").add(each.n()));
            }
        }
    }

    private static List<String> ids(Collection<? extends Clause> clauses) {
        return clauses.stream().map(Clause::id).sorted().toList();
    }
}
