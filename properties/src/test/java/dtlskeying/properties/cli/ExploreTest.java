package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExploreTest {
    @Test
    void a_sound_composition_is_exhausted() {
        Shell shell = Shell.line("explore dtls12/RehandshakePair --json");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("exhausted: ");
        assertThat(shell.json().get("verdict").asString()).isEqualTo("sound");
    }

    @Test
    void the_shortest_way_to_a_lost_packet_is_shown() {
        Shell shell = Shell.line("explore srtp/MediaOverRekeys-at-once --json");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("findings").get(0).get("steps").toString())
                .isEqualTo(
                        "[\"handshake 1\",\"packet 0 leaves\",\"handshake 2\",\"handshake 3\","
                                + "\"packet 0 arrives\"]");
    }

    @Test
    void a_bound_that_is_reached_first_is_no_success() {
        Shell shell = Shell.line("explore srtp/KeySets --states 100 --json");
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.json().get("verdict").asString()).isEqualTo("unfinished");
        assertThat(Shell.line("explore srtp/KeySets --depth 1 --json").json().get("depth").asInt())
                .isEqualTo(1);
    }

    @Test
    void without_a_name_everything_is_listed() {
        Shell shell = Shell.line("explore");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("dtls13/HandshakePair-attacked", "srtp/KeySets");
    }

    @Test
    void an_interrupt_ends_it_with_what_was_found() {
        Thread.currentThread().interrupt();
        Shell shell = Shell.line("explore srtp/SsrcMapping --json");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(shell.status()).isEqualTo(1);
        assertThat(shell.out()).contains("stopped: ");
    }

    @Test
    void what_cannot_be_compared_is_misuse() {
        Shell other = Shell.line("explore srtp/KeySets --against spin");
        assertThat(other.status()).isEqualTo(2);
        assertThat(other.err())
                .contains("srtp/KeySets is told in Java alone", "dtls13/ExtendedKeyUpdatePair");
        assertThat(Shell.line("explore chunk/KeyOrderPair --against tlc").err())
                .contains("--against: spin, not tlc");
        assertThat(Shell.line("explore --against spin").status()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_explored_is_misuse() {
        assertThat(Shell.line("explore x").err()).contains("nothing is called x");
        assertThat(Shell.line("explore srtp/KeySets --states 0").status()).isEqualTo(2);
        assertThat(Shell.line("explore srtp/KeySets --depth -1").status()).isEqualTo(2);
    }
}
