package dtlskeying.properties.chunk;

import dtlskeying.impl.Step;
import dtlskeying.model.Relation;
import dtlskeying.properties.Judge;
import dtlskeying.properties.Machine;
import dtlskeying.spec.Effect;

import java.util.List;

/** A machine that runs, and the judge who watches it. */
final class Judged<S, I, E extends Effect, M> {
    private final Machine<S, I, E> machine;
    private final List<String> objections;
    private S state;
    private Judge<I, E, M> judge;

    Judged(
            Machine<S, I, E> machine,
            S state,
            Relation<M, I, E> model,
            M facts,
            List<String> objections) {
        this.machine = machine;
        this.state = state;
        this.judge = Judge.of(model, facts);
        this.objections = objections;
    }

    /** Tells the machine; what it does must be permitted and depart from nothing. */
    List<E> on(I input) {
        Step<S, E> step = machine.on(state, input);
        if (!judge.isViolated()) {
            judge = judge.see(input, step.effects());
            if (judge.isViolated() || !judge.departed().isEmpty())
                objections.add(state + " x " + input + " -> " + step.effects());
        }
        state = step.state();
        return step.effects();
    }

    S state() {
        return state;
    }
}
