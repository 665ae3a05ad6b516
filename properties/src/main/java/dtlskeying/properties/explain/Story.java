package dtlskeying.properties.explain;

import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Trace;
import dtlskeying.properties.explore.Way;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What exhausting a model has found wrong, told step by step.
 *
 * @param title what it shows
 * @param counts how much was looked at
 * @param tales one for each thing that is wrong
 */
public record Story(String title, String counts, List<Tale> tales) {
    private static final int WIDTH = LadderText.WIDTH;

    public Story {
        tales = List.copyOf(tales);
    }

    /**
     * A shortest way to something that is wrong.
     *
     * @param name what should hold, or be possible
     * @param start the state that it begins in
     * @param ladder the steps, drawn between the ends
     */
    public record Tale(String name, String start, List<Step> steps, List<String> ladder) {}

    /**
     * One step of it.
     *
     * @param label what happens
     * @param after the state that follows
     */
    public record Step(String label, String after) {}

    /**
     * The story of an exploration.
     *
     * @param rails what the left and the right end are called
     */
    public static Story of(String title, List<String> rails, Exploration<?, ?> found) {
        String counts =
                String.format(
                        Locale.ROOT,
                        "%,d states, %,d transitions",
                        found.states(),
                        found.transitions());
        return new Story(
                title, counts, found.findings().stream().map(each -> tale(rails, each)).toList());
    }

    private static Tale tale(List<String> rails, Finding<?, ?> finding) {
        Trace<?, ?> trace = finding.trace();
        var steps = new ArrayList<Step>();
        for (var move : trace.moves())
            steps.add(new Step(move.label().toString(), StateText.of(move.after())));
        return new Tale(
                finding.name(),
                StateText.of(trace.start()),
                steps,
                WayLadder.of(rails, Way.to("", finding).steps()));
    }

    /** In plain text of at most {@value LadderText#WIDTH} columns. */
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(counts);
        for (Tale tale : tales) {
            lines.add("");
            lines.addAll(wrapped("\"" + tale.name() + "\" does not hold:"));
            lines.addAll(tale.ladder());
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        String line = "";
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line);
                line = "";
            }
            line += (line.isEmpty() ? "" : " ") + word;
        }
        lines.add(line);
        return lines;
    }

    /** A page that stands alone, with these paragraphs before it. */
    public String html(List<String> prose) {
        Map<String, Object> data = new HashMap<>();
        data.put("title", title);
        data.put("prose", prose);
        data.put("counts", counts);
        data.put("tales", tales);
        var cited = Page.cited(prose.stream().flatMap(text -> Stream.of(text.split("`"))));
        data.put("clauses", cited);
        data.put("anchors", Page.anchors(cited));
        return Page.of("story.ftlh", data);
    }
}
