package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.vectors.Widening;
import dtlskeying.properties.vectors.Widening.Report;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A model that permits too much is noticed, in every row, by a vector that rejects. */
class WideningTest {
    private static final int FEWEST = 5;

    private static final String HEAD =
            """
            # What a model that permits too much meets

            A row of a model is a kind of input with all that is permitted on it. In every row of every
            model whose vectors are sequences, one more kind of outcome is permitted, one at a time; a
            vector that is forbidden must then be permitted, and so notice. Where every kind of outcome is
            permitted, it is another outcome of these kinds. The build fails when one escapes.

            | chapter | rows | outcomes added | caught | rows in which nothing is forbidden |
            | --- | --: | --: | --: | --: |
            """;

    private static final String REASON =
            """

            Nothing is forbidden where the model leaves open all that any end of the chapter ever does,
            and silence:

            """;

    private static final List<Report> REPORTS = Widening.all();

    @TestFactory
    Stream<DynamicTest> one_more_outcome_in_any_row_is_rejected() {
        return REPORTS.stream()
                .map(each -> DynamicTest.dynamicTest(each.chapter(), () -> assertCaught(each)));
    }

    @Test
    void without_vectors_nothing_would_be_caught() {
        Report blind = Widening.blind();
        assertThat(blind.survivors()).hasSize(blind.added()).isNotEmpty();
    }

    @Test
    void the_counts_are_those_on_the_page() {
        String rows = REPORTS.stream().map(WideningTest::row).collect(Collectors.joining());
        String free = REPORTS.stream().flatMap(WideningTest::free).collect(Collectors.joining());
        Snapshots.check(
                "widening.md", HEAD + rows + total() + (free.isEmpty() ? "" : REASON + free));
    }

    private static void assertCaught(Report report) {
        assertThat(report.survivors()).isEmpty();
        assertThat(report.added()).isGreaterThan(FEWEST);
    }

    private static String row(Report report) {
        return "| `%s` | %d | %d | %d | %d |\n"
                .formatted(
                        report.chapter(),
                        report.rows(),
                        report.added(),
                        report.added() - report.survivors().size(),
                        report.beyond().size());
    }

    private static String total() {
        int rows = REPORTS.stream().mapToInt(Report::rows).sum();
        int added = REPORTS.stream().mapToInt(Report::added).sum();
        int survivors = REPORTS.stream().mapToInt(each -> each.survivors().size()).sum();
        int beyond = REPORTS.stream().mapToInt(each -> each.beyond().size()).sum();
        return "| all | %d | %d | %d | %d |\n".formatted(rows, added, added - survivors, beyond);
    }

    private static Stream<String> free(Report report) {
        return report.beyond().stream()
                .map(row -> "- `%s`: `%s`\n".formatted(report.chapter(), row));
    }
}
