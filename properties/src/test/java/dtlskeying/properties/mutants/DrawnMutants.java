package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * {@code DrawnMutants SEED COUNT [FROM [JOBS]]}: draws mutants of {@code impl}, runs the tests on
 * each of them from that number on, so many at a time, prints who noticed it, and fails when one
 * survives that nobody has reviewed.
 */
final class DrawnMutants {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    private final Tests tests = new Tests(ROOT);
    private final List<DrawnMutant> unexplained = new ArrayList<>();
    private final Unchanged unchanged;

    private DrawnMutants(Path folder) throws IOException {
        this.unchanged = new Unchanged(folder);
    }

    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        long seed = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int from = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        int jobs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        var folder = Files.createTempDirectory("drawn-mutants");
        System.out.printf("%d mutants of impl, drawn by seed %d%n", count, seed);
        var drawn = new Drawing(ROOT, seed).mutants(count, folder);
        var run = new DrawnMutants(folder);
        run.all(drawn.subList(from - 1, count), jobs);
        run.conclude(folder);
    }

    private void all(List<DrawnMutant> mutants, int jobs)
            throws InterruptedException, ExecutionException {
        try (var pool = Executors.newFixedThreadPool(jobs)) {
            var fates = mutants.stream().map(mutant -> pool.submit(() -> fate(mutant))).toList();
            for (var fate : fates) tell(fate.get());
        }
    }

    private Fate fate(DrawnMutant mutant) throws IOException, InterruptedException {
        return Fate.of(mutant, tests.inOrderFor(mutant.change()), unchanged);
    }

    private void tell(Fate fate) {
        var mutant = fate.mutant();
        System.out.printf(
                "%2d %s%n   %s  (%d s)%n",
                mutant.number(), mutant.change(), said(fate), fate.taken().toSeconds());
        if (fate.survived() && reviewed().of(mutant.change()).isEmpty()) unexplained.add(mutant);
    }

    private static String said(Fate fate) {
        if (!fate.survived()) return "killed: " + fate.killer();
        return reviewed()
                .of(fate.mutant().change())
                .map(why -> "equivalent: " + why)
                .orElse("SURVIVED");
    }

    private static Reviewed reviewed() {
        return Reviewed.in(ROOT.resolve("properties/src/test/resources/mutants"));
    }

    private void conclude(Path folder) {
        if (unexplained.isEmpty()) {
            System.out.println("every mutant is killed, or reviewed and no mutant");
            return;
        }
        System.out.println(
                unexplained.size() + " survived and nobody has reviewed them; " + folder);
        System.exit(1);
    }
}
