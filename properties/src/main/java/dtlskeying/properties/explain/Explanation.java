package dtlskeying.properties.explain;

import dtlskeying.spec.trace.TraceFile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A run, explained: who sent what and what came of it, every byte, every key, and what the text
 * permitted.
 */
public final class Explanation {
    private final String title;
    private final Recording recording;
    private final Exchange exchange;
    private final List<Moment> course;

    private Explanation(String title, Recording recording) {
        this.title = title;
        this.recording = recording;
        this.exchange = Exchange.of(recording);
        var notes = recording.trace().map(Remarks::of).orElse(List.of());
        this.course = Moment.course(exchange.sent(), notes);
    }

    /** Explains a trace and what its key log opens. */
    public static Explanation of(String title, TraceFile trace, String keyLog) {
        return new Explanation(title, Recording.of(trace, keyLog));
    }

    /** Explains a recording. */
    public static Explanation of(String title, Recording recording) {
        return new Explanation(title, recording);
    }

    /** Every datagram, in the order in which they left. */
    public List<Sent> sent() {
        return exchange.sent();
    }

    /** How every key came about. */
    public List<KeyTree> derivations() {
        return Derivations.of(exchange, recording.secrets());
    }

    /** The ladder in plain text of at most {@value LadderText#WIDTH} columns. */
    public String text() {
        return LadderText.of(course);
    }

    /** The ladder as a sequence diagram of Mermaid. */
    public String mermaid() {
        return LadderMermaid.of(course);
    }

    /** The ladder as a graph of DOT, its ends as ranks. */
    public String dot() {
        return LadderDot.of(title, course);
    }

    /** A page that stands alone. */
    public String html() {
        return html(List.of());
    }

    /**
     * The same with words before it.
     *
     * @param prose paragraphs, with as little as {@code `code`} in them
     */
    public String html(List<String> prose) {
        var rows = LadderRow.of(course);
        var trees = derivations();
        var verdicts =
                recording.trace().map(Verdicts::of).orElseGet(() -> Verdicts.ofWire(recording));
        Map<String, Object> data = new HashMap<>();
        data.put("title", title);
        data.put("prose", prose);
        data.put("facts", facts());
        data.put("rows", rows);
        data.put("lanes", lanes());
        data.put("isCapture", recording.trace().isEmpty());
        data.put("trees", trees);
        data.put("verdicts", verdicts);
        var cited = Page.cited(sources(rows, trees, verdicts, prose));
        data.put("clauses", cited);
        data.put("anchors", Page.anchors(cited));
        return Page.of("page.ftlh", data);
    }

    private Lanes lanes() {
        var views =
                recording
                        .trace()
                        .map(TraceFile::views)
                        .orElseGet(() -> SeenKeys.of(exchange.sent()));
        return Lanes.of(exchange.sent(), views);
    }

    private List<String> facts() {
        long lost = exchange.sent().stream().filter(each -> each.shipment().isLost()).count();
        long twice = exchange.sent().stream().filter(each -> each.shipment().isTwice()).count();
        long bytes = exchange.sent().stream().mapToLong(s -> s.shipment().bytes().length()).sum();
        long last = course.isEmpty() ? 0 : course.getLast().ms();
        return List.of(
                exchange.sent().size() + " datagrams, " + bytes + " bytes",
                lost + " lost, " + twice + " duplicated",
                exchange.agreed().size()
                        + (exchange.agreed().size() == 1 ? " handshake" : " handshakes"),
                last + " ms");
    }

    private static Stream<String> sources(
            List<LadderRow> rows,
            List<KeyTree> trees,
            List<Verdicts> verdicts,
            List<String> prose) {
        var flat =
                rows.stream().flatMap(row -> Stream.concat(Stream.of(row), row.group().stream()));
        var ofRows =
                flat.flatMap(row ->
                        Stream.concat(
                                Stream.of(row.clause()),
                                row.panels().stream()
                                        .flatMap(panel -> panel.rows().stream())
                                        .map(Panel.Row::source)));
        var ofTrees =
                trees.stream()
                        .flatMap(tree -> tree.root().stream())
                        .flatMap(Derivation::all)
                        .map(Derivation::source);
        var ofVerdicts =
                verdicts.stream()
                        .flatMap(each -> each.steps().stream())
                        .flatMap(step -> step.clauses().stream());
        var ofProse = prose.stream().flatMap(text -> Stream.of(text.split("`")));
        return Stream.of(ofRows, ofTrees, ofVerdicts, ofProse).flatMap(each -> each);
    }
}
