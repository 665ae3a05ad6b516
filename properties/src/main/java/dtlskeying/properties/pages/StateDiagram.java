package dtlskeying.properties.pages;

import static java.util.stream.Collectors.joining;

import dtlskeying.properties.pages.TransitionTable.Deed;
import dtlskeying.properties.pages.TransitionTable.Row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A transition table seen from afar: the kinds of its states, and what leads from one to another. A
 * machine that stays in one kind for ever is drawn with what it does there.
 *
 * @param states the kinds of states, in the order of discovery
 * @param arrows what leads from one to another
 */
public record StateDiagram(List<String> states, List<Arrow> arrows) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]\\w*");

    public StateDiagram {
        states = List.copyOf(states);
        arrows = List.copyOf(arrows);
    }

    /**
     * One way from a kind of state to another, or back to itself.
     *
     * @param labels kinds of inputs and, behind a slash, kinds of effects
     */
    public record Arrow(String from, String to, List<String> labels) {
        public Arrow {
            labels = List.copyOf(labels);
        }
    }

    /** The diagram of a table. */
    public static StateDiagram of(TransitionTable table) {
        var states = new LinkedHashSet<String>();
        table.states().forEach(state -> states.add(TransitionTable.kind(state.text())));
        table.rows().forEach(row -> states.add(TransitionTable.kind(row.after())));
        var changes = arrows(table.rows().filter(row -> !isLoop(row)).toList());
        if (!changes.isEmpty()) return new StateDiagram(List.copyOf(states), changes);
        var busy = table.rows().filter(row -> !row.deeds().isEmpty() || !row.isSame()).toList();
        return new StateDiagram(List.copyOf(states), arrows(busy));
    }

    private static boolean isLoop(Row row) {
        return TransitionTable.kind(row.before()).equals(TransitionTable.kind(row.after()));
    }

    private record Way(String from, String to) {}

    private static List<Arrow> arrows(List<Row> rows) {
        var inputs = new LinkedHashMap<Way, Map<String, Set<String>>>();
        for (Row row : rows)
            inputs.computeIfAbsent(way(row), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(deeds(row), _ -> new TreeSet<>())
                    .add(TransitionTable.kind(row.input()));
        var arrows = new ArrayList<Arrow>();
        inputs.forEach((way, labels) -> arrows.add(new Arrow(way.from(), way.to(), lines(labels))));
        return arrows;
    }

    private static Way way(Row row) {
        return new Way(TransitionTable.kind(row.before()), TransitionTable.kind(row.after()));
    }

    private static String deeds(Row row) {
        return row.deeds().stream()
                .map(Deed::text)
                .map(TransitionTable::kind)
                .distinct()
                .collect(joining(", "));
    }

    private static List<String> lines(Map<String, Set<String>> inputsByDeeds) {
        return inputsByDeeds.entrySet().stream()
                .map(each ->
                        String.join(", ", each.getValue())
                                + (each.getKey().isEmpty() ? "" : " / " + each.getKey()))
                .toList();
    }

    /** The diagram in Mermaid's language, which many readers of Markdown draw. */
    public String mermaid() {
        var text = new StringBuilder("stateDiagram-v2\n");
        for (String state : states)
            if (isWord(state)) text.append("    ").append(state).append('\n');
            else text.append("    state \"%s\" as %s\n".formatted(state, name(state)));
        for (Arrow arrow : arrows)
            for (String label : arrow.labels())
                text.append(
                        "    %s --> %s : %s\n"
                                .formatted(name(arrow.from()), name(arrow.to()), label));
        return text.toString();
    }

    private String name(String state) {
        return isWord(state) ? state : "s" + states.indexOf(state);
    }

    private static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }
}
