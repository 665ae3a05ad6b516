package dtlskeying.properties.mutants;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code StudiedMutants CHAPTER THREADS FOLDER}: changes the machine and the model of a chapter, of
 * a folder of chapters, or of all, has the chapter's tests notice, and fails when they notice less
 * than they have to. What survives is handed to the same tests once more, in a virtual machine that
 * begins with the change: pitest's has worked out by then whatever is worked out once.
 */
final class StudiedMutants {
    private final Pitest pitest;

    private StudiedMutants(Path folder) {
        this.pitest = new Pitest(Studies.ROOT, folder);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var studies = Studies.of(arguments[0]);
        if (studies.isEmpty()) {
            System.err.println(
                    "no chapter is called " + arguments[0] + "; try srtp/KeySets, srtp or all");
            System.exit(2);
        }
        var run = new StudiedMutants(Path.of(arguments[2]));
        var strengths = new ArrayList<Strength>();
        for (Study study : studies) {
            var strength = run.strength(study, Integer.parseInt(arguments[1]));
            new Verdict(List.of(strength)).findings().forEach(System.out::println);
            strengths.add(strength);
        }
        conclude(new Verdict(strengths));
    }

    private static void conclude(Verdict verdict) throws IOException {
        System.out.println(verdict.table());
        if (System.getProperty("snapshots", "check").equals("write"))
            StrengthPage.merge(Studies.ROOT, verdict.counts());
        if (!verdict.isFine()) System.exit(1);
    }

    private Strength strength(Study study, int threads) throws IOException, InterruptedException {
        System.out.println(study.chapter());
        var exempt = Exempt.of(Studies.FOLDER, study);
        var mutants = new ArrayList<Altered>();
        for (Altered mutant : pitest.run(study, threads)) {
            boolean isKnown =
                    mutant.isNoticed() || exempt.stream().anyMatch(each -> each.describes(mutant));
            mutants.add(isKnown || !isNoticedAfresh(study, mutant) ? mutant : mutant.noticed());
        }
        return new Strength(study.chapter(), mutants, exempt);
    }

    private boolean isNoticedAfresh(Study study, Altered mutant)
            throws IOException, InterruptedException {
        var survivors = Files.createDirectories(pitest.folder(study).resolve("survivors"));
        var classes = Files.createTempDirectory(survivors, mutant.simpleType());
        var file = classes.resolve(mutant.type().replace('.', '/') + ".class");
        Files.createDirectories(file.getParent());
        Files.copy(pitest.mutatedClass(study, mutant), file);
        String classPath = classes + File.pathSeparator + DrawnMutant.path();
        var tests = study.tests(Studies.ROOT);
        return !Trial.of(Pitest.arguments(study), classPath, tests, classes).passed();
    }
}
