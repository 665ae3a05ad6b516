package dtlskeying.properties.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.schedule.DatagramName.Path;
import dtlskeying.spec.Role;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

class ShrinkingTest {
    private static final Event NEEDLE = new Event.Close(Role.SERVER);
    private static final DatagramName HELLO = new DatagramName(Role.CLIENT, Path.DTLS, 0);

    @Test
    void one_event_among_many_is_found() {
        var events = hay(100, 37);

        assertThat(Shrinking.smallest(events, list -> list.contains(NEEDLE)))
                .containsExactly(NEEDLE);
    }

    @Test
    void two_events_that_go_only_together_go() {
        var events = List.of(new Event.Tick(1), NEEDLE, new Event.Lose(HELLO), NEEDLE);

        assertThat(
                        Shrinking.smallest(
                                events,
                                list ->
                                        list.contains(new Event.Lose(HELLO))
                                                && list.stream().filter(NEEDLE::equals).count()
                                                        != 1))
                .containsExactly(new Event.Lose(HELLO));
    }

    @Test
    void times_come_down_to_what_is_needed() {
        List<Event> events = List.of(new Event.Tick(20_000));

        assertThat(
                        Shrinking.smallest(
                                events,
                                list ->
                                        list.stream()
                                                .anyMatch(e ->
                                                        e instanceof Event.Tick(var t) && t > 776)))
                .containsExactly(new Event.Tick(777));
    }

    @Test
    void every_candidate_is_smaller() {
        for (long seed = 0; seed < 20; seed++) {
            var events = MediaScheduleProperties.draw(seed).events();
            assertThat(Shrinking.candidates(events).mapToLong(Shrinking::size).max().orElse(0))
                    .isLessThan(Shrinking.size(events));
        }
    }

    @Test
    void the_same_seed_gives_the_same_schedule_and_the_same_course() {
        for (long seed = 0; seed < 5; seed++) {
            var schedule = HandshakeDraws.mixed(seed);
            assertThat(HandshakeDraws.mixed(seed)).isEqualTo(schedule);
            assertThat(Course.of(schedule, Stack.OURS).toString())
                    .isEqualTo(Course.of(schedule, Stack.OURS).toString());
        }
    }

    @Test
    void events_that_do_not_apply_do_nothing() {
        World world = Start.ESTABLISHED.world(0);
        var nobody = new DatagramName(Role.SERVER, Path.RTP, 99);

        for (Event event :
                List.of(
                        new Event.Deliver(nobody),
                        new Event.Lose(nobody),
                        new Event.Duplicate(nobody),
                        new Event.Delay(nobody, 5),
                        new Event.Forge(new Forgery.Replay(), nobody)))
            assertThat(world.step(event).world()).isEqualTo(world);
    }

    private static List<Event> hay(int length, int needle) {
        return IntStream.range(0, length)
                .mapToObj(i -> i == needle ? NEEDLE : new Event.Tick(i))
                .toList();
    }
}
