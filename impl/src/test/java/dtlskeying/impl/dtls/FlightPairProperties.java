package dtlskeying.impl.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.dtls.LossyPair.Outcome;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.Random;

/** Two ends over a network that loses, repeats and reorders, in virtual time (P64). */
class FlightPairProperties {
    @Property(tries = 300)
    void two_ends_complete_or_give_up_at_the_limit(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 95) int lossPercent) {
        var outcome = new LossyPair(new Random(seed), lossPercent).run();
        assertThat(outcome.client().ended()).as("client after %s", outcome).isTrue();
        if (outcome.client().gaveUp())
            assertThat(outcome.client().timeouts()).as("%s", outcome).isEqualTo(8);
        if (outcome.server().gaveUp())
            assertThat(outcome.server().timeouts()).as("%s", outcome).isEqualTo(8);
        assertThat(outcome.largestBurst()).as("datagrams of one flight").isLessThanOrEqualTo(17);
    }

    @Example
    void nearly_all_pairs_complete_at_thirty_percent_loss() {
        int complete = 0;
        for (int seed = 0; seed < 1000; seed++)
            if (new LossyPair(new Random(seed), 30).run().isComplete()) complete++;
        assertThat(complete).isGreaterThanOrEqualTo(995);
    }

    @Example
    void without_loss_nothing_is_sent_twice() {
        Outcome outcome = new LossyPair(new Random(1), 0).run();
        assertThat(outcome.isComplete()).isTrue();
        assertThat(outcome.largestBurst()).isEqualTo(1);
    }

    @Example
    void a_dead_network_is_given_up_at_the_limit_and_not_before() {
        Outcome outcome = new LossyPair(new Random(1), 100).run();
        assertThat(outcome.client().gaveUp()).isTrue();
        assertThat(outcome.client().endedAt())
                .isEqualTo(1_000 * (1 + 2 + 4 + 8 + 16 + 32 + 60 + 60 + 60));
    }
}
