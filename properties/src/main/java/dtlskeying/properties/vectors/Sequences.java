package dtlskeying.properties.vectors;

import dtlskeying.impl.Step;
import dtlskeying.model.Outcome;
import dtlskeying.model.Relation;
import dtlskeying.properties.Machine;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.trace.UnreadableWord;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.Fields;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Sequences of one chapter: inputs, what was done on each, and everything that the model permits
 * there. Sets are written in the order of their text, so that the same model gives the same bytes.
 */
record Sequences<M, I, E extends Effect>(
        Relation<M, I, E> model, Words<I> inputs, Words<E> effects) {

    /** What the model may know after some steps: the states that explain all that was seen. */
    record Seen<M>(Set<M> states) {}

    /** Everything that is permitted on this input, one of each, in the order of its text. */
    List<Outcome<M, E>> permitted(Seen<M> seen, I input) {
        var byText = new TreeMap<String, Outcome<M, E>>();
        for (M state : seen.states())
            for (Outcome<M, E> outcome : model.permitted(state, input))
                byText.put(text(outcome), outcome);
        return List.copyOf(byText.values());
    }

    /** The outcome without the state after it, the same in every run. */
    static String text(Outcome<?, ?> outcome) {
        return outcome.effects()
                + " by "
                + ids(outcome.because())
                + " departing from "
                + ids(outcome.departs());
    }

    /** What is known after these effects; no state is left if they are forbidden. */
    Seen<M> after(Seen<M> seen, I input, List<E> observed) {
        return new Seen<>(
                seen.states().stream()
                        .flatMap(state -> model.permitted(state, input).stream())
                        .filter(outcome -> outcome.explains(observed))
                        .map(Outcome::after)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The step as JSON: input, what was done, and what is permitted. */
    Fields step(Seen<M> seen, I input, List<E> observed) {
        List<Fields> outcomes = permitted(seen, input).stream().map(this::write).toList();
        return Fields.none()
                .with("input", Fields.of(inputs.write(input)))
                .with("effects", write(observed))
                .with("permitted", outcomes);
    }

    /** The ids of all clauses that justify something that is permitted here. */
    Set<String> clauses(Seen<M> seen, I input) {
        var ids = new TreeSet<String>();
        for (Outcome<M, E> outcome : permitted(seen, input)) {
            outcome.because().forEach(clause -> ids.add(clause.id()));
            outcome.departs().forEach(clause -> ids.add(clause.id()));
        }
        return ids;
    }

    /** What is wrong with steps that should be permitted, or forbidden at the last of them. */
    List<String> objections(Seen<M> start, List<Fields> steps, boolean forbidden) {
        Seen<M> seen = start;
        for (int i = 0; i < steps.size(); i++) {
            try {
                I input = inputs.read(steps.get(i).value("input"));
                List<E> observed = read(steps.get(i));
                if (!sameText(step(seen, input, observed), steps.get(i)))
                    return List.of("the model permits something else at step " + (i + 1));
                seen = after(seen, input, observed);
            } catch (UnreadableWord e) {
                return List.of("step " + (i + 1) + ": " + e.getMessage());
            }
            boolean isEnd = i == steps.size() - 1;
            if (seen.states().isEmpty() != (forbidden && isEnd))
                return List.of("the model decides otherwise at step " + (i + 1));
        }
        return List.of();
    }

    /** A number that was read may be narrower than the same number that was made. */
    private static boolean sameText(Fields one, Fields other) {
        return one.toString().equals(other.toString());
    }

    /**
     * What a machine does on these steps that is not permitted, up to where it goes another way.
     */
    <S> List<String> deviations(
            Machine<S, I, E> machine, S from, Seen<M> start, List<Fields> steps) {
        S state = from;
        Seen<M> seen = start;
        for (Fields each : steps) {
            try {
                I input = inputs.read(each.value("input"));
                Step<S, E> step = machine.on(state, input);
                Seen<M> after = after(seen, input, step.effects());
                if (after.states().isEmpty())
                    return List.of("our machine does " + step.effects() + " on " + input);
                if (!sameDeeds(step.effects(), read(each))) return List.of();
                state = step.state();
                seen = after;
            } catch (UnreadableWord e) {
                return List.of(e.getMessage());
            }
        }
        return List.of();
    }

    /** Whether both lists are the same but for the reasons. */
    static boolean sameDeeds(List<? extends Effect> one, List<? extends Effect> other) {
        if (one.size() != other.size()) return false;
        for (int i = 0; i < one.size(); i++) if (!one.get(i).sameDeed(other.get(i))) return false;
        return true;
    }

    private List<E> read(Fields step) throws UnreadableWord {
        var read = new ArrayList<E>();
        for (Fields effect : step.list("effects")) read.add(effects.read(effect.json()));
        return read;
    }

    private Fields write(Outcome<M, E> outcome) {
        return Fields.none()
                .with("effects", write(outcome.effects()))
                .with("because", array(ids(outcome.because())))
                .with("departs", array(ids(outcome.departs())));
    }

    private List<Fields> write(List<E> observed) {
        return observed.stream().map(effect -> Fields.of(effects.write(effect))).toList();
    }

    /** The ids of clauses, sorted. */
    static List<String> ids(Set<Clause> clauses) {
        return clauses.stream().map(Clause::id).sorted().toList();
    }

    private static ArrayNode array(List<String> ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(array::add);
        return array;
    }
}
