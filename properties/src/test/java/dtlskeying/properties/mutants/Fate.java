package dtlskeying.properties.mutants;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What became of a mutant.
 *
 * @param killer the test that failed because of it; empty when all passed
 * @param taken how long it took to find out
 */
record Fate(DrawnMutant mutant, String killer, Duration taken) {
    boolean survived() {
        return killer.isEmpty();
    }

    /** Runs the tests on the mutant until one fails, and fails because of it. */
    static Fate of(DrawnMutant mutant, List<String> tests, Unchanged unchanged)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        var left = tests;
        var trial = mutant.trial(left);
        while (!trial.passed() && !isBecauseOf(mutant, trial, unchanged)) {
            left = left.subList(left.indexOf(trial.test()) + 1, left.size());
            trial = mutant.trial(left);
        }
        return new Fate(mutant, trial.failure(), Duration.ofNanos(System.nanoTime() - begun));
    }

    /**
     * A test also fails when the machine is busy, or lacks what it needs. One that fails because of
     * the mutant passes without it, and fails with it once more.
     */
    private static boolean isBecauseOf(DrawnMutant mutant, Trial trial, Unchanged unchanged)
            throws IOException, InterruptedException {
        return unchanged.passes(trial.test())
                && (trial.hung() || !mutant.trial(List.of(trial.test())).passed());
    }
}
