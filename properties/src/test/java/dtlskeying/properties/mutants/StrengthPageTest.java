package dtlskeying.properties.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Snapshots;

import org.junit.jupiter.api.Test;

/** The page of strengths says what was measured, and every review of a measured chapter counts. */
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
    void every_review_has_a_reason_and_is_counted() {
        for (Study study : Studies.all()) {
            var exempt = Exempt.of(Studies.FOLDER, study);
            assertThat(exempt).allSatisfy(each -> assertThat(each.why()).isNotBlank());
            for (var measured : StrengthPage.measured(Studies.ROOT))
                if (measured.chapter().equals(study.chapter()))
                    assertThat(measured.reviewed())
                            .as(study.chapter())
                            .isGreaterThanOrEqualTo(exempt.size());
        }
    }
}
