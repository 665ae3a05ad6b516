package dtlskeying.properties.cli;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeReport;
import dtlskeying.spec.Role;

import java.util.Locale;

/** Results of a probe as the XML of JUnit, a test case for each, its class the clause. */
final class ProbeJunit {
    private ProbeJunit() {}

    /** The document; what departs from a SHOULD is a failure if it counts. */
    static String text(ProbeReport report, Role peer, boolean departuresCount) {
        long failures =
                report.results().stream().filter(each -> each.isAgainst(departuresCount)).count();
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.append(
                String.format(
                        Locale.ROOT,
                        "<testsuite name=\"dtls-keying probe of a %s\" tests=\"%d\" failures=\"%d\""
                                + " errors=\"0\" skipped=\"%d\" time=\"%.3f\">%n",
                        peer.text(),
                        report.results().size(),
                        failures,
                        report.results().stream().filter(ProbeJunit::isSkipped).count(),
                        report.results().stream().mapToLong(CaseResult::millis).sum() / 1e3));
        for (CaseResult each : report.results()) append(each, departuresCount, text);
        return text.append("</testsuite>\n").toString();
    }

    private static boolean isSkipped(CaseResult result) {
        return result.outcome() == Outcome.SKIPPED || result.outcome() == Outcome.INCONCLUSIVE;
    }

    private static void append(CaseResult result, boolean departuresCount, StringBuilder text) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\">%n",
                        escaped(result.probeCase().clause().id()),
                        escaped(result.probeCase().id()),
                        result.millis() / 1e3));
        if (result.isAgainst(departuresCount))
            element("failure", result.outcome() + ": " + result.words(), text);
        else if (isSkipped(result))
            element("skipped", result.outcome() + ": " + result.words(), text);
        else
            text.append("    <system-out>")
                    .append(escaped(result.words()))
                    .append("</system-out>\n");
        text.append("  </testcase>\n");
    }

    private static void element(String name, String message, StringBuilder text) {
        text.append("    <")
                .append(name)
                .append(" message=\"")
                .append(escaped(message))
                .append("\"/>\n");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
