package dtlskeying.properties.srtp;

import static dtlskeying.spec.srtp.SsrcMappingSpec.LONGEST_TIMEOUT;
import static dtlskeying.spec.srtp.SsrcMappingSpec.SHORTEST_TIMEOUT;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.srtp.SsrcMapping;
import dtlskeying.spec.srtp.Ssrc;
import dtlskeying.spec.srtp.SsrcMappingSpec.Effect;
import dtlskeying.spec.srtp.SsrcMappingSpec.Input;

import net.jqwik.api.Example;

import java.util.List;
import java.util.Random;

/** §5.1.2 and §7.4 at full scale: the limits that an endpoint has unless told otherwise. */
class SsrcFloodProperties {
    private static final Ssrc GENUINE = new Ssrc(0x5eed);
    private static final int ASSOCIATIONS = 2;
    private static final int SECONDS = 60;
    private static final int FORGERIES_A_SECOND = 2_000;

    /** An endpoint, and what the latest input did to it. */
    private static final class Endpoint {
        private SsrcMapping state = SsrcMapping.start(SsrcMapping.LIMITS);

        List<Effect> take(Input input) {
            var step = state.on(input);
            state = step.state();
            return step.effects();
        }

        boolean hears(Input packet) {
            return take(packet).stream().anyMatch(Effect.Accepted.class::isInstance);
        }
    }

    private static Endpoint forked() {
        var endpoint = new Endpoint();
        for (int one = 1; one <= ASSOCIATIONS; one++) endpoint.take(new Input.Opened(one));
        return endpoint;
    }

    @Example
    void a_flood_neither_fills_memory_nor_costs_more_than_its_share() {
        var endpoint = forked();
        var random = new Random(1);
        int trials = 0;
        for (int second = 0; second < SECONDS; second++) {
            for (int i = 0; i < FORGERIES_A_SECOND; i++)
                trials += trials(endpoint.take(forgery(random)));
            assertThat(SsrcFailureLaws.failures(endpoint.state).bySource())
                    .hasSizeLessThanOrEqualTo(SsrcMapping.LIMITS.records());
            endpoint.take(new Input.Passed(1));
        }
        int periods = SECONDS / SsrcMapping.LIMITS.timeout();
        assertThat(trials)
                .isPositive()
                .isLessThanOrEqualTo(periods * SsrcMapping.LIMITS.flood() * ASSOCIATIONS);
    }

    @Example
    void known_sources_and_peers_are_heard_through_a_flood() {
        var endpoint = forked();
        var random = new Random(2);
        assertThat(endpoint.hears(new Input.Arrived(GENUINE, false, 2))).isTrue();
        for (int i = 0; i < FORGERIES_A_SECOND; i++) {
            endpoint.take(forgery(random));
            assertThat(endpoint.hears(new Input.Arrived(GENUINE, false, 2))).isTrue();
        }
        assertThat(endpoint.state).isInstanceOf(SsrcMapping.Flooded.class);
        assertThat(endpoint.hears(new Input.Arrived(new Ssrc(0xbea1), true, 1))).isTrue();
        assertThat(endpoint.hears(new Input.Arrived(new Ssrc(0x1a7e), false, 1))).isFalse();
        assertThat(endpoint.hears(new Input.Turn(new Ssrc(0x1a7e), 1))).isTrue();
    }

    @Example
    void the_limit_leaves_room_for_every_third_packet_to_be_corrupted() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            var endpoint = forked();
            while (random.nextInt(3) == 0)
                assertThat(endpoint.take(new Input.Arrived(GENUINE, true, 0)))
                        .noneMatch(Effect.GivenUp.class::isInstance);
            assertThat(endpoint.hears(new Input.Arrived(GENUINE, true, 1))).isTrue();
        }
    }

    @Example
    void a_source_that_was_put_right_is_heard_within_the_time_that_the_text_suggests() {
        assertThat(SsrcMapping.LIMITS.timeout()).isBetween(SHORTEST_TIMEOUT, LONGEST_TIMEOUT);
        var endpoint = forked();
        for (int i = 0; i < SsrcMapping.LIMITS.failures(); i++)
            endpoint.take(new Input.Arrived(GENUINE, true, 0));
        assertThat(endpoint.hears(new Input.Arrived(GENUINE, true, 1))).isFalse();
        for (int second = 1; second < SHORTEST_TIMEOUT; second++)
            endpoint.take(new Input.Passed(1));
        assertThat(endpoint.hears(new Input.Arrived(GENUINE, true, 1))).isFalse();
        endpoint.take(new Input.Passed(LONGEST_TIMEOUT - SHORTEST_TIMEOUT + 1));
        assertThat(endpoint.hears(new Input.Arrived(GENUINE, true, 1))).isTrue();
    }

    @Example
    void a_source_that_sent_too_early_is_heard_as_soon_as_its_keys_have_come() {
        var endpoint = forked();
        for (int i = 0; i < 2 * SsrcMapping.LIMITS.failures(); i++)
            endpoint.take(new Input.Arrived(GENUINE, false, 3));
        assertThat(endpoint.state.candidates(GENUINE)).isEmpty();
        endpoint.take(new Input.Opened(3));
        assertThat(endpoint.hears(new Input.Arrived(GENUINE, true, 3))).isTrue();
    }

    private static Input forgery(Random random) {
        return new Input.Arrived(new Ssrc(random.nextInt() | 1 << 20), false, 0);
    }

    private static int trials(List<Effect> effects) {
        return (int) effects.stream().filter(Effect.Tried.class::isInstance).count();
    }
}
