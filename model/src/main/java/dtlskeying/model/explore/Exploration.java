package dtlskeying.model.explore;

import java.util.List;
import java.util.Locale;

/**
 * What an exploration found.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 * @param ending why it ended
 * @param states how many distinct states were found
 * @param transitions how many transitions were followed, self-loops and repetitions among them
 * @param depth the most steps that a found state is away from the initial ones
 * @param exercised for every invariant, in how many states it had something to say
 * @param findings what is wrong; empty if nothing is
 * @param odds an upper bound on the odds that two states had one key, so that one was missed; 0 for
 *     packed keys
 * @param bytes what the table of visited states occupied at the end, edges not counted
 */
public record Exploration<S, L>(
        Ending ending,
        int states,
        long transitions,
        int depth,
        List<Exercised> exercised,
        List<Finding<S, L>> findings,
        double odds,
        long bytes) {
    public Exploration {
        exercised = List.copyOf(exercised);
        findings = List.copyOf(findings);
    }

    /**
     * In how many states an invariant had something to say.
     *
     * @param invariant its name
     * @param states how many
     */
    public record Exercised(String invariant, long states) {}

    /** Whether every reachable state was visited and nothing was found wrong. */
    public boolean isSound() {
        return ending == Ending.EXHAUSTED && findings.isEmpty();
    }

    /** The invariants that had nothing to say in any state: they have not been checked. */
    public List<String> vacuous() {
        return exercised.stream()
                .filter(count -> count.states() == 0)
                .map(Exercised::invariant)
                .toList();
    }

    /** A few lines for people: counts, odds, and every finding with its path. */
    public String text() {
        StringBuilder text = new StringBuilder(summary());
        for (Finding<S, L> finding : findings)
            text.append(finding.text()).append(":\n").append(finding.trace().text()).append('\n');
        return text.toString();
    }

    /** The same without the findings. */
    public String summary() {
        StringBuilder text = new StringBuilder(counts());
        for (Exercised count : exercised)
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-60s in %,d states%n",
                            count.invariant(),
                            count.states()));
        return text.toString();
    }

    private String counts() {
        return String.format(
                Locale.ROOT,
                "%s: %,d states, %,d transitions, depth %d, collision odds %.1e%n",
                ending.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                states,
                transitions,
                depth,
                odds);
    }
}
