package dtlskeying.model.explore;

import java.util.List;

/**
 * Two ends that renew their keys, each for its own direction, over a network that loses, duplicates
 * and reorders: small enough to count by other means, large enough to measure with.
 *
 * @param epochs the last epoch, 1 to 3
 * @param capacity how many messages may be under way in one direction, 1 to 3
 * @param slip what is wrong with it
 */
record RekeyToy(int epochs, int capacity, Slip slip) implements Packed<RekeyToy.State, String> {
    /** A bug of the toy. */
    enum Slip {
        NONE,
        SENDS_UNDER_THE_NEW_KEY_AT_ONCE,
        NEVER_ASKS_AGAIN
    }

    /** One end: the epochs it sends and receives under, and whether it waits for an answer. */
    record End(int send, int receive, boolean asking) {}

    /** Both ends, and how many messages of each kind are on their way, two bits a kind. */
    record State(End left, End right, int toLeft, int toRight) {
        State mirrored() {
            return new State(right, left, toRight, toLeft);
        }
    }

    private static final int KINDS = 6;
    private static final int ANSWER = 3;

    @Override
    public List<State> initialStates() {
        return List.of(new State(new End(0, 0, false), new End(0, 0, false), 0, 0));
    }

    @Override
    public void expand(State state, Sink<State, String> sink) {
        acts(state, sink, "left", false);
        acts(state.mirrored(), sink, "right", true);
    }

    /** What the end on the left may do, and what may happen to the messages on their way to it. */
    private void acts(State state, Sink<State, String> sink, String who, boolean mirrored) {
        End me = state.left();
        if (!me.asking() && me.send() < epochs) {
            int sendsUnder = slip == Slip.SENDS_UNDER_THE_NEW_KEY_AT_ONCE ? 1 : 0;
            End asking = new End(me.send() + sendsUnder, me.receive(), sendsUnder == 0);
            give(sink, who + " asks", mirrored, sent(state, asking, me.send()));
        }
        if (me.asking() && slip != Slip.NEVER_ASKS_AGAIN)
            give(sink, who + " asks again", mirrored, sent(state, me, me.send()));
        for (int kind = 0; kind < KINDS; kind++)
            if (count(state.toLeft(), kind) > 0) network(state, sink, who, mirrored, kind);
    }

    private void network(
            State state, Sink<State, String> sink, String who, boolean mirrored, int kind) {
        int fewer = state.toLeft() - (1 << 2 * kind);
        State taken = new State(state.left(), state.right(), fewer, state.toRight());
        give(sink, "lost on the way to " + who, mirrored, taken);
        give(sink, "received by " + who, mirrored, received(taken, kind));
        if (total(state.toLeft()) < capacity) {
            int more = state.toLeft() + (1 << 2 * kind);
            State twice = new State(state.left(), state.right(), more, state.toRight());
            give(sink, "doubled on the way to " + who, mirrored, twice);
        }
    }

    private State received(State state, int kind) {
        End me = state.left();
        if (kind < ANSWER) {
            End ready = new End(me.send(), Math.max(me.receive(), kind + 1), me.asking());
            return sent(state, ready, kind + ANSWER);
        }
        boolean awaited = me.asking() && kind - ANSWER == me.send();
        End settled = awaited ? new End(me.send() + 1, me.receive(), false) : me;
        return new State(settled, state.right(), state.toLeft(), state.toRight());
    }

    /** With one more message on its way to the right, if there is room for it. */
    private State sent(State state, End me, int kind) {
        int room = total(state.toRight()) < capacity ? 1 << 2 * kind : 0;
        return new State(me, state.right(), state.toLeft(), state.toRight() + room);
    }

    private static void give(Sink<State, String> sink, String label, boolean mirrored, State next) {
        sink.to(label, mirrored ? next.mirrored() : next);
    }

    private static int count(int messages, int kind) {
        return messages >>> 2 * kind & 3;
    }

    private static int total(int messages) {
        int total = 0;
        for (int kind = 0; kind < KINDS; kind++) total += count(messages, kind);
        return total;
    }

    @Override
    public long key(State state) {
        long word = end(end(0, state.left()), state.right());
        return Bits.push(Bits.push(word, state.toLeft(), 12), state.toRight(), 12);
    }

    private static long end(long word, End end) {
        long epochs = Bits.push(Bits.push(word, end.send(), 2), end.receive(), 2);
        return Bits.push(epochs, end.asking());
    }

    @Override
    public State unpack(long key) {
        int toLeft = Bits.field(key, 12, 12);
        return new State(end(key, 29), end(key, 24), toLeft, Bits.field(key, 0, 12));
    }

    private static End end(long key, int shift) {
        boolean asking = Bits.flag(key, shift);
        return new End(Bits.field(key, shift + 3, 2), Bits.field(key, shift + 1, 2), asking);
    }

    @Override
    public List<Invariant<State>> invariants() {
        return List.of(
                new Invariant<>(
                        "nobody sends under a key that the other has not installed",
                        state -> state.left().send() > 0 || state.right().send() > 0,
                        state ->
                                state.left().send() <= state.right().receive()
                                        && state.right().send() <= state.left().receive()));
    }

    /** The same system with goals: both directions reach the last epoch. */
    Explorable<State, String> withGoal() {
        RekeyToy toy = this;
        record Striving(RekeyToy toy) implements Packed<State, String> {
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
            public State unpack(long key) {
                return toy.unpack(key);
            }

            @Override
            public List<Invariant<State>> invariants() {
                return toy.invariants();
            }

            @Override
            public List<Goal<State>> goals() {
                return List.of(
                        new Goal<>(
                                "both ends reach the last epoch",
                                state ->
                                        state.left().send() == toy.epochs()
                                                && state.right().send() == toy.epochs()));
            }
        }
        return new Striving(toy);
    }
}
