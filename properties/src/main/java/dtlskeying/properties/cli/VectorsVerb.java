package dtlskeying.properties.cli;

import dtlskeying.properties.vectors.VectorReport;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Path;

/** What both verbs for vectors share: where the vectors are, and how a report looks. */
abstract class VectorsVerb extends Verb {
    @Mixin private VectorsFolder folder;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    /** Does it. */
    abstract VectorReport work(Path folder);

    @Override
    public Integer call() {
        VectorReport report = work(folder.path());
        report.lines().forEach(this::print);
        if (json) out().println(Json.line(toJson(report)));
        else
            out().println(
                            report.tests()
                                    + " tests, "
                                    + (report.isFine() ? "all well" : "not well"));
        return report.isFine() ? Exit.DONE : Exit.REFUSED;
    }

    private void print(VectorReport.Line line) {
        String state = line.changed() ? "written" : line.findings().isEmpty() ? "fine" : "wrong";
        out().println("%-35s %5d tests  %s".formatted(line.kind().text(), line.tests(), state));
        line.findings().forEach(finding -> out().println("    " + finding));
    }

    private static ObjectNode toJson(VectorReport report) {
        ObjectNode json = Json.object();
        ArrayNode kinds = json.putArray("kinds");
        for (VectorReport.Line line : report.lines()) {
            ObjectNode kind = kinds.addObject();
            kind.put("kind", line.kind().text());
            kind.put("tests", line.tests());
            kind.put("changed", line.changed());
            line.findings().forEach(kind.putArray("findings")::add);
        }
        return json.put("verdict", report.isFine() ? "fine" : "wrong");
    }
}
