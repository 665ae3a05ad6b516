package dtlskeying.model.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.BitSet;

class GraphTest {
    /** 0 to 1 and 3; 1 to 2; 2 ends; 3, 4 and 5 in a circle that is never left. */
    private static Graph sample() {
        return graph(new int[][] {{1, 3}, {2}, {}, {4}, {5}, {3}});
    }

    @Test
    void what_leads_to_a_state_is_found_backwards() {
        BitSet end = new BitSet();
        end.set(2);

        assertThat(sample().leadingTo(end).stream()).containsExactly(0, 1, 2);
    }

    @Test
    void nothing_leads_to_nothing() {
        assertThat(sample().leadingTo(new BitSet()).isEmpty()).isTrue();
    }

    @Test
    void a_circle_without_exit_is_a_trap_of_its_size() {
        assertThat(sample().trapFrom(4)).isEqualTo(3);
    }

    @Test
    void a_dead_end_is_a_trap_of_one() {
        assertThat(sample().trapFrom(1)).isEqualTo(1);
    }

    @Test
    void a_circle_with_an_exit_is_no_trap() {
        assertThat(graph(new int[][] {{1}, {0, 2}, {3}, {2}}).trapFrom(0)).isEqualTo(2);
    }

    private static Graph graph(int[][] successors) {
        Graph graph = new Graph();
        for (int[] targets : successors) {
            graph.nextState();
            for (int target : targets) graph.add(target);
        }
        return graph;
    }
}
