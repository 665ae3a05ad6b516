package dtlskeying.properties;

import dtlskeying.impl.Step;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.ArrayList;
import java.util.List;

/** What a machine did with some inputs, step by step. */
public record Trace<S, I, E, M>(Start<S, M> start, List<Entry<S, I, E>> entries) {
    /** One step. */
    public record Entry<S, I, E>(S before, I input, List<E> effects, S after) {
        /**
         * The row of the table that this step is in: states and inputs by their kinds, effects by
         * kind and reason, however often.
         */
        public String row() {
            return kind(before)
                    + " x "
                    + kind(input)
                    + " -> "
                    + kind(after)
                    + " "
                    + effects.stream().map(Entry::reasoned).distinct().toList();
        }

        private static String reasoned(Object effect) {
            boolean isReasoned =
                    effect instanceof Effect given && given.clause() != Clause.UNSTATED;
            return kind(effect) + (isReasoned ? ":" + ((Effect) effect).clause() : "");
        }

        private static String kind(Object value) {
            return value.getClass().getSimpleName();
        }

        @Override
        public String toString() {
            return input + " -> " + effects;
        }
    }

    public Trace {
        entries = List.copyOf(entries);
    }

    /** Runs a machine from a start. */
    public static <S, I, E, M> Trace<S, I, E, M> of(
            Machine<S, I, E> machine, Start<S, M> start, List<I> inputs) {
        var entries = new ArrayList<Entry<S, I, E>>();
        S state = start.state();
        for (I input : inputs) {
            Step<S, E> step = machine.on(state, input);
            entries.add(new Entry<>(state, input, step.effects(), step.state()));
            state = step.state();
        }
        return new Trace<>(start, entries);
    }

    /** The state after the last step. */
    public S end() {
        return entries.isEmpty() ? start.state() : entries.getLast().after();
    }

    /** One line a step, numbered from 1, as a textbook would print it. */
    @Override
    public String toString() {
        var text = new StringBuilder("from ").append(start.name());
        for (int i = 0; i < entries.size(); i++)
            text.append(String.format("%n  %2d  %s", i + 1, entries.get(i)));
        return text.toString();
    }
}
