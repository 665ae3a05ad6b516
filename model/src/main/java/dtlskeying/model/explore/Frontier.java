package dtlskeying.model.explore;

import java.util.ArrayDeque;

/** Gives back the states in the order in which they were found. */
interface Frontier<S> {
    void push(S state);

    /** The state with that number; every number is asked for once, in order. */
    S take(int number);

    static <S, L> Frontier<S> of(Explorable<S, L> system, StateTable visited) {
        return system instanceof Packed<S, L> packed
                ? new Unpacking<>(packed, visited)
                : new Waiting<>(new ArrayDeque<>());
    }

    /** Packed states need no queue: the table has their keys in order. */
    record Unpacking<S, L>(Packed<S, L> system, StateTable visited) implements Frontier<S> {
        @Override
        public void push(S state) {}

        @Override
        public S take(int number) {
            return system.unpack(visited.key(number));
        }
    }

    /** A fingerprint cannot be undone: the states wait themselves. */
    record Waiting<S>(ArrayDeque<S> queue) implements Frontier<S> {
        @Override
        public void push(S state) {
            queue.add(state);
        }

        @Override
        public S take(int number) {
            return queue.remove();
        }
    }
}
