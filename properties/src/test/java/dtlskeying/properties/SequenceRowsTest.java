package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.vectors.SequenceRows;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** No row of a table is without a vector. */
class SequenceRowsTest {
    private static final Map<String, Set<String>> ROWS = SequenceRows.byChapter();

    @TestFactory
    Stream<DynamicTest> every_row_of_the_table_has_a_vector() {
        return Suite.CHAPTERS.stream()
                .filter(each -> ROWS.containsKey(each.chapter().name()))
                .map(each ->
                        DynamicTest.dynamicTest(
                                each.chapter().name(),
                                () ->
                                        assertThat(ROWS.get(each.chapter().name()))
                                                .containsAll(each.rows())));
    }

    @Test
    void every_chapter_of_srtp_with_a_machine_has_sequences() {
        assertThat(Suite.CHAPTERS.stream().map(each -> each.chapter().name()))
                .filteredOn(name -> name.startsWith("srtp/"))
                .isSubsetOf(ROWS.keySet());
    }
}
