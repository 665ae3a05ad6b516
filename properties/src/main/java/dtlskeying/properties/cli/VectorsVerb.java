package dtlskeying.properties.cli;

import dtlskeying.properties.vectors.VectorReport;

import picocli.CommandLine.Option;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What both verbs for vectors share: where the vectors are, and how a report looks. */
abstract class VectorsVerb extends Verb {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "The folder of the vectors (default: vectors/ of the repository).")
    private Path given;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    /** Does it. */
    abstract VectorReport work(Path folder);

    @Override
    public Integer call() {
        VectorReport report = work(folder());
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

    private Path folder() {
        if (given != null && !Files.isDirectory(given))
            throw new Misuse("--dir: " + given + " is no directory");
        if (given != null) return given;
        return Stream.of(Path.of("").toAbsolutePath(), codeLocation())
                .flatMap(start -> Stream.iterate(start, at -> at != null, Path::getParent))
                .map(at -> at.resolve("vectors"))
                .filter(at -> Files.isDirectory(at.resolve("schema")))
                .findFirst()
                .orElseThrow(() -> new Misuse("no folder vectors/ is near; name it with --dir"));
    }

    private static Path codeLocation() {
        try {
            var source = VectorsVerb.class.getProtectionDomain().getCodeSource();
            return Path.of(source.getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
