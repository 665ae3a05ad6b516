package dtlskeying.properties.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Our own memory of sessions is sound, and each bug in it is noticed. */
class ResumptionGuardsTest {
    @Test
    void a_session_is_kept_from_finished_to_its_age_or_a_fatal_alert() {
        assertThat(
                        ResumptionGuards.violation(
                                (cache, end, done, now) -> cache.after(end, done, now)))
                .isEmpty();
    }

    @Test
    void each_known_bug_is_noticed() {
        for (var guard : ResumptionGuards.ALL)
            assertThat(guard.run().get()).as(guard.bug()).isPresent();
    }
}
