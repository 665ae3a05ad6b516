package dtlskeying.model.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Exhausts a system breadth first.
 *
 * <p>The first state that breaks an invariant ends the search; the path to it is a shortest one.
 * All the invariants that it breaks are reported. Goals are checked after the last state, and only
 * if every reachable state was visited.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 */
public final class Explorer<S, L> {
    private static final int WATCH_MASK = (1 << 10) - 1;

    private final Explorable<S, L> system;
    private final Bounds bounds;
    private final Watch watch;
    private final StateTable visited = new StateTable();
    private final Frontier<S> frontier;
    private final List<Invariant<S>> invariants;
    private final List<Goal<S>> goals;
    private final long[] exercised;
    private final BitSet[] reached;
    private final Graph graph = new Graph();
    private final List<Finding<S, L>> findings = new ArrayList<>();

    private long transitions;
    private int depth;
    private int current = StateTable.NO_PARENT;
    private int broken;
    private Ending ending = Ending.EXHAUSTED;

    private Explorer(Explorable<S, L> system, Bounds bounds, Watch watch) {
        this.system = system;
        this.bounds = bounds;
        this.watch = watch;
        this.frontier = Frontier.of(system, visited);
        this.invariants = List.copyOf(system.invariants());
        this.goals = List.copyOf(system.goals());
        this.exercised = new long[invariants.size()];
        this.reached = new BitSet[goals.size()];
        for (int i = 0; i < reached.length; i++) reached[i] = new BitSet();
    }

    /** Exhausts the system within the bounds. */
    public static <S, L> Exploration<S, L> explore(Explorable<S, L> system, Bounds bounds) {
        return explore(system, bounds, Watch.NONE);
    }

    /**
     * Exhausts the system within the bounds, or until the watch or an interrupt of this thread ends
     * it. The interrupt stays set.
     */
    public static <S, L> Exploration<S, L> explore(
            Explorable<S, L> system, Bounds bounds, Watch watch) {
        return new Explorer<>(system, bounds, watch).run();
    }

    private Exploration<S, L> run() {
        for (S state : system.initialStates()) discover(state);
        search();
        if (ending == Ending.EXHAUSTED) for (int i = 0; i < reached.length; i++) checkGoal(i);
        return result();
    }

    private void search() {
        Explorable.Sink<S, L> sink = goals.isEmpty() ? this::follow : this::followAndStore;
        int layerEnd = visited.size();
        for (int number = 0; number < visited.size(); number++) {
            if (number == layerEnd) {
                layerEnd = visited.size();
                depth++;
            }
            if (isOver(number)) break;
            current = number;
            if (!goals.isEmpty()) graph.nextState();
            system.expand(frontier.take(number), sink);
        }
        if (visited.size() > layerEnd) depth++;
    }

    private boolean isOver(int number) {
        if (ending != Ending.EXHAUSTED) return true;
        if (depth >= bounds.depth()) ending = Ending.BOUND_REACHED;
        else if (isStopped(number)) ending = Ending.STOPPED;
        return ending != Ending.EXHAUSTED;
    }

    private boolean isStopped(int number) {
        if ((number & WATCH_MASK) == 0) return Thread.currentThread().isInterrupted();
        return (number & WATCH_MASK) == WATCH_MASK
                && !watch.goOn(visited.size(), transitions, depth);
    }

    private void follow(L label, S next) {
        transitions++;
        discover(next);
    }

    private void followAndStore(L label, S next) {
        transitions++;
        graph.add(discover(next));
    }

    private int discover(S state) {
        int before = visited.size();
        int number = visited.add(system.key(state), current);
        if (number == before) meet(state, number);
        return number;
    }

    private void meet(S state, int number) {
        frontier.push(state);
        for (int i = 0; i < exercised.length; i++) {
            Invariant<S> invariant = invariants.get(i);
            if (!invariant.when().test(state)) continue;
            exercised[i]++;
            if (!invariant.then().test(state)) report(invariant, number);
        }
        for (int i = 0; i < reached.length; i++)
            if (goals.get(i).reached().test(state)) reached[i].set(number);
        if (number >= bounds.states() && ending == Ending.EXHAUSTED) ending = Ending.BOUND_REACHED;
    }

    private void report(Invariant<S> invariant, int number) {
        if (ending == Ending.INVARIANT_BROKEN && number != broken) return;
        ending = Ending.INVARIANT_BROKEN;
        broken = number;
        findings.add(new Finding.Broken<>(invariant.name(), pathTo(number)));
    }

    private void checkGoal(int goal) {
        BitSet able = graph.leadingTo(reached[goal]);
        int first = able.nextClearBit(0);
        if (first >= visited.size()) return;
        int wedged = visited.size() - able.cardinality();
        findings.add(
                new Finding.Wedged<>(
                        goals.get(goal).name(), pathTo(first), wedged, graph.trapFrom(first)));
    }

    private Trace<S, L> pathTo(int number) {
        return new Retracing<>(system, visited).pathTo(number);
    }

    private Exploration<S, L> result() {
        List<Exploration.Exercised> counts = new ArrayList<>();
        for (int i = 0; i < exercised.length; i++)
            counts.add(new Exploration.Exercised(invariants.get(i).name(), exercised[i]));
        return new Exploration<>(
                ending,
                visited.size(),
                transitions,
                depth,
                counts,
                findings,
                system instanceof Packed ? 0 : Fingerprint.collisionOdds(visited.size()),
                visited.bytes());
    }
}
