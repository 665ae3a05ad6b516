package dtlskeying.model.explore;

import java.util.ArrayDeque;
import java.util.BitSet;

/** All transitions of an exhausted system, between the numbers of its states. */
final class Graph {
    private final Ints starts = new Ints();
    private final Ints targets = new Ints();

    /** The transitions added from now on leave the next state, in the order of the numbers. */
    void nextState() {
        starts.add(targets.size());
    }

    void add(int target) {
        targets.add(target);
    }

    private int first(int state) {
        return starts.get(state);
    }

    private int end(int state) {
        return state + 1 < starts.size() ? starts.get(state + 1) : targets.size();
    }

    /** The states from which one of the given states can be reached, those among them. */
    BitSet leadingTo(BitSet goal) {
        int[] ends = new int[starts.size() + 1];
        int[] sources = reversed(ends);
        BitSet reached = (BitSet) goal.clone();
        int[] stack = new int[starts.size()];
        int top = 0;
        for (int s = goal.nextSetBit(0); s >= 0; s = goal.nextSetBit(s + 1)) stack[top++] = s;
        while (top > 0) {
            int state = stack[--top];
            for (int edge = ends[state]; edge < ends[state + 1]; edge++) {
                int source = sources[edge];
                if (reached.get(source)) continue;
                reached.set(source);
                stack[top++] = source;
            }
        }
        return reached;
    }

    /** The sources of all transitions by target; those into s are at bounds[s] to bounds[s + 1]. */
    private int[] reversed(int[] bounds) {
        for (int edge = 0; edge < targets.size(); edge++) bounds[targets.get(edge)]++;
        for (int state = 1; state < bounds.length; state++) bounds[state] += bounds[state - 1];
        int[] sources = new int[targets.size()];
        for (int state = 0; state < starts.size(); state++)
            for (int edge = first(state); edge < end(state); edge++)
                sources[--bounds[targets.get(edge)]] = state;
        return sources;
    }

    /**
     * The size of a bottom strongly connected component that is reached from the state.
     *
     * <p>Tarjan's algorithm closes such a component before any other, and there it can stop.
     */
    int trapFrom(int state) {
        return new Trap().sizeFrom(state);
    }

    private final class Trap {
        private final int[] order = new int[starts.size()];
        private final int[] low = new int[starts.size()];
        private final int[] edge = new int[starts.size()];
        private final ArrayDeque<Integer> path = new ArrayDeque<>();
        private int visited;

        int sizeFrom(int root) {
            enter(root);
            while (true) {
                int state = path.peek();
                if (edge[state] < end(state)) follow(state, targets.get(edge[state]++));
                else if (low[state] == order[state]) return visited - order[state] + 1;
                else leave(path.pop());
            }
        }

        private void enter(int state) {
            order[state] = low[state] = ++visited;
            edge[state] = first(state);
            path.push(state);
        }

        private void follow(int state, int target) {
            if (order[target] == 0) enter(target);
            else low[state] = Math.min(low[state], order[target]);
        }

        private void leave(int state) {
            int before = path.element();
            low[before] = Math.min(low[before], low[state]);
        }
    }
}
