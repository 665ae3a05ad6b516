package dtlskeying.properties.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.Guard;
import dtlskeying.properties.network.Conditions;

import net.jqwik.api.Example;

/**
 * P45 to P48 and P58 with the machines of both ends: SCTP that loses, delays and repeats packets,
 * fixed seeds, in virtual time, each machine under the eyes of its model.
 */
class KeysUnderLossProperties {
    private static final int SEEDS = 1_000;

    /** Of these runs, how many lose so much that thirty seconds do not do. */
    private static final int GIVEN_UP = 5;

    private static final int LAST = 12;
    private static final long LIMIT = 3_600_000;
    private static final Conditions BAD = new Conditions(0.3, 0.2, 0.1, 20, 400);

    @Example
    void P45_P46_first_keys_and_nine_updates_come_through_thirty_percent_loss() {
        int late = 0;
        int crossed = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var pair = pair(seed, true, false).run(LIMIT);
            assertThat(pair.objections()).as("seed %d", seed).isEmpty();
            boolean isGivenUp = pair.client().isAborted() || pair.server().isAborted();
            assertThat(pair.isDone() || isGivenUp).as("seed %d", seed).isTrue();
            if (isGivenUp) late++;
            crossed += pair.client().crossed() + pair.server().crossed();
        }
        assertThat(late).as("given up by supervision").isEqualTo(GIVEN_UP);
        assertThat(crossed).as("both asked at once").isGreaterThan(SEEDS);
    }

    @Example
    void P47_forgeries_and_replays_change_nothing() {
        int injected = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            var pair = pair(seed, true, true).run(LIMIT);
            assertThat(pair.objections()).as("seed %d", seed).isEmpty();
            injected += pair.injected();
        }
        assertThat(injected).isGreaterThan(SEEDS);
    }

    @Example
    void ends_whose_keys_differ_give_up_after_thirty_seconds_and_nothing_opens() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var pair = pair(seed, false, false).run(LIMIT);
            assertThat(pair.objections()).as("seed %d", seed).isEmpty();
            assertThat(pair.client().isAborted() && pair.server().isAborted())
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(pair.now()).as("seed %d", seed).isEqualTo(30_000);
        }
    }

    @Example
    void P46_bugs_that_wedge_are_noticed() {
        for (Guard guard : KeyOrderGuards.ALL) assertThat(guard.run().get()).isPresent();
        assertThat(KeyOrderGuards.wedge(ChunkMachines.HEALTHY)).isEmpty();
    }

    private static ChunkSimulation pair(int seed, boolean agree, boolean hostile) {
        return new ChunkSimulation(seed, BAD, LAST, agree, hostile, ChunkMachines.HEALTHY);
    }
}
