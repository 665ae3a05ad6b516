package dtlskeying.properties;

import dtlskeying.impl.Step;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.stream.Collectors;

/** The transition table of a chapter, every state by every input, as text. */
final class Table {
    private Table() {}

    static <S, I, E extends Effect, M> String of(Chapter<S, I, E, M> chapter, int depth) {
        var text = new StringBuilder();
        text.append("# ").append(chapter.name()).append(": every state by every input.\n");
        text.append("# Generated; accept a change with -Dsnapshots=write.\n");
        for (S state : Exhaustion.states(chapter, depth)) {
            text.append('\n').append(state).append('\n');
            for (I input : chapter.inputs()) text.append(line(chapter, state, input));
        }
        return text.toString();
    }

    private static <S, I, E extends Effect, M> String line(
            Chapter<S, I, E, M> chapter, S state, I input) {
        Step<S, E> step = chapter.machine().on(state, input);
        String after = step.state().equals(state) ? "same" : step.state().toString();
        return ("    " + words(input) + " -> " + after + " " + effects(step.effects()))
                        .stripTrailing()
                + "\n";
    }

    private static <E extends Effect> String effects(List<E> effects) {
        return effects.stream().map(Table::effect).collect(Collectors.joining(", "));
    }

    private static String effect(Effect effect) {
        if (effect.clause() == Clause.UNSTATED) return words(effect);
        return words(effect.because(Clause.UNSTATED)) + " by " + effect.clause().id();
    }

    /** The value as its record prints it, without what says nothing. */
    private static String words(Object value) {
        return value.toString().replaceAll("(, )?clause=UNSTATED", "").replace("[]", "");
    }
}
