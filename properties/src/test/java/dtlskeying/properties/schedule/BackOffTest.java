package dtlskeying.properties.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.schedule.Happening.Did;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

/** P64, the timer: what an end does whose peer has fallen silent. */
class BackOffTest {
    private static final long SECOND = 1_000;

    /** One second, doubling to a minute, eight times. */
    private static final List<Long> WAITS = List.of(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void P64_the_time_between_retransmissions_doubles_to_a_minute(int deliveries) {
        World world = Start.HANDSHAKE.world(0);
        for (int i = 0; i < deliveries; i++) {
            var first = world.traffic().underWay().getFirst().datagram();
            world = world.step(new Event.Deliver(first)).world();
        }
        Role waiting = deliveries % 2 == 0 ? Role.CLIENT : Role.SERVER;

        assertThat(waits(world, waiting)).isEqualTo(waitsOf(waiting, deliveries));
    }

    @Test
    void P64_an_end_gives_up_after_the_eighth() {
        World world = Start.HANDSHAKE.world(0);
        for (int second = 0; second < 300; second++) world = deaf(world);

        assertThat(world.client().dtls().isOver()).isTrue();
        assertThat(world.server().dtls().isIdle()).isTrue();
    }

    /** At its door a server keeps nothing, so that it has nothing to send again. */
    private static List<Long> waitsOf(Role waiting, int deliveries) {
        return waiting == Role.SERVER && deliveries == 1 ? List.of() : WAITS;
    }

    private static List<Long> waits(World start, Role waiting) {
        var times = new ArrayList<Long>();
        World world = start;
        for (int second = 0; second < 300; second++) {
            var next = lost(world).step(new Event.Tick(SECOND));
            for (Happening happening : next.happenings())
                if (happening instanceof Did(var at, var time, Effect.FlightSent(_, var again))
                        && at == waiting
                        && again) times.add(time / SECOND);
            world = next.world();
        }
        var waits = new ArrayList<Long>();
        for (int i = 0; i < times.size(); i++)
            waits.add(times.get(i) - (i == 0 ? 0 : times.get(i - 1)));
        return waits;
    }

    private static World deaf(World world) {
        return lost(world).step(new Event.Tick(SECOND)).world();
    }

    private static World lost(World world) {
        World after = world;
        for (var copy : world.traffic().underWay())
            after = after.step(new Event.Lose(copy.datagram())).world();
        return after;
    }
}
