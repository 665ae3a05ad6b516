package dtlskeying.properties.cli;

import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconclusive;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.spec.Clause;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.Collection;
import java.util.List;

/** Verdicts for programs. */
final class VerdictJson {
    private VerdictJson() {}

    static ObjectNode of(List<Verdict> verdicts, String verdict) {
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

    static List<String> ids(Collection<? extends Clause> clauses) {
        return clauses.stream().map(Clause::id).sorted().toList();
    }
}
