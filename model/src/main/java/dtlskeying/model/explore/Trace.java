package dtlskeying.model.explore;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A path through a system from one of its initial states.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 * @param start an initial state
 * @param moves what happened from there, in order
 */
public record Trace<S, L>(S start, List<Move<S, L>> moves) {
    public Trace {
        moves = List.copyOf(moves);
    }

    /**
     * One transition.
     *
     * @param label what happened
     * @param after the state that it led to
     */
    public record Move<S, L>(L label, S after) {}

    /** The number of transitions. */
    public int length() {
        return moves.size();
    }

    /** The state that the path leads to. */
    public S end() {
        return moves.isEmpty() ? start : moves.getLast().after();
    }

    /** The labels alone. */
    public List<L> labels() {
        return moves.stream().map(Move::label).toList();
    }

    /** The first state, then for each transition its label and the state after it. */
    public String text() {
        String steps =
                moves.stream()
                        .map(move -> move.label() + "\n      -> " + move.after())
                        .collect(Collectors.joining("\n  - "));
        return "  " + start + (moves.isEmpty() ? "" : "\n  - " + steps);
    }
}
