package dtlskeying.properties.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code DrawnMutants SEED COUNT}: draws mutants of {@code impl}, runs the tests on each, prints
 * who noticed it, and fails when one survives that nobody has reviewed.
 */
final class DrawnMutants {
    private static final Path ROOT = Path.of(System.getProperty("repository.root"));

    private DrawnMutants() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        long seed = Long.parseLong(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        var folder = Files.createTempDirectory("drawn-mutants");
        var tests = new Tests(ROOT);
        var unexplained = new ArrayList<DrawnMutant>();
        System.out.printf("%d mutants of impl, drawn by seed %d%n", count, seed);
        for (DrawnMutant mutant : new Drawing(ROOT, seed).mutants(count, folder)) {
            System.out.printf("%2d %s%n", mutant.number(), mutant.change());
            var fate = Fate.of(mutant, tests.inOrderFor(mutant.change()));
            System.out.println("   " + said(fate));
            if (fate.survived() && reviewed().of(mutant.change()).isEmpty())
                unexplained.add(mutant);
        }
        conclude(unexplained, folder);
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

    private static void conclude(List<DrawnMutant> unexplained, Path folder) {
        if (unexplained.isEmpty()) {
            System.out.println("every mutant is killed, or reviewed and no mutant");
            return;
        }
        System.out.println(
                unexplained.size() + " survived and nobody has reviewed them; " + folder);
        System.exit(1);
    }
}
