package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.chunk.KeyOrderPair.State;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the first keys in each of the orders that the figure may be taken for. */
class KeyOrderPairTest {
    private static final String EARLY = "no packet comes before its key";
    private static final String STUCK = "both ends enforce";

    @Test
    @Tag("long")
    void the_recovered_order_never_wedges_whatever_is_lost() {
        assertSound(KeyOrder.RECOVERED, 20_694);
    }

    @Test
    void so_do_the_orders_in_which_the_server_is_ahead() {
        assertSound(KeyOrder.SERVER_ENFORCES_ON_FINISHED, 14_580);
        assertSound(KeyOrder.SERVER_RECEIVES_ON_HELLO, 8_402);
        assertSound(KeyOrder.CLIENT_ENFORCES_WITH_ITS_FLIGHT, 20_680);
    }

    @Test
    void a_client_that_protects_its_last_flight_is_stuck_from_the_start() {
        var found = explore(KeyOrder.PROTECTED_FLIGHT);
        assertThat(wedge(found, EARLY).trace().length()).as(found.text()).isEqualTo(3);
        assertThat(wedge(found, STUCK).wedged()).isEqualTo(found.states()).isEqualTo(176);
    }

    @Test
    void a_client_that_protects_after_its_last_flight_is_stuck_once_that_is_lost() {
        var found = explore(KeyOrder.PROTECTED_AFTER_FLIGHT);
        assertThat(found.states()).as(found.text()).isEqualTo(22_252);
        var wedge = wedge(found, STUCK);
        assertThat(wedge.trace().length()).isEqualTo(3);
        assertThat(wedge.trace().text()).contains("FLIGHT is lost");
        assertThat(wedge.wedged()).isEqualTo(160);
    }

    @Test
    void a_server_that_protects_its_first_flight_is_stuck_from_the_start() {
        var found = explore(KeyOrder.SERVER_SENDS_ON_HELLO);
        assertThat(wedge(found, EARLY).trace().length()).as(found.text()).isEqualTo(2);
        assertThat(wedge(found, STUCK).wedged()).isEqualTo(found.states()).isEqualTo(18);
    }

    @Test
    void a_server_that_enforces_before_the_client_can_protect_drops_its_flight_for_ever() {
        var found = explore(KeyOrder.SERVER_ENFORCES_ON_HELLO);
        assertThat(wedge(found, STUCK).wedged()).as(found.text()).isEqualTo(62);
        assertThat(wedge(explore(KeyOrder.SERVER_ENFORCES_AT_ONCE), STUCK).wedged()).isEqualTo(2);
    }

    private static void assertSound(KeyOrder order, int states) {
        var found = explore(order);
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.states()).isEqualTo(states);
    }

    private static Finding.Wedged<State, Happening> wedge(
            Exploration<State, Happening> found, String goal) {
        assertThat(found.ending()).isEqualTo(Ending.EXHAUSTED);
        for (var finding : found.findings())
            if (finding instanceof Finding.Wedged<State, Happening> wedge
                    && wedge.name().equals(goal)) return wedge;
        throw new AssertionError("nothing is out of reach: " + found.text());
    }

    private static Exploration<State, Happening> explore(KeyOrder order) {
        return Explorer.explore(KeyOrderPair.of(order), Bounds.OF_THE_BUILD);
    }
}
