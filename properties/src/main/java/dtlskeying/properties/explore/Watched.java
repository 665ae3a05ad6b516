package dtlskeying.properties.explore;

import dtlskeying.model.explore.Explorable;
import dtlskeying.model.explore.Goal;
import dtlskeying.model.explore.Invariant;
import dtlskeying.model.explore.Twinned;

import java.util.BitSet;
import java.util.List;

/**
 * A system that notes the outcomes of the states which it gives.
 *
 * @param system the system
 * @param outcomes those that it has given so far
 */
record Watched<S, L>(Twinned<S, L> system, BitSet outcomes) implements Explorable<S, L> {
    @Override
    public List<S> initialStates() {
        List<S> states = system.initialStates();
        states.forEach(this::note);
        return states;
    }

    @Override
    public void expand(S state, Sink<S, L> sink) {
        system.expand(
                state,
                (label, next) -> {
                    note(next);
                    sink.to(label, next);
                });
    }

    private void note(S state) {
        outcomes.set(system.outcome(state));
    }

    @Override
    public long key(S state) {
        return system.key(state);
    }

    @Override
    public List<Invariant<S>> invariants() {
        return system.invariants();
    }

    @Override
    public List<Goal<S>> goals() {
        return system.goals();
    }
}
