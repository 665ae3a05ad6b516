package dtlskeying.properties.call;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.network.Conditions;
import dtlskeying.spec.srtp.ChannelSetupSpec.Unfinished;

import net.jqwik.api.Example;

/** Several channels over the real engine (§3, appendix B), fixed seeds, in virtual time. */
class CallProperties {
    private static final int SEEDS = 25;
    private static final Conditions BAD =
            Conditions.IDEAL.withLoss(0.2).withReordering(0.2).withDuplication(0.2);

    @Example
    void resumption_saves_bytes_and_early_resumption_round_trips() {
        assertThat(CallGuards.violation(plan -> CallCost.of(plan, Calls.ROUND_TRIP))).isEmpty();
    }

    @Example
    void each_known_bug_is_noticed() {
        for (var guard : CallGuards.ALL) assertThat(guard.run().get()).as(guard.bug()).isPresent();
    }

    @Example
    void P41_resumed_sessions_have_fresh_srtp_keys() {
        for (Strategy strategy : Strategy.values()) {
            var plan = Calls.ideal(strategy, CallPlan.separate(4));
            var cost = CallCost.of(plan, Calls.ROUND_TRIP);
            assertThat(cost.channels()).hasSize(8);
            assertThat(cost.hasFreshKeys()).isTrue();
        }
    }

    @Example
    void every_way_out_of_an_early_start_leads_to_ready_channels_under_loss() {
        for (Unfinished unfinished : Unfinished.values())
            for (Strategy strategy : Strategy.values()) {
                int ready = 0;
                for (int seed = 0; seed < SEEDS; seed++) {
                    var plan = Calls.plan(strategy, CallPlan.multiplexed(3), unfinished, seed, BAD);
                    var cost = CallCost.of(plan, Calls.ROUND_TRIP);
                    assertThat(cost.hasFreshKeys()).as("seed %d", seed).isTrue();
                    ready += cost.channels().size();
                }
                assertThat(ready)
                        .as("%s, %s: channels of %d", unfinished, strategy, 3 * SEEDS)
                        .isGreaterThanOrEqualTo(3 * SEEDS * 96 / 100);
            }
    }
}
