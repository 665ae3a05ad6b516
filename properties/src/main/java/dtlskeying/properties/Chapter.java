package dtlskeying.properties;

import dtlskeying.model.Relation;
import dtlskeying.spec.Effect;

import java.util.List;
import java.util.function.Predicate;

/**
 * One chapter as the judge sees it: the machine and the model side by side, and what to try them
 * with.
 *
 * @param name package and chapter, for example {@code srtp/MkiSelection}
 * @param starts the situations in which an end may begin
 * @param inputs one input of every kind that makes a difference
 * @param machine what our implementation does
 * @param model what the text permits
 * @param finished the states in which an end has got what the chapter is for, or has given up
 * @param <S> states of the machine
 * @param <I> inputs
 * @param <E> effects
 * @param <M> states of the model
 */
public record Chapter<S, I, E extends Effect, M>(
        String name,
        List<Start<S, M>> starts,
        List<I> inputs,
        Machine<S, I, E> machine,
        Relation<M, I, E> model,
        Predicate<S> finished) {

    /** The same situation, as the machine and as the model has it. */
    public record Start<S, M>(String name, S state, M facts) {}

    public Chapter {
        starts = List.copyOf(starts);
        inputs = List.copyOf(inputs);
    }

    /** What this chapter's machine does with these inputs, one after the other. */
    public Trace<S, I, E, M> run(Start<S, M> start, List<I> given) {
        return Trace.of(machine, start, given);
    }
}
