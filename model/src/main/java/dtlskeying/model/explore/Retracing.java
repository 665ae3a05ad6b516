package dtlskeying.model.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Finds the path to a visited state again, by going it: the table has keys and no states. */
record Retracing<S, L>(Explorable<S, L> system, StateTable visited) {

    Trace<S, L> pathTo(int number) {
        Deque<Long> keys = new ArrayDeque<>();
        for (int at = number; at != StateTable.NO_PARENT; at = visited.parent(at))
            keys.push(visited.key(at));
        S start = startWith(keys.pop());
        List<Trace.Move<S, L>> moves = new ArrayList<>();
        S state = start;
        for (long key : keys) {
            moves.add(moveTo(key, state));
            state = moves.getLast().after();
        }
        return new Trace<>(start, moves);
    }

    private S startWith(long key) {
        for (S state : system.initialStates()) if (system.key(state) == key) return state;
        throw new AssertionError("the initial states are not the same every time");
    }

    private Trace.Move<S, L> moveTo(long key, S from) {
        List<Trace.Move<S, L>> found = new ArrayList<>();
        system.expand(
                from,
                (label, next) -> {
                    if (found.isEmpty() && system.key(next) == key)
                        found.add(new Trace.Move<>(label, next));
                });
        if (found.isEmpty()) throw new AssertionError("the successors are not the same every time");
        return found.getFirst();
    }
}
