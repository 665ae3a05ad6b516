package dtlskeying.properties.explore;

import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A way through something that can be explored, as a file keeps it ({@code kmway/1}, JSON lines):
 * enough to go it again.
 *
 * @param system what is gone through, for example {@code chunk/KeyOrderPair}
 * @param finding what is wrong at its end, as its finder said; may be empty
 * @param steps what happens, one after the other
 */
public record Way(String system, String finding, List<Happening> steps) {
    /** The name of the format, in the header line. */
    public static final String FORMAT = "kmway/1";

    public Way {
        steps = List.copyOf(steps);
    }

    /** The shortest way to what was found. */
    public static Way to(String system, Finding<?, ?> finding) {
        var steps = finding.trace().labels().stream().map(Way::happening).toList();
        return new Way(system, finding.name(), steps);
    }

    private static Happening happening(Object label) {
        return label instanceof Happening happening
                ? happening
                : Happening.between(label.toString());
    }

    /** The lines of the file, each with its line end. */
    public String text() {
        var text = new StringBuilder();
        add(text, line("hdr").put("fmt", FORMAT).put("system", system).put("finding", finding));
        int number = 0;
        for (Happening step : steps) {
            ObjectNode line = line("step").put("n", ++number).put("is", step.text());
            step.from().ifPresent(end -> line.put("from", end.text()));
            step.to().ifPresent(end -> line.put("to", end.text()));
            add(text, line);
        }
        add(text, line("end").put("n", number));
        return text.toString();
    }

    private static ObjectNode line(String kind) {
        return JsonNodeFactory.instance.objectNode().put("t", kind);
    }

    private static void add(StringBuilder text, ObjectNode line) {
        text.append(line).append('\n');
    }
}
