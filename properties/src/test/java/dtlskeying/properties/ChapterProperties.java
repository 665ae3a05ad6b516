package dtlskeying.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.impl.Step;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Refusal;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What holds in every chapter: the model permits every trace, small ones tried whole and long ones
 * at random; a refusal changes nothing; every row of the table is reached; nobody is stuck; and
 * each known bug is noticed by the law that is named for it.
 */
public abstract class ChapterProperties<S, I, E extends Effect, M> {
    private static final int WALKS = 10_000;
    private static final int FLOOR = 100;
    private static final int LONGEST = 16;

    private final Chapter<S, I, E, M> chapter;
    private final int depth;
    private final int tableDepth;
    private final Map<S, List<List<I>>> inputsByRow = new HashMap<>();

    /** Every sequence of up to {@code depth} inputs is tried. */
    protected ChapterProperties(Chapter<S, I, E, M> chapter, int depth) {
        this(chapter, depth, depth);
    }

    /** The table has the states within {@code tableDepth} inputs, where there are endless ones. */
    protected ChapterProperties(Chapter<S, I, E, M> chapter, int depth, int tableDepth) {
        this.chapter = chapter;
        this.depth = depth;
        this.tableDepth = tableDepth;
    }

    /** The realistic bugs of this chapter. */
    protected abstract List<Mutant<S, I, E, M>> mutants();

    /** How many random walks look for every row; more where a chapter has many rows. */
    protected int walks() {
        return WALKS;
    }

    /** How often every row is reached at least, by those walks. */
    protected int floor() {
        return FLOOR;
    }

    /** Where a random trace begins: everywhere, unless steps are dear. */
    protected List<Chapter.Start<S, M>> startsFor(List<I> inputs) {
        return chapter.starts();
    }

    /** The state that a refused input leaves: the same, unless the time it takes shows in it. */
    protected S untouched(S before, I input) {
        return before;
    }

    /** What is judged. */
    final Chapter<S, I, E, M> chapter() {
        return chapter;
    }

    /** The length up to which every sequence of inputs is tried. */
    final int depth() {
        return depth;
    }

    /** The bugs, each with the law that must notice it. */
    final List<Guard> guards() {
        return mutants().stream().map(this::guard).toList();
    }

    private Guard guard(Mutant<S, I, E, M> mutant) {
        return new Guard(
                mutant.id(),
                mutant.story(),
                mutant.breaks(),
                mutant.killer().name(),
                () -> kill(mutant).map(Object::toString),
                () -> hunt().specimen(mutant));
    }

    private Hunt<S, I, E, M> hunt() {
        return new Hunt<>(chapter, laws(), beyond(), depth);
    }

    /** What the properties of this chapter say of a machine, as far as random traces show it. */
    public final Answers answers(Machine<S, I, E> sick) {
        return hunt().answers(sick);
    }

    /**
     * Sentences about the machine where it stands with others, by their names; each gives what is
     * wrong with a machine.
     */
    protected Map<String, Function<Machine<S, I, E>, Optional<String>>> beyond() {
        return Map.of();
    }

    /** Whoever may notice a bug: the laws that kill one, and those that every chapter has. */
    private List<Law<S, I, E, M>> laws() {
        var byName = new TreeMap<String, Law<S, I, E, M>>();
        mutants().forEach(mutant -> byName.putIfAbsent(mutant.killer().name(), mutant.killer()));
        Law<S, I, E, M> permitted = Law.permittedBy(chapter);
        Law<S, I, E, M> refusals = refusalsChangeNothing(this::untouched);
        byName.putIfAbsent(permitted.name(), permitted);
        byName.putIfAbsent(refusals.name(), refusals);
        return List.copyOf(byName.values());
    }

    @Example
    void the_model_permits_every_short_trace() {
        holds(Law.permittedBy(chapter));
    }

    @Property(tries = 2_000)
    void the_model_permits_every_trace(@ForAll("inputs") List<I> inputs) {
        for (var start : startsFor(inputs))
            assertThat(Law.permittedBy(chapter).judge(chapter.machine(), start, inputs))
                    .as("%s", chapter.run(start, inputs))
                    .isEmpty();
    }

    @Example
    void a_refused_input_changes_nothing() {
        holds(refusalsChangeNothing(this::untouched));
    }

    @Example
    void every_row_of_the_table_is_reached() {
        Map<String, Integer> hits = new TreeMap<>();
        var random = new Random(1);
        for (int i = 0; i < walks(); i++)
            for (var entry : randomTrace(random).entries())
                hits.merge(entry.row(), 1, Integer::sum);
        assertThat(hits.keySet()).containsAll(rows());
        assertThat(hits)
                .allSatisfy(
                        (row, count) -> assertThat(count).as(row).isGreaterThanOrEqualTo(floor()));
    }

