package dtlskeying.properties.mutants;

import dtlskeying.properties.mutants.Strength.Counts;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The strengths of the chapters as they were last measured, in numbers and as a page. */
final class StrengthPage {
    private static final String NUMBERS = "vectors/strength.json";

    private static final String HEAD =
            """
            # How much of what can be changed is noticed

            Conditions, results and calls of each chapter's machine and model are changed one at a time
            by pitest 1.25.9 (its mutators DEFAULTS), and the tests of the chapter have to notice: its
            properties under their published seeds, what `model` says of itself, its vectors, and its
            explorations, each as large as ever. What survives is tried once more from the beginning of
            a virtual machine. A mutant that no test reaches has survived; one that is reviewed stands
            with the reason in `properties/src/test/resources/mutants/equivalent-*.json` and is not
            counted; reviews and properties that were written since count in the next run. `mvn
            -Pnightly test -DskipTests -Dchapter=srtp/KeySets` measures one chapter anew.

            """;

    private StrengthPage() {}

    /** What was measured last. */
    static List<Counts> measured(Path root) {
        return List.of(Studies.read(root.resolve(NUMBERS), Counts[].class));
    }

    /** Puts what was measured now in the place of what was measured of the same chapters. */
    static void merge(Path root, List<Counts> counts) throws IOException {
        var all = new TreeMap<String, Counts>();
        measured(root).forEach(each -> all.put(each.chapter(), each));
        counts.forEach(each -> all.put(each.chapter(), each));
        Files.writeString(root.resolve(NUMBERS), json(all.values()));
    }

    private static String json(Iterable<Counts> all) {
        var lines = new ArrayList<String>();
        for (Counts each : all) lines.add("  " + new JsonMapper().writeValueAsString(each));
        return "[\n" + String.join(",\n", lines) + "\n]\n";
    }

    /** The page of what was measured, and of what was not. */
    static String text(List<Counts> measured, List<Study> studies) {
        return HEAD + Verdict.table(measured) + total(measured) + missing(measured, studies);
    }

    private static String total(List<Counts> all) {
        var sum =
                new Counts(
                        "all",
                        all.stream().mapToInt(Counts::mutants).sum(),
                        all.stream().mapToInt(Counts::killed).sum(),
                        all.stream().mapToInt(Counts::reviewed).sum(),
                        all.stream().mapToInt(Counts::survived).sum());
        return sum.row().replace("`", "") + "\n";
    }

    private static String missing(List<Counts> measured, List<Study> studies) {
        var names = measured.stream().map(Counts::chapter).toList();
        String missing =
                studies.stream()
                        .map(Study::chapter)
                        .filter(chapter -> !names.contains(chapter))
                        .map(chapter -> "- `" + chapter + "`\n")
                        .collect(Collectors.joining());
        return missing.isEmpty() ? "" : "\nNot measured yet:\n\n" + missing;
    }
}
