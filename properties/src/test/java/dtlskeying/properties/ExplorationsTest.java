package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Watch;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.properties.explore.Following;
import dtlskeying.properties.explore.Following.Led;
import dtlskeying.properties.explore.Way;
import dtlskeying.properties.pages.ExplorationRow;
import dtlskeying.properties.pages.Explored;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What can be explored is sound, or flawed where it should be, and as large as it was. */
class ExplorationsTest {
    private static final String HEAD =
            """
            # What was explored

            `dtls-keying explore NAME` gives these counts in every run; the build fails when one of them
            drifts. The first are compositions, and have invariants; a chapter alone shows how large its
            relation is, up to %,d states. None has more than 2,000,000 states. Where something is found,
            it is expected, and the shortest way to it is the lesson; how many states were met before it
            is chance. The seconds are those of the machine that wrote the row, on one core.

            | %s |
            | --- | --- | --: | --: | --: | --: | --- |
            """;

    private static final int MOST_OF_A_CHAPTER = 5_000;

    @Test
    void the_counts_are_those_on_the_page() throws IOException {
        Map<String, List<String>> kept = kept();
        String rows =
                Explorations.all().stream()
                        .map(each -> line(row(each, kept.getOrDefault(each.name(), List.of()))))
                        .collect(Collectors.joining());
        String columns = String.join(" | ", ExplorationRow.COLUMNS);
        Snapshots.check("explorations.md", HEAD.formatted(MOST_OF_A_CHAPTER, columns) + rows);
    }

    /** Seconds differ from run to run: those that are kept stay, as long as all else does. */
    static List<String> row(Exploring exploring, List<String> kept) {
        long started = System.nanoTime();
        Exploration<?, ?> found = exploring.run(exploring.bounds(), Watch.NONE);
        String seconds = ExplorationRow.seconds(System.nanoTime() - started);
        assertThat(found.findings().isEmpty()).as(found.text()).isNotEqualTo(exploring.isFlawed());
        assertThat(found.vacuous()).as(exploring.name()).hasSizeLessThan(2);
        found.findings().forEach(each -> assertFollowed(exploring, each));
        List<String> row = ExplorationRow.of(exploring, found, seconds);
        boolean isSame =
                kept.size() == row.size()
                        && ExplorationRow.withoutSeconds(kept)
                                .equals(ExplorationRow.withoutSeconds(row))
                        && ExplorationRow.seconds(kept).matches("\\d+\\.\\d\\d");
        return isSame ? kept : row;
    }

    /** Whoever goes the way again comes to the same. */
    private static void assertFollowed(Exploring exploring, Finding<?, ?> finding) {
        int steps = finding.trace().length();
        var way = Way.to(exploring.name(), finding).steps();
        switch (Following.follow(exploring, way, exploring.bounds())) {
            case Led.Broken(int step, String name, _) -> {
                assertThat(step).isEqualTo(steps);
                assertThat(name).isEqualTo(finding.name());
            }
            case Led.Wedged(int step, String name, _) -> {
                assertThat(step).isEqualTo(steps);
                assertThat(name).isEqualTo(finding.name());
            }
            case Led.Astray _, Led.Sound _, Led.Open _ -> fail(exploring.name() + ": " + way);
        }
    }

    private static String line(List<String> row) {
        return "| `"
                + row.getFirst()
                + "` | "
                + String.join(" | ", row.subList(1, row.size()))
                + " |\n";
    }

    static Map<String, List<String>> kept() throws IOException {
        var rows = new HashMap<String, List<String>>();
        Path page = Snapshots.root().resolve("vectors/explorations.md");
        if (Files.exists(page))
            for (var row : Explored.read(Files.readString(page)).rows())
                rows.put(row.getFirst(), row);
        return rows;
    }
}
