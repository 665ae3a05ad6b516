package dtlskeying.properties.dtls13;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls13.ExtendedKeyUpdate;

import net.jqwik.api.Example;

/** P52 to P55: two machines of extended key update, and everything that can happen between them. */
class ExtendedUpdateProperties {
    @Example
    void P53_P54_P55_what_one_end_sends_in_the_other_reads_and_all_end_in_one_epoch() {
        for (int starts = 1; starts <= ExtendedUpdateGuards.STARTS; starts++)
            assertThat(ExtendedUpdatePair.firstWrong(ExtendedKeyUpdate::on, starts)).isEmpty();
    }

    @Example
    void every_stage_of_an_exchange_is_reached() {
        assertThat(ExtendedUpdatePair.stages(ExtendedKeyUpdate::on, ExtendedUpdateGuards.STARTS))
                .containsExactlyInAnyOrder(
                        ExtendedKeyUpdate.Exchange.class.getPermittedSubclasses());
    }

    @Example
    void P52_P54_short_stories_end_as_the_draft_says() {
        assertThat(ExtendedUpdateAnswers.firstWrong(ExtendedKeyUpdate::on)).isEmpty();
    }
}