    @Example
    void the_table_is_as_recorded() {
        Snapshots.check(tableFile(), Table.of(chapter, tableDepth));
    }

    @Example
    void whoever_has_not_finished_still_can() {
        for (S state : Exhaustion.states(chapter, depth))
            assertThat(canFinish(state)).as("from %s", state).isTrue();
    }

    @Example
    void every_known_bug_is_noticed_by_its_law() {
        for (Guard guard : guards())
            assertThat(guard.run().get()).as("%s: %s", guard.bug(), guard.story()).isPresent();
    }

    @Provide
    Arbitrary<List<I>> inputs() {
        return Arbitraries.of(chapter.inputs()).list().ofMaxSize(LONGEST);
    }

    /** Fails with the shortest trace that breaks the law, if there is one. */
    protected final void holds(Law<S, I, E, M> law) {
        var finding = Exhaustion.violation(chapter, chapter.machine(), law, depth);
        assertThat(finding).as(law.name()).isEmpty();
    }

    /** The shortest trace by which the mutant's law notices it. */
    private Optional<Exhaustion.Finding<S, I, E, M>> kill(Mutant<S, I, E, M> mutant) {
        var sick = mutant.change().apply(chapter.machine());
        return Exhaustion.violation(chapter, sick, mutant.killer(), depth);
    }

    /** The law that a refusal leaves the state equal. */
    protected static <S, I, E extends Effect, M> Law<S, I, E, M> refusalsChangeNothing() {
        return refusalsChangeNothing((before, _) -> before);
    }

    private static <S, I, E extends Effect, M> Law<S, I, E, M> refusalsChangeNothing(
            BiFunction<S, I, S> untouched) {
        return Law.ofSteps(
                "a refused input changes nothing",
                entry ->
                        entry.effects().stream().anyMatch(Refusal.class::isInstance)
                                        && !untouched
                                                .apply(entry.before(), entry.input())
                                                .equals(entry.after())
                                ? Optional.of(entry + " changed " + entry.before())
                                : Optional.empty());
    }

    /** A walk that lingers: most steps do not finish, so that rare rows are reached too. */
    private Trace<S, I, E, M> randomTrace(Random random) {
        var start = oneOf(chapter.starts(), random);
        var inputs = new ArrayList<I>();
        S state = start.state();
        for (int i = 0; i < LONGEST; i++) {
            boolean linger = i == 0 || random.nextInt(10) < 5;
            var rows = linger ? lingering(state) : inputsByRow(state);
            I input = oneOf(oneOf(rows, random), random);
            inputs.add(input);
            state = chapter.machine().on(state, input).state();
        }
        return chapter.run(start, inputs);
    }

    /** The inputs of rows that do something and do not finish; of all rows if none does. */
    private List<List<I>> lingering(S state) {
        var rows =
                inputsByRow(state).stream().filter(row -> lingers(state, row.getFirst())).toList();
        return rows.isEmpty() ? inputsByRow(state) : rows;
    }

    private boolean lingers(S state, I input) {
        var step = chapter.machine().on(state, input);
        boolean idle = step.effects().isEmpty() && step.state().equals(state);
        return !idle && !chapter.finished().test(step.state());
    }

    /** The inputs of each row of the table at this state. */
    private List<List<I>> inputsByRow(S state) {
        return inputsByRow.computeIfAbsent(state, this::sortIntoRows);
    }

    private List<List<I>> sortIntoRows(S state) {
        var rows = new TreeMap<String, List<I>>();
        for (I input : chapter.inputs()) {
            String row = entry(state, input, chapter.machine().on(state, input)).row();
            rows.computeIfAbsent(row, none -> new ArrayList<>()).add(input);
        }
        return List.copyOf(rows.values());
    }

    private static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static <S, I, E> Trace.Entry<S, I, E> entry(S before, I input, Step<S, E> step) {
        return new Trace.Entry<>(before, input, step.effects(), step.state());
    }

    /** The rows of the table. */
    final Set<String> rows() {
        var rows = new TreeSet<String>();
        for (S state : Exhaustion.states(chapter, tableDepth))
            for (I input : chapter.inputs()) {
                rows.add(entry(state, input, chapter.machine().on(state, input)).row());
            }
        return rows;
    }

    private boolean canFinish(S from) {
        var start = new Chapter.Start<S, M>("here", from, null);
        var here =
                new Chapter<>(
                        chapter.name(),
                        List.of(start),
                        chapter.inputs(),
                        chapter.machine(),
                        chapter.model(),
                        chapter.finished());
        return Exhaustion.states(here, depth).stream().anyMatch(chapter.finished());
    }

    private String tableFile() {
        String[] parts = chapter.name().split("/");
        String kebab = parts[1].replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        return parts[0] + "/" + kebab + ".table.txt";
    }
}
