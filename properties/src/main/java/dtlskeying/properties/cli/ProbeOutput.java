package dtlskeying.properties.cli;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.ProbeReport;
import dtlskeying.spec.Role;

import picocli.CommandLine.Option;

import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a probe says of its cases: progress, a table, JSON, JUnit's XML, and a verdict. */
final class ProbeOutput {
    @Option(
            names = "--should",
            description = "What departs from a SHOULD counts as a failure, too.")
    private boolean should;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML.")
    private Path junit;

    private int planned;
    private int put;

    /** A file that cannot be written is better known before than after. */
    void check() {
        if (junit != null) write("");
    }

    /** The cases, for people and for programs. */
    void list(List<ProbeCase> cases, PrintWriter out) {
        for (ProbeCase each : cases)
            out.printf(
                    "%-24s %-22s %-10s %-14s %s%n",
                    each.id(),
                    each.clause().id(),
                    each.clause().level().text(),
                    peers(each),
                    each.does());
        if (json) out.println(Json.line(listed(cases)));
    }

    private static String peers(ProbeCase each) {
        return String.join(" ", each.peers().stream().map(Role::text).sorted().toList());
    }

    private static ObjectNode listed(List<ProbeCase> cases) {
        ObjectNode json = Json.object();
        var list = json.putArray("cases");
        for (ProbeCase each : cases) describe(each, list.addObject());
        return json;
    }

    void begin(List<ProbeCase> cases) {
        planned = cases.size();
        put = 0;
    }

    /** One line a case, on the side. */
    void progress(CaseResult result, PrintWriter err) {
        err.printf(
                Locale.ROOT,
                "%3d/%d %-12s %s%n",
                ++put,
                planned,
                result.outcome(),
                result.probeCase().id());
        err.flush();
    }

    /** The table, the files, the verdict. */
    int end(ProbeReport report, Role peer, PrintWriter out) {
        report.results().forEach(each -> row(each, out));
        if (junit != null) write(ProbeJunit.text(report, peer, should));
        out.println(summary(report));
        if (!report.trouble().isEmpty()) out.println("ended early: " + report.trouble());
        if (json) out.println(Json.line(toJson(report, peer)));
        return report.isGood(should) ? Exit.DONE : Exit.REFUSED;
    }

    private static void row(CaseResult result, PrintWriter out) {
        ProbeCase about = result.probeCase();
        out.printf(
                "%-12s %-22s %-24s %s%n",
                result.outcome(), about.clause().id(), about.id(), result.words());
        if (result.outcome() != Outcome.FAIL && result.outcome() != Outcome.DEPARTS) return;
        out.printf("%12s %s: %s%n", "", about.clause().level().text(), about.clause().summary());
        out.printf("%12s done: %s; expected: %s%n", "", about.does(), about.expects());
        result.steps().forEach(step -> out.printf("%14s %s%n", "", step));
    }

    private String summary(ProbeReport report) {
        String counts =
                "%d passed, %d failed, %d depart, %d skipped, %d inconclusive"
                        .formatted(
                                report.count(Outcome.PASS),
                                report.count(Outcome.FAIL),
                                report.count(Outcome.DEPARTS),
                                report.count(Outcome.SKIPPED),
                                report.count(Outcome.INCONCLUSIVE));
        String share =
                report.isWhole()
                        ? ""
                        : "; only %d of %d put"
                                .formatted(report.results().size(), report.planned());
        return "verdict      %s (%s%s)".formatted(verdict(report), counts, share);
    }

    private String verdict(ProbeReport report) {
        if (report.results().isEmpty()) return "none";
        if (!report.isGood(should)) return "not conforming";
        return report.isWhole() ? "conforming" : "conforming so far";
    }

    private ObjectNode toJson(ProbeReport report, Role peer) {
        ObjectNode json = Json.object().put("peer", peer.text());
        var list = json.putArray("cases");
        for (CaseResult each : report.results()) {
            ObjectNode object = list.addObject();
            describe(each.probeCase(), object);
            object.put("outcome", each.outcome().name())
                    .put("seen", each.words())
                    .put("tries", each.tries())
                    .put("millis", each.millis());
            var steps = object.putArray("steps");
            each.steps().forEach(steps::add);
        }
        for (Outcome each : Outcome.values())
            json.put(each.name().toLowerCase(Locale.ROOT), report.count(each));
        return json.put("planned", report.planned())
                .put("trouble", report.trouble())
                .put("verdict", verdict(report));
    }

    private static void describe(ProbeCase each, ObjectNode json) {
        json.put("id", each.id())
                .put("clause", each.clause().id())
                .put("level", each.clause().level().text())
                .put("does", each.does())
                .put("expects", each.expects());
    }

    private void write(String text) {
        try {
            Files.writeString(junit, text);
        } catch (IOException unwritable) {
            throw new Misuse(
                    "--junit: " + junit + " cannot be written: " + unwritable.getMessage());
        }
    }
}
