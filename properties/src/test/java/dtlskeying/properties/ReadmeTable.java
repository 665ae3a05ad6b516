package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.pages.Unvectored;
import dtlskeying.spec.Catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Tables in README that the build writes and checks, between two comments that name them. */
final class ReadmeTable {
    private static final List<String> RUNGS =
            List.of("modelled", "implemented", "exercised", "guarded", "vectored");

    /** The rungs that vectors lead to. */
    private static final Set<String> BY_VECTORS = Set.of("exercised", "vectored");

    private ReadmeTable() {}

    /**
     * Chapter by chapter, how many clauses stand on each rung or above; in brackets, how many more
     * have no vector by their nature.
     */
    static String ladder(Ladder ladder, Unvectored unvectored) {
        var text = new StringBuilder("| chapter | clauses | " + String.join(" | ", RUNGS) + " |\n");
        text.append("| --- | --: |").append(" --: |".repeat(RUNGS.size())).append('\n');
        for (String chapter : Catalogue.byChapter().keySet()) {
            var all = ladder.chapter(chapter).toList();
            text.append("| `").append(chapter).append("` | ").append(all.size()).append(" |");
            for (String rung : RUNGS)
                text.append(' ').append(reached(all, rung, unvectored)).append(" |");
            text.append('\n');
        }
        return text.toString();
    }

    private static String reached(List<Ladder.Rungs> all, String rung, Unvectored unvectored) {
        long reached = all.stream().filter(one -> one.has(rung)).count();
        long excused =
                all.stream()
                        .filter(one -> !one.has(rung) && BY_VECTORS.contains(rung))
                        .filter(one -> !unvectored.why(one.id()).isEmpty())
                        .count();
        return excused == 0 ? String.valueOf(reached) : reached + " (+" + excused + ")";
    }

    /** Fails unless README has this text between the comments of that name. */
    static void check(String name, String table) {
        Path readme = Snapshots.root().resolve("README.md");
        String begin = "<!-- " + name + ": generated -->\n";
        String end = "<!-- end of " + name + " -->";
        try {
            String text = Files.readString(readme);
            assertThat(text).contains(begin, end);
            int from = text.indexOf(begin) + begin.length();
            int to = text.indexOf(end);
            if (Snapshots.areWritten())
                Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
            assertThat(Files.readString(readme))
                    .as("README's table '%s'; accept a change with -Dsnapshots=write", name)
                    .contains(begin + table + end);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
