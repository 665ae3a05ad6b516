package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the tests say of {@code impl} as it is, asked when a test has failed on a mutant. */
final class Unchanged {
    private final Map<String, Boolean> known = new TreeMap<>();
    private final Path folder;

    Unchanged(Path folder) {
        this.folder = folder;
    }

    /** Whether that test class passes; it is run once. */
    synchronized boolean passes(String test) throws IOException, InterruptedException {
        if (!known.containsKey(test)) {
            var trial = Trial.of(DrawnMutant.path(), List.of(test), folder.resolve("unchanged"));
            known.put(test, trial.passed());
            if (!trial.passed())
                System.out.println("   fails without any change: " + trial.failure());
        }
        return known.get(test);
    }
}
