package dtlskeying.model.chunk;

import static dtlskeying.model.chunk.KeyInstallRules.RECEIVE;
import static dtlskeying.model.chunk.KeyInstallRules.SEND;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.model.Slip;
import dtlskeying.model.chunk.KeyInstallModel.Facts;
import dtlskeying.model.chunk.KeyInstallPair.State;
import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Explorer;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Happening;
import dtlskeying.model.explore.Invariant;
import dtlskeying.spec.Role;
import dtlskeying.spec.chunk.KeyInstallSpec.Effect;
import dtlskeying.spec.chunk.KeyInstallSpec.Input;
import dtlskeying.spec.chunk.KeyUse;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;
import java.util.Set;

class KeyInstallPairTest {
    @Test
    void the_recovered_order_never_wedges_whatever_is_lost() {
        var found = explore(new KeyInstallModel());

        assertThat(found.isSound()).as(found.text()).isTrue();
        assertThat(found.states()).as(found.text()).isEqualTo(114);
        assertThat(found.transitions()).isEqualTo(472);
    }

    @Test
    void a_client_that_protects_its_last_flight_is_found() {
        assertBroken(clientDoing(List.of(RECEIVE, SEND, new Effect.FlightSent())));
    }

    @Test
    void a_client_that_protects_after_its_last_flight_wedges_once_that_is_lost() {
        assertBroken(clientDoing(List.of(RECEIVE, new Effect.FlightSent(), SEND)));
    }

    private static void assertBroken(Relation<Facts, Input, Effect> relation) {
        var found = explore(relation);

        assertThat(found.findings())
                .as(found.text())
                .anyMatch(finding -> finding.name().equals("no packet comes before its key"));
        var further = Explorer.explore(unwatched(relation), Bounds.OF_THE_BUILD);
        assertThat(further.findings())
                .as(further.text())
                .anyMatch(finding -> finding.name().equals("both ends enforce"));
    }

    /** The pair goes on after a packet that came too early. */
    private static Explorable<State, Happening> unwatched(Relation<Facts, Input, Effect> relation) {
        KeyInstallPair pair = KeyInstallPair.of(relation);
        return new Explorable<>() {
            @Override
            public List<State> initialStates() {
                return pair.initialStates();
            }

            @Override
            public void expand(State state, Sink<State, Happening> sink) {
                pair.expand(state, sink);
            }

            @Override
            public long key(State state) {
                return pair.key(state);
            }

            @Override
            public List<Invariant<State>> invariants() {
                return List.of();
            }

            @Override
            public List<Goal<State>> goals() {
                return pair.goals();
            }
        };
    }

    private static Relation<Facts, Input, Effect> clientDoing(List<Effect> effects) {
        Slip<Facts, Input, Effect> other =
                (honest, facts, input) ->
                        input instanceof Input.PeerFinished
                                        && facts.role().equals(Optional.of(Role.CLIENT))
                                ? Set.of(
                                        Outcome.of(
                                                facts.with(
                                                        facts.keys()
                                                                .receiving(KeyUse.PRIMARY, 3)
                                                                .sending(KeyUse.PRIMARY, 3)),
                                                effects))
                                : honest.permitted(facts, input);
        return other.in(new KeyInstallModel());
    }

    private static Exploration<State, Happening> explore(Relation<Facts, Input, Effect> relation) {
        return Explorer.explore(KeyInstallPair.of(relation), Bounds.OF_THE_BUILD);
    }
}
