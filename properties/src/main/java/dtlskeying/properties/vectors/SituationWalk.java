package dtlskeying.properties.vectors;

import dtlskeying.impl.Step;
import dtlskeying.model.Outcome;
import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.Trace;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shortest way to every row of a chapter, breadth first: every row of the machine's table, and
 * every kind of choice that the model leaves. The same chapter gives the same walk.
 */
final class SituationWalk<S, I, E extends Effect, M> {
    /**
     * How one end came to where it is.
     *
     * @param start where it began
     * @param steps what happened since
     * @param seen what the model may know
     * @param usual what the model may know under the default readings
     * @param machine our machine, none if it would have gone another way
     */
    record Situation<S, I, E, M>(
            Start<S, M> start,
            List<Passed<I, E, M>> steps,
            Seen<M> seen,
            Seen<M> usual,
            List<S> machine) {}

    /** A step that was gone: what was known before it, the input, and what was done. */
    record Passed<I, E, M>(Seen<M> before, I input, List<E> deed) {}

    /** A row that no earlier one is like. */
    record Case<S, I, E, M>(Situation<S, I, E, M> situation, I input) {}

    private record Visited<S, M>(Start<S, M> start, Seen<M> seen, List<S> machine) {}

    private final SequenceChapter<S, I, E, M> source;
    private final Sequences<M, I, E> sequences;
    private final Sequences<M, I, E> usual;
    private final boolean isUsual;
    private final Answers<I, E> answers = new Answers<>();
    private final List<Case<S, I, E, M>> cases = new ArrayList<>();
    private final Set<String> rows = new HashSet<>();
    private final Set<Visited<S, M>> visited = new HashSet<>();
    private final List<Situation<S, I, E, M>> situations = new ArrayList<>();

    /** Walks under these readings; where they are not the usual ones, only differences count. */
    SituationWalk(SequenceChapter<S, I, E, M> source, Set<Reading> held) {
        this.source = source;
        this.sequences = source.sequences(held);
        this.usual = source.sequences(source.held());
        this.isUsual = held.equals(source.held());
        for (Start<S, M> start : source.chapter().starts()) {
            var seen = new Seen<>(Set.of(start.facts()));
            visit(new Situation<>(start, List.of(), seen, seen, List.of(start.state())));
        }
        for (int i = 0; i < situations.size(); i++) leave(situations.get(i));
    }

    /** The rows, each by its shortest way, in the order in which they were found. */
    List<Case<S, I, E, M>> cases() {
        return cases;
    }

    /** Every situation on the way, the nearest first. */
    List<Situation<S, I, E, M>> situations() {
        return situations;
    }

    /** All that was permitted anywhere on the way. */
    Answers<I, E> answers() {
        return answers;
    }

    private void visit(Situation<S, I, E, M> situation) {
        if (visited.add(new Visited<>(situation.start(), situation.seen(), situation.machine())))
            situations.add(situation);
    }

    private void leave(Situation<S, I, E, M> situation) {
        for (I input : source.chapter().inputs()) {
            var outcomes = sequences.permitted(situation.seen(), input);
            outcomes.forEach(outcome -> answers.add(input, outcome.effects()));
            if (isNew(situation, input, outcomes)) cases.add(new Case<>(situation, input));
            if (situation.steps().size() == source.depth()) continue;
            var deeds = new LinkedHashSet<List<E>>();
            outcomes.forEach(outcome -> deeds.add(outcome.effects()));
            deeds.forEach(deed -> visit(after(situation, input, deed)));
        }
    }

    private boolean isNew(Situation<S, I, E, M> situation, I input, List<Outcome<M, E>> outcomes) {
        if (!isUsual && outcomes.equals(usual.permitted(situation.usual(), input))) return false;
        boolean isNew = rows.add(choice(input, outcomes));
        for (S state : situation.machine()) isNew |= rows.add(tableRow(state, input));
        return isNew;
    }

    private String tableRow(S state, I input) {
        Step<S, E> step = source.chapter().machine().on(state, input);
        return new Trace.Entry<>(state, input, step.effects(), step.state()).row();
    }

    /** What kinds of things are permitted on what kind of input, and why. */
    static <I, E extends Effect> String choice(
            I input, Collection<? extends Outcome<?, E>> outcomes) {
        var choices = new TreeSet<String>();
        for (Outcome<?, E> outcome : outcomes)
            choices.add(
                    Answers.kinds(outcome.effects())
                            + " by "
                            + Sequences.ids(outcome.because())
                            + " departing from "
                            + Sequences.ids(outcome.departs()));
        return input.getClass().getSimpleName() + " -> " + choices;
    }

    private Situation<S, I, E, M> after(Situation<S, I, E, M> situation, I input, List<E> deed) {
        var steps = new ArrayList<>(situation.steps());
        steps.add(new Passed<>(situation.seen(), input, deed));
        return new Situation<>(
                situation.start(),
                List.copyOf(steps),
                sequences.after(situation.seen(), input, deed),
                usual.after(situation.usual(), input, deed),
                situation.machine().stream()
                        .map(state -> source.chapter().machine().on(state, input))
                        .filter(step -> Sequences.sameDeeds(step.effects(), deed))
                        .map(Step::state)
                        .toList());
    }
}
