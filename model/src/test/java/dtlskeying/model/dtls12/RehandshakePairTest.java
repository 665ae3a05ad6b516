package dtlskeying.model.dtls12;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.dtls12.RehandshakePair.Rules;
import dtlskeying.model.dtls12.RehandshakePair.State;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Interning;

import org.junit.jupiter.api.Test;

class RehandshakePairTest {
    @Test
    void three_handshakes_complete_whoever_asks_and_whatever_is_lost() {
        Exploration<State, Happening> found = explore(Rules.TEXT);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.vacuous()).isEmpty();
        assertThat(found.states()).as(found.text()).isEqualTo(336);
        assertThat(found.transitions()).isEqualTo(1_027);
    }

    @Test
    void a_server_that_does_not_count_its_request_is_not_understood() {
        assertBroken(new Rules(false, true, true), "no answer is refused for its number");
    }

    @Test
    void a_client_that_begins_by_itself_may_have_missed_a_request() {
        assertBroken(new Rules(true, false, true), "no answer is refused for its number");
    }

    @Test
    void who_ends_all_on_silence_ends_what_could_go_on() {
        assertBroken(new Rules(true, true, false), "silence ends nobody who has used no new key");
    }

    private static void assertBroken(Rules rules, String invariant) {
        assertThat(explore(rules).findings()).extracting(Finding::name).contains(invariant);
    }

    private static Exploration<State, Happening> explore(Rules rules) {
        return Explorer.explore(
                new RehandshakePair(rules, 3, new Interning<>()), Bounds.OF_THE_BUILD);
    }
}
