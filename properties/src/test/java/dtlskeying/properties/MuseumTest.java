package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.pages.RecordedMuseum;
import dtlskeying.properties.pages.RecordedMuseum.Exhibit;
import dtlskeying.properties.pages.RecordedMuseum.Specimen;
import dtlskeying.spec.Catalogue;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The museum is whole: no known bug is missing, none escapes, and none needs a longer trace than it
 * has to. That its data are those of the suite is held by {@link LadderProperties}.
 */
class MuseumTest {
    private static final RecordedMuseum MUSEUM =
            RecordedMuseum.read(Snapshots.root().resolve("vectors"));

    @Test
    void every_bug_that_was_thought_out_is_there() {
        assertThat(exhibits("seeded"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, Placard.SEEDED)
                                .mapToObj("X%02d"::formatted)
                                .toList());
    }

    @Test
    void a_bug_from_the_field_names_its_report_and_no_other_does() {
        assertThat(exhibits("field")).hasSizeGreaterThan(20);
        assertThat(MUSEUM.exhibits())
                .allSatisfy(each ->
                        assertThat(each.source().isEmpty())
                                .as(each.id())
                                .isEqualTo(each.kind().equals("seeded")));
    }

    @Test
    void every_exhibit_has_a_title_a_story_and_a_specimen() {
        assertThat(MUSEUM.exhibits())
                .allSatisfy(each -> {
                    assertThat(each.title()).as(each.id()).isNotBlank();
                    assertThat(each.story()).as(each.id()).isNotBlank();
                    assertThat(each.specimens()).as(each.id()).isNotEmpty();
                });
    }

    @Test
    void every_specimen_is_noticed_by_the_property_that_is_named_for_it() {
        assertThat(specimens())
                .allSatisfy(each ->
                        assertThat(each.noticedBy()).as(each.bug()).contains(each.killer()));
    }

    @Test
    void no_trace_is_much_longer_than_it_has_to_be() {
        assertThat(specimens())
                .allSatisfy(each ->
                        assertThat(each.length())
                                .as("%s in %s: %s", each.bug(), each.family(), each.steps())
                                .isBetween(each.optimum(), each.optimum() + MUSEUM.slack()));
        assertThat(MUSEUM.slack()).isEqualTo(Museum.SLACK);
    }

    @Test
    void most_traces_were_found_by_drawing_and_are_as_short_as_any() {
        assertThat(specimens())
                .filteredOn(each -> each.kind().equals("trace"))
                .hasSizeGreaterThan(80)
                .filteredOn(each -> each.length() > each.optimum())
                .hasSizeLessThan(specimens().size() / 8);
    }

    @Test
    void a_bug_stands_on_one_placard_at_most() {
        assertThat(specimens())
                .allSatisfy(each ->
                        assertThat(Placard.all())
                                .as(each.bug())
                                .filteredOn(placard -> placard.fits(each.bug()))
                                .hasSize(1));
        assertThat(MUSEUM.others()).noneMatch(each -> each.bug().matches("X\\d\\d.*"));
    }

    @Test
    void the_bugs_break_clauses_that_there_are() {
        assertThat(specimens()).allSatisfy(each -> assertKnown(each.clauses()));
        assertThat(MUSEUM.others()).allSatisfy(each -> assertKnown(each.clauses()));
    }

    private static void assertKnown(List<String> clauses) {
        assertThat(clauses).isNotEmpty().allMatch(id -> Catalogue.find(id).isPresent());
    }

    private static List<String> exhibits(String kind) {
        return MUSEUM.exhibits().stream()
                .filter(each -> each.kind().equals(kind))
                .map(Exhibit::id)
                .toList();
    }

    private static List<Specimen> specimens() {
        return MUSEUM.exhibits().stream().flatMap(each -> each.specimens().stream()).toList();
    }
}
