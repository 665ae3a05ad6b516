package dtlskeying.model.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.chunk.NegotiationPair.Binding;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Happening;
import dtlskeying.spec.chunk.NegotiationSpec.Mode;

import org.junit.jupiter.api.Test;

import java.util.List;

class NegotiationPairTest {
    private static final String NOT_BID_DOWN = "ends that understand each other were not bid down";
    private static final String NOT_STRIPPED =
            "ends that could be protected do not both go on without";

    @Test
    void an_attacker_deceives_no_two_ends_of_which_one_is_strict() {
        assertSound(explore(Mode.STRICT, Mode.STRICT, Binding.WHOLE), "82942 233086");
        assertSound(explore(Mode.STRICT, Mode.LOOSE, Binding.WHOLE), "83556 235105");
    }

    /** An expected failure: nothing protects what neither end insists on. */
    @Test
    void two_loose_ends_are_stripped() {
        var found = explore(Mode.LOOSE, Mode.LOOSE, Binding.WHOLE);

        assertThat(found.findings())
                .as(found.text())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.name()).isEqualTo(NOT_STRIPPED);
                    assertThat(((Finding.Broken<?, ?>) finding).trace().moves()).hasSize(6);
                });
    }

    @Test
    void keys_that_take_in_the_selected_method_alone_let_ends_be_bid_down() {
        var found = explore(Mode.STRICT, Mode.STRICT, (_, _, method) -> List.of(method));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(NOT_BID_DOWN));
    }

    @Test
    void keys_that_take_in_what_the_client_offers_let_the_server_be_bid_down() {
        var found = explore(Mode.STRICT, Mode.STRICT, (client, _, _) -> List.of(client));

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals(NOT_BID_DOWN));
    }

    private static Exploration<NegotiationState, Happening> explore(
            Mode one, Mode other, Binding binding) {
        var pair = NegotiationPair.of(new NegotiationModel(), List.of(one, other), binding, 2);
        return Explorer.explore(pair, Bounds.OF_THE_BUILD);
    }

    private static void assertSound(
            Exploration<NegotiationState, Happening> found, String statesAndTransitions) {
        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.states() + " " + found.transitions()).isEqualTo(statesAndTransitions);
    }
}
