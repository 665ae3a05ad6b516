package dtlskeying.properties.pages;

import dtlskeying.properties.pages.StateDiagram.Arrow;

import java.util.Locale;

/**
 * A state diagram as SVG: the states in a column, what leads down in arcs on the right, what leads
 * up in arcs on the left, each with the number under which the page lists it. Lengths are pixels.
 */
final class ArcDiagram {
    private static final int ROW = 56;
    private static final int HEIGHT = 32;
    private static final int TOP = 28;

    /** What one letter of a state's name takes at most. */
    private static final int LETTER = 9;

    private static final int REACH = 26;
    private static final int MARGIN = 2;
    private static final int ROOM = 34;

    private final StateDiagram diagram;
    private final String title;

    /** The name of the arrowhead, of which each picture of a page has its own. */
    private final String tip;

    private final int width;
    private final int left;
    private final int middle;

    private ArcDiagram(StateDiagram diagram, String title) {
        this.diagram = diagram;
        this.title = title;
        this.tip = "tip-" + Wording.anchor(title);
        int longest = diagram.states().stream().mapToInt(String::length).max().orElse(0);
        this.width = longest * LETTER + 24;
        this.left = diagram.arrows().stream().anyMatch(this::isUp) ? side() : MARGIN;
        this.middle = left + width / 2;
    }

    /** The picture; colours are those of the text around it. */
    static String svg(StateDiagram diagram, String title) {
        return new ArcDiagram(diagram, title).draw();
    }

    private String draw() {
        int height = TOP + diagram.states().size() * ROW;
        int whole = left + width + side();
        var svg = new StringBuilder();
        svg.append("<svg class=\"diagram\" role=\"img\" aria-label=\"")
                .append(escaped(title))
                .append(
                        "\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n"
                                .formatted(whole, height, whole, height));
        svg.append(arrowhead());
        for (int i = 0; i < diagram.arrows().size(); i++) svg.append(arc(i));
        for (String state : diagram.states()) svg.append(box(state));
        return svg.append("</svg>").toString();
    }

    private String arrowhead() {
        return """
        <defs><marker id="%s" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" \
        markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>
        """
                .formatted(tip);
    }

    private boolean isUp(Arrow arrow) {
        return diagram.states().indexOf(arrow.from()) > diagram.states().indexOf(arrow.to());
    }

    /** The room for the widest arc on one side. */
    private int side() {
        return REACH + ROOM + REACH * Math.max(1, diagram.states().size() - 1);
    }

    private String box(String state) {
        int y = TOP + diagram.states().indexOf(state) * ROW;
        return """
        <rect x="%d" y="%d" width="%d" height="%d" rx="8"/><text x="%d" y="%d">%s</text>
        """
                .formatted(
                        middle - width / 2,
                        y,
                        width,
                        HEIGHT,
                        middle,
                        y + HEIGHT / 2 + 5,
                        escaped(state));
    }

    private String arc(int number) {
        Arrow arrow = diagram.arrows().get(number);
        int from = diagram.states().indexOf(arrow.from());
        int to = diagram.states().indexOf(arrow.to());
        int side = from <= to ? 1 : -1;
        int edge = middle + side * width / 2;
        int reach = REACH + REACH * Math.abs(to - from);
        int y1 = TOP + from * ROW + HEIGHT / 2 + (from <= to ? 6 : -6);
        int y2 = TOP + to * ROW + HEIGHT / 2 + (from <= to ? -6 : 6);
        int out = edge + side * reach * 4 / 3;
        double x = edge + side * reach;
        return String.format(
                Locale.ROOT,
                """
                <path class="arc" d="M%d %dC%d %d %d %d %d %d" marker-end="url(#%s)"/>\
                <text class="number" x="%.0f" y="%.0f">%d</text>
                """,
                edge,
                y1,
                out,
                y1,
                out,
                y2,
                edge,
                y2,
                tip,
                x + side * 10,
                (y1 + y2) / 2.0 + 4,
                number + 1);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
