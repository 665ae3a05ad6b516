package dtlskeying.impl.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class MemoryTimerTest {
    private static final long SECOND = 1_000_000_000L;

    private final MemoryTimer timer = new MemoryTimer();

    @Test
    void it_fires_at_twice_the_interval_each_time_up_to_a_minute() {
        long now = 7;
        timer.start(now);
        for (int interval : List.of(1, 2, 4, 8, 16, 32, 60, 60)) {
            assertThat(timer.fires(now + interval * SECOND - 1)).isFalse();
            now += interval * SECOND;
            assertThat(timer.fires(now)).isTrue();
        }
        assertThat(timer.fired()).isEqualTo(8);
    }

    @Test
    void it_does_not_fire_before_it_is_started_nor_after_it_is_stopped() {
        assertThat(timer.isRunning()).isFalse();
        assertThat(timer.fires(100 * SECOND)).isFalse();
        timer.start(0);
        assertThat(timer.isRunning()).isTrue();
        timer.stop();
        assertThat(timer.isRunning()).isFalse();
        assertThat(timer.fires(100 * SECOND)).isFalse();
        assertThat(timer.fired()).isZero();
    }

    @Test
    void started_again_it_is_as_new() {
        timer.start(0);
        assertThat(timer.fires(SECOND)).isTrue();
        timer.start(SECOND);
        assertThat(timer.fired()).isZero();
        assertThat(timer.fires(2 * SECOND - 1)).isFalse();
        assertThat(timer.fires(2 * SECOND)).isTrue();
        assertThat(timer.fired()).isEqualTo(1);
    }
}
