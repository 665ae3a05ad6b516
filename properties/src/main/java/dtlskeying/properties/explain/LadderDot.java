package dtlskeying.properties.explain;

import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** The ladder as a graph in DOT: two columns of points, and an edge for each datagram. */
final class LadderDot {
    private LadderDot() {}

    static String of(String title, List<Moment> course) {
        var lines = new ArrayList<String>();
        lines.add("digraph ladder {");
        lines.add("  label=" + quoted(title) + "; rankdir=TB; splines=line; nodesep=4;");
        lines.add("  node [shape=point, label=\"\"]; edge [fontname=\"monospace\"];");
        for (Role end : Role.values())
            lines.add("  %s0 [shape=box, label=%s];".formatted(end.text(), quoted(end.text())));
        lines.add("  { rank=same; client0; server0; }");
        int row = 0;
        for (Moment moment : course)
            if (moment instanceof Moment.Leaves(var sent)) lines.addAll(row(++row, sent));
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private static List<String> row(int row, Sent sent) {
        var shipment = sent.shipment();
        var lines = new ArrayList<String>();
        for (Role end : Role.values())
            lines.add(
                    "  %s%d -> %s%d [arrowhead=none, color=gray, weight=100];"
                            .formatted(end.text(), row - 1, end.text(), row));
        lines.add("  { rank=same; client%d; server%d; }".formatted(row, row));
        String style = shipment.isLost() ? ", style=dashed, arrowhead=tee" : "";
        String label =
                "%s (%s)%s"
                        .formatted(
                                sent.text(),
                                sent.level().mark(),
                                shipment.isLost() ? ", lost" : "");
        lines.add(
                "  %s%d -> %s%d [label=%s, constraint=false%s];"
                        .formatted(
                                shipment.from().text(),
                                row,
                                shipment.from().peer().text(),
                                row,
                                quoted(label),
                                style));
        return lines;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
