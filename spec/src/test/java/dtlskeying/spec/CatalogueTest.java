package dtlskeying.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

class CatalogueTest {
    @Test
    void every_statement_of_the_two_documents_is_a_clause() {
        var catalogued =
                Catalogue.clauses()
                        .filter(clause -> clause.citation().document().isModelled())
                        .map(Clause::id)
                        .collect(Collectors.toSet());
        var ledger = Ledger.rows().stream().map(Ledger.Row::id).collect(Collectors.toSet());
        assertThat(catalogued).isEqualTo(ledger).hasSize(103);
    }

    @Test
    void every_clause_has_the_level_of_its_statement() {
        for (Ledger.Row row : Ledger.rows())
            assertThat(row.level().split(" / "))
                    .as(row.id())
                    .contains(Catalogue.find(row.id()).orElseThrow().level().text());
    }

    @Test
    void summaries_are_short_and_in_our_words() {
        Catalogue.clauses()
                .forEach(clause ->
                        assertThat(clause.summary())
                                .as(clause.id())
                                .isNotBlank()
                                .doesNotEndWith(".")
                                .hasSizeLessThan(180));
    }

    @Test
    void readings_and_decisions_name_what_exists() {
        for (Reading reading : Reading.values())
            assertThat(Catalogue.find(reading.clause())).as(reading.name()).isPresent();
        List<Integer> numbers = Arrays.stream(Decision.values()).map(Decision::number).toList();
        assertThat(numbers).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void an_id_that_is_no_id_is_refused() {
        assertThatThrownBy(() -> Citation.of("dtls-srtp/4.1.3", Level.MUST, ""))
                .hasMessageContaining("is not document/section/row");
        assertThatThrownBy(() -> Citation.of("rfc1/1/a", Level.MUST, ""))
                .hasMessageContaining("no document is called rfc1");
    }
}
