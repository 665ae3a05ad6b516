package dtlskeying.properties.pages;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Watch;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;

import java.util.List;
import java.util.Locale;

/**
 * The page of what was explored.
 *
 * @param explored the table that the build keeps
 * @param isTimed whether everything is explored anew, to say how long it takes
 */
record ExplorationPages(Explored explored, boolean isTimed) {
    /** A chapter that counts goes on for ever: so many states say enough. */
    private static final int MOST_OF_A_CHAPTER = 5_000;

    /** What the template shows. */
    public record View(List<String> columns, List<Row> rows, boolean isTimed) {}

    /**
     * One exploration.
     *
     * @param bound the most states
     * @param seconds how long it took here; empty if it was not tried
     */
    public record Row(String about, String bound, List<String> cells, String seconds) {}

    Page page() {
        var rows = explored.rows().stream().map(this::row).toList();
        var view = new View(explored.columns(), rows, isTimed);
        return new Page("explorations.html", "explorations.ftlh", "What was explored", view);
    }

    private Row row(List<String> cells) {
        String name = cells.getFirst();
        Exploring exploring =
                Explorations.find(name)
                        .orElseThrow(() ->
                                new StaleData(
                                        "explorations.md has "
                                                + name
                                                + ", which nobody can explore:"
                                                + " mvn test -Dtest=ExplorationsTest"
                                                + " -Dsnapshots=write"));
        Bounds bounds = bounds(name);
        String bound = String.format(Locale.ROOT, "%,d", bounds.states());
        return new Row(exploring.about(), bound, cells, isTimed ? seconds(exploring, bounds) : "");
    }

    private static Bounds bounds(String name) {
        return TraceCheck.chapter(name).isPresent()
                ? Bounds.states(MOST_OF_A_CHAPTER)
                : Bounds.OF_THE_BUILD;
    }

    private static String seconds(Exploring exploring, Bounds bounds) {
        long started = System.nanoTime();
        exploring.run(bounds, Watch.NONE);
        return String.format(Locale.ROOT, "%.2f", (System.nanoTime() - started) / 1e9);
    }
}
