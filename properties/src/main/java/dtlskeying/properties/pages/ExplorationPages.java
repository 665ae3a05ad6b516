package dtlskeying.properties.pages;

import dtlskeying.model.explore.Watch;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;

import java.util.List;

/**
 * The page of what was explored.
 *
 * @param explored the table that the build keeps
 * @param isTimed whether everything is explored anew, to say how long it takes
 */
record ExplorationPages(Explored explored, boolean isTimed) {
    /** What the template shows. */
    public record View(List<String> columns, List<Row> rows, boolean isTimed) {}

    /** One exploration: what it is, and what stands in its columns. */
    public record Row(String about, List<String> cells) {}

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
        return new Row(exploring.about(), isTimed ? timed(exploring, cells) : cells);
    }

    /** The cells with the seconds that it takes here; what is counted has to be what was. */
    private List<String> timed(Exploring exploring, List<String> kept) {
        long started = System.nanoTime();
        var found = exploring.run(exploring.bounds(), Watch.NONE);
        String seconds = ExplorationRow.seconds(System.nanoTime() - started);
        var cells = ExplorationRow.of(exploring, found, seconds);
        if (!ExplorationRow.withoutSeconds(cells).equals(ExplorationRow.withoutSeconds(kept)))
            throw new StaleData(
                    "explorations.md does not have what was counted of " + exploring.name());
        return cells;
    }
}
