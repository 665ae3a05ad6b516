package dtlskeying.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

class ClosedRelationTest {
    private record Said(int number) implements Effect {}

    /** Counts to three: adding one or two, as the text leaves open, and starting again unasked. */
    private record Counting() implements Relation<Integer, String, Said> {
        @Override
        public Set<Outcome<Integer, Said>> permitted(Integer state, String input) {
            if (state == 3) return Set.of(Outcome.of(state, List.of()));
            if (state == 2) return Set.of(outcome(3));
            return Set.of(outcome(state + 1), outcome(state + 2));
        }

        @Override
        public Set<Outcome<Integer, Said>> spontaneous(Integer state) {
            return state == 3 ? Set.of(outcome(0)) : Set.of();
        }

        private static Outcome<Integer, Said> outcome(int number) {
            return Outcome.of(number, List.of(new Said(number)));
        }
    }

    @Test
    void every_outcome_of_every_input_is_followed_and_so_is_what_is_done_unasked() {
        Exploration<Integer, ?> found = Explorer.explore(closed(3), Bounds.OF_THE_BUILD);

        assertThat(found.states()).isEqualTo(4);
        assertThat(found.transitions()).isEqualTo(2 + 2 + 1 + 1 + 1);
        assertThat(found.isSound()).isTrue();
    }

    @Test
    void the_shortest_path_names_inputs_and_effects() {
        Exploration<Integer, ClosedRelation.Answer<String, Said>> found =
                Explorer.explore(closed(2), Bounds.OF_THE_BUILD);

        assertThat(found.findings().getFirst().trace().labels())
                .containsExactly(
                        new ClosedRelation.Answer.To<>("count", List.of(new Said(1))),
                        new ClosedRelation.Answer.To<>("count", List.of(new Said(3))));
    }

    private static ClosedRelation<Integer, String, Said> closed(int largest) {
        return new ClosedRelation<>(
                new Counting(),
                List.of(0),
                List.of("count"),
                new Interning<>(),
                List.of(Invariant.always("no more than that", state -> state <= largest)),
                List.of(new Goal<>("back to the start", state -> state == 0)));
    }
}
