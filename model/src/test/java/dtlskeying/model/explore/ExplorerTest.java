package dtlskeying.model.explore;

import static dtlskeying.model.explore.RekeyToy.Slip.NEVER_ASKS_AGAIN;
import static dtlskeying.model.explore.RekeyToy.Slip.NONE;
import static dtlskeying.model.explore.RekeyToy.Slip.SENDS_UNDER_THE_NEW_KEY_AT_ONCE;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.model.explore.RekeyToy.State;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.function.Predicate;

class ExplorerTest {
    private static final Bounds BOUNDS = Bounds.OF_THE_BUILD;

    @ParameterizedTest
    @CsvSource({"1, 1, 72", "3, 1, 756", "2, 2, 3255", "3, 2, 16793"})
    void the_counts_are_those_of_a_naive_search(int epochs, int capacity, int states) {
        RekeyToy toy = new RekeyToy(epochs, capacity, NONE);
        NaiveSearch<State> naive = NaiveSearch.of(toy);

        Exploration<State, String> found = Explorer.explore(toy, BOUNDS);

        assertThat(found.states()).isEqualTo(naive.distances().size()).isEqualTo(states);
        assertThat(found.transitions()).isEqualTo(naive.transitions());
        assertThat(found.depth())
                .isEqualTo(naive.distances().values().stream().mapToInt(d -> d).max().orElse(0));
        assertThat(found.isSound()).isTrue();
    }

    @Test
    void a_hundred_thousand_states_are_counted_the_same_every_time_within_32_bytes_each() {
        RekeyToy toy = new RekeyToy(3, 3, NONE);

        Exploration<State, String> found = Explorer.explore(toy, BOUNDS);

        assertThat(found.states()).isEqualTo(124_068);
        assertThat(found.transitions()).isEqualTo(1_223_780);
        assertThat(found).isEqualTo(Explorer.explore(toy, BOUNDS));
        assertThat(found.bytes()).isLessThan(32L * found.states());
    }

    @Test
    void packed_keys_do_not_collide_and_say_so() {
        RekeyToy toy = new RekeyToy(2, 2, NONE);

        assertThat(Explorer.explore(toy, BOUNDS).odds()).isZero();
        NaiveSearch.of(toy)
                .distances()
                .keySet()
                .forEach(state -> assertThat(toy.unpack(toy.key(state))).isEqualTo(state));
    }

    @Test
    void fingerprints_find_what_packed_keys_find() {
        RekeyToy toy = new RekeyToy(3, 2, NONE);
        Exploration<State, String> packed = Explorer.explore(toy, BOUNDS);

        Exploration<State, String> mixed = Explorer.explore(new Fingerprinted(toy), BOUNDS);

        assertThat(mixed.states()).isEqualTo(packed.states());
        assertThat(mixed.transitions()).isEqualTo(packed.transitions());
        assertThat(mixed.odds()).isGreaterThan(0).isLessThan(1e-9);
    }

    @Test
    void a_broken_invariant_comes_with_a_shortest_path() {
        RekeyToy toy = new RekeyToy(3, 3, SENDS_UNDER_THE_NEW_KEY_AT_ONCE);
        Invariant<State> invariant = toy.invariants().getFirst();

        Exploration<State, String> found = Explorer.explore(toy, BOUNDS);

        assertThat(found.ending()).isEqualTo(Ending.INVARIANT_BROKEN);
        assertThat(found.findings()).singleElement().isInstanceOf(Finding.Broken.class);
        Trace<State, String> trace = found.findings().getFirst().trace();
        assertThat(trace.labels()).containsExactly("left asks");
        assertThat(invariant.holdsIn(trace.end())).isFalse();
        assertThat(found.text()).contains(invariant.name(), "left asks", "after 1 steps");
    }

    @Test
    void a_deep_violation_is_found_at_its_true_distance_and_the_path_can_be_gone() {
        RekeyToy toy = new RekeyToy(3, 2, NONE);
        Explorable<State, String> claim =
                new Claiming(toy, state -> state.left().send() < 3 || state.right().send() < 2);

        Trace<State, String> trace = Explorer.explore(claim, BOUNDS).findings().getFirst().trace();

        int distance =
                NaiveSearch.of(toy)
                        .distanceTo(state -> state.left().send() == 3 && state.right().send() == 2);
        assertThat(trace.length()).isEqualTo(distance).isGreaterThan(10);
        assertThat(isPathOf(toy, trace)).isTrue();
    }

    @Test
    void the_violation_of_an_initial_state_is_found_before_any_step() {
        Explorable<State, String> claim = new Claiming(new RekeyToy(1, 1, NONE), state -> false);

        Exploration<State, String> found = Explorer.explore(claim, BOUNDS);

        assertThat(found.findings().getFirst().trace().length()).isZero();
        assertThat(found.states()).isEqualTo(1);
    }

