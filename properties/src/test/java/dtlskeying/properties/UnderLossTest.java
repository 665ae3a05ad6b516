package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The page of runs on a bad network has every course, and nothing else. */
class UnderLossTest {
    @Test
    void every_course_was_played_and_is_on_the_page() {
        var recorded = UnderLoss.recorded();
        assertThat(recorded).containsOnlyKeys(UnderLoss.values());
        Snapshots.check("under-loss.md", UnderLoss.page(recorded));
    }
}
