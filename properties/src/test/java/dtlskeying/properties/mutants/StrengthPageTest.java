package dtlskeying.properties.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Snapshots;

import org.junit.jupiter.api.Test;

/** The page of strengths says what was measured, and every review says why. */
class StrengthPageTest {
    @Test
    void the_page_shows_what_was_measured_last() {
        var measured = StrengthPage.measured(Studies.ROOT);
        Snapshots.check("strength.md", StrengthPage.text(measured, Studies.all()));
    }

    @Test
    void what_was_measured_is_as_strong_as_it_has_to_be() {
        assertThat(StrengthPage.measured(Studies.ROOT))
                .allSatisfy(each -> assertThat(each.isStrong()).as(each.row()).isTrue());
    }

    @Test
    void every_review_has_a_reason_and_a_class_of_its_chapter() {
        for (Study study : Studies.all())
            for (Exempt exempt : Exempt.of(Studies.FOLDER, study)) {
                assertThat(exempt.why()).as("%s", exempt).isNotBlank();
                String type = exempt.type().replaceFirst("\\$.*", "");
                assertThat(study.changed()).anyMatch(each -> each.endsWith("." + type));
            }
    }
}
