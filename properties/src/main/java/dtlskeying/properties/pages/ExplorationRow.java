package dtlskeying.properties.pages;

import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.properties.explore.Exploring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A row of the table of what was explored, cell by cell. */
public final class ExplorationRow {
    /** What stands in the columns. */
    public static final List<String> COLUMNS =
            List.of(
                    "what",
                    "bounds",
                    "states",
                    "transitions",
                    "depth",
                    "seconds",
                    "found, after so many steps");

    private static final int SECONDS = COLUMNS.indexOf("seconds");

    private ExplorationRow() {}

    /** The row of one exploration. */
    public static List<String> of(Exploring exploring, Exploration<?, ?> found, String seconds) {
        var cells = new ArrayList<>(List.of(exploring.name(), exploring.within()));
        cells.addAll(counts(found));
        cells.add(seconds);
        cells.add(findings(found.findings()));
        return List.copyOf(cells);
    }

    /** What must be the same in every run. */
    public static List<String> withoutSeconds(List<String> cells) {
        var rest = new ArrayList<>(cells);
        rest.remove(SECONDS);
        return rest;
    }

    /** The cell of a row that has the seconds. */
    public static String seconds(List<String> cells) {
        return cells.get(SECONDS);
    }

    /** So many nanoseconds as such a cell. */
    public static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / 1e9);
    }

    /** Where something is found early, how much was met before it is chance. */
    private static List<String> counts(Exploration<?, ?> found) {
        if (found.ending() == Ending.BOUND_REACHED) return List.of("more", "", "");
        if (found.ending() == Ending.INVARIANT_BROKEN) return List.of("", "", "");
        return List.of(
                String.format(Locale.ROOT, "%,d", found.states()),
                String.format(Locale.ROOT, "%,d", found.transitions()),
                String.valueOf(found.depth()));
    }

    private static String findings(List<? extends Finding<?, ?>> findings) {
        return findings.stream()
                .map(each -> each.name() + ", " + each.trace().length())
                .collect(Collectors.joining("; "));
    }
}
