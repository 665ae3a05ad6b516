package dtlskeying.model.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;
import dtlskeying.model.srtp.MediaOverRekeys.State;
import dtlskeying.spec.Reading;

import org.junit.jupiter.api.Test;

class MediaOverRekeysTest {
    private static final int LIFETIME = 2;

    @Test
    void packets_younger_than_the_lifetime_survive_rekeys_that_far_apart() {
        Exploration<State, Happening> found = explore(LIFETIME, LIFETIME);

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(681);
        assertThat(found.transitions()).isEqualTo(2_280);
    }

    @Test
    void two_rekeys_in_a_row_lose_a_packet() {
        assertLost(
                explore(LIFETIME, 0),
                "handshake 1",
                "packet 0 leaves",
                "handshake 2",
                "handshake 3",
                "packet 0 arrives");
    }

    @Test
    void a_packet_as_old_as_the_lifetime_may_come_too_late() {
        assertLost(
                explore(LIFETIME + 1, LIFETIME),
                "handshake 1",
                "a second",
                "a second",
                "packet 0 leaves",
                "handshake 2",
                "a second",
                "a second",
                "packet 0 arrives");
    }

    private static void assertLost(Exploration<State, Happening> found, String... events) {
        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.trace().labels())
                                .extracting(Happening::text)
                                .containsExactly(events));
    }

    private static Exploration<State, Happening> explore(int delay, int pause) {
        return Explorer.explore(
                new MediaOverRekeys(
                        new KeySetsModel(LIFETIME, Reading.defaults()),
                        delay,
                        pause,
                        3,
                        3,
                        new Interning<>()),
                Bounds.OF_THE_BUILD);
    }
}