    @Test
    void an_invariant_that_never_speaks_is_named() {
        RekeyToy toy = new RekeyToy(1, 1, NONE);
        Invariant<State> mute =
                new Invariant<>("mute", state -> state.left().send() > 1, state -> false);

        assertThat(Explorer.explore(toy, BOUNDS).vacuous()).isEmpty();
        assertThat(Explorer.explore(new Claiming(toy, mute), BOUNDS).vacuous())
                .containsExactly("mute");
    }

    @Test
    void retransmission_makes_the_goal_reachable_from_everywhere() {
        Explorable<State, String> toy = new RekeyToy(3, 2, NONE).withGoal();

        assertThat(Explorer.explore(toy, BOUNDS).isSound()).isTrue();
    }

    @Test
    void without_retransmission_one_lost_message_is_a_wedge() {
        Explorable<State, String> toy = new RekeyToy(2, 2, NEVER_ASKS_AGAIN).withGoal();

        Exploration<State, String> found = Explorer.explore(toy, BOUNDS);

        assertThat(found.ending()).isEqualTo(Ending.EXHAUSTED);
        assertThat(found.isSound()).isFalse();
        Finding.Wedged<State, String> wedge =
                (Finding.Wedged<State, String>) found.findings().getFirst();
        assertThat(wedge.trace().labels()).containsExactly("left asks", "lost on the way to right");
        assertThat(wedge.wedged())
                .isEqualTo(
                        NaiveSearch.of(toy).unableToReach(toy.goals().getFirst().reached()).size());
        assertThat(wedge.trap()).isEqualTo(1);
    }

    @Test
    void a_bound_on_states_or_depth_ends_the_search_and_says_so() {
        RekeyToy toy = new RekeyToy(3, 2, NONE);

        assertThat(Explorer.explore(toy, Bounds.states(16_793)).ending())
                .isEqualTo(Ending.EXHAUSTED);
        assertThat(Explorer.explore(toy, Bounds.states(16_792)).ending())
                .isEqualTo(Ending.BOUND_REACHED);
        Exploration<State, String> shallow = Explorer.explore(toy, new Bounds(100_000, 5));
        assertThat(shallow.ending()).isEqualTo(Ending.BOUND_REACHED);
        assertThat(shallow.depth()).isEqualTo(5);
        assertThat(shallow.states())
                .isEqualTo(
                        (int)
                                NaiveSearch.of(toy).distances().values().stream()
                                        .filter(distance -> distance <= 5)
                                        .count());
    }

    @Test
    void a_goal_is_not_judged_where_a_bound_hides_states() {
        Explorable<State, String> toy = new RekeyToy(3, 2, NONE).withGoal();

        assertThat(Explorer.explore(toy, Bounds.states(50)).findings()).isEmpty();
    }

    @Test
    void the_watch_sees_progress_and_can_end_it() {
        RekeyToy toy = new RekeyToy(3, 3, NONE);

        Exploration<State, String> found =
                Explorer.explore(toy, BOUNDS, (states, transitions, depth) -> false);

        assertThat(found.ending()).isEqualTo(Ending.STOPPED);
        assertThat(found.states()).isGreaterThan(1_023).isLessThan(124_068);
    }

    @Test
    void an_interrupt_ends_it_and_stays_set() {
        Thread.currentThread().interrupt();

        Exploration<State, String> found = Explorer.explore(new RekeyToy(3, 3, NONE), BOUNDS);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(found.ending()).isEqualTo(Ending.STOPPED);
    }

    private static boolean isPathOf(RekeyToy toy, Trace<State, String> trace) {
        State[] at = {trace.start()};
        for (Trace.Move<State, String> move : trace.moves()) {
            boolean[] found = {false};
            toy.expand(
                    at[0],
                    (label, next) ->
                            found[0] |= label.equals(move.label()) && next.equals(move.after()));
            if (!found[0]) return false;
            at[0] = move.after();
        }
        return toy.initialStates().contains(trace.start());
    }

    /** The toy with one other invariant. */
    private record Claiming(RekeyToy toy, Invariant<State> invariant)
            implements Explorable<State, String> {
        Claiming(RekeyToy toy, Predicate<State> claim) {
            this(toy, Invariant.always("the claim", claim));
        }

        @Override
        public List<State> initialStates() {
            return toy.initialStates();
        }

        @Override
        public void expand(State state, Sink<State, String> sink) {
            toy.expand(state, sink);
        }

        @Override
        public long key(State state) {
            return toy.key(state);
        }

        @Override
        public List<Invariant<State>> invariants() {
            return List.of(invariant);
        }
    }

    /** The toy, as if its states did not fit in 64 bits. */
    private record Fingerprinted(RekeyToy toy) implements Explorable<State, String> {
        @Override
        public List<State> initialStates() {
            return toy.initialStates();
        }

        @Override
        public void expand(State state, Sink<State, String> sink) {
            toy.expand(state, sink);
        }

        @Override
        public long key(State state) {
            long ends = Fingerprint.mix(Fingerprint.SEED, toy.key(state) >>> 24);
            return Fingerprint.mix(Fingerprint.mix(ends, state.toLeft()), state.toRight());
        }

        @Override
        public List<Invariant<State>> invariants() {
            return toy.invariants();
        }
    }
}
