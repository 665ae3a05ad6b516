package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Watch;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be explored is sound, or flawed where it should be, and as large as it was. */
class ExplorationsTest {
    /** Chapters that count go on for ever: how large they are says little. */
    private static final int MOST = 5_000;

    private static final String HEAD =
            """
            # What was explored

            `dtls-keying explore NAME` gives these counts in every run; the build fails when one of them
            drifts. The first are compositions, and have invariants; a chapter alone shows how large its
            relation is, up to %,d states. Where something is found, it is expected, and the shortest way
            to it is the lesson; how many states were met before it is chance.

            | what | states | transitions | depth | found, after so many steps |
            | --- | --: | --: | --: | --- |
            """;

    @Test
    void the_counts_are_those_on_the_page() {
        List<Exploring> all = Explorations.all();
        String rows = all.stream().map(ExplorationsTest::row).collect(Collectors.joining());
        Snapshots.check("explorations.md", HEAD.formatted(MOST) + rows);
    }

    private static String row(Exploring exploring) {
        Exploration<?, ?> found = explored(exploring);
        assertThat(found.findings().isEmpty()).as(found.text()).isNotEqualTo(exploring.isFlawed());
        assertThat(found.vacuous()).as(exploring.name()).hasSizeLessThan(2);
        return "| `" + exploring.name() + "` | " + counts(found) + " |\n";
    }

    private static Exploration<?, ?> explored(Exploring exploring) {
        boolean isChapter = TraceCheck.chapter(exploring.name()).isPresent();
        Bounds bounds = isChapter ? Bounds.states(MOST) : Bounds.OF_THE_BUILD;
        return exploring.run(bounds, Watch.NONE);
    }

    private static String counts(Exploration<?, ?> found) {
        if (found.ending() == Ending.BOUND_REACHED) return "more | | | ";
        if (found.ending() == Ending.INVARIANT_BROKEN)
            return " | | | " + findings(found.findings());
        return String.format(
                Locale.ROOT,
                "%,d | %,d | %d | %s",
                found.states(),
                found.transitions(),
                found.depth(),
                findings(found.findings()));
    }

    private static String findings(List<? extends Finding<?, ?>> findings) {
        return findings.stream()
                .map(each -> each.name() + ", " + each.trace().length())
                .collect(Collectors.joining("; "));
    }
}
