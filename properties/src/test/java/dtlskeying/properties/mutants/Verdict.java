package dtlskeying.properties.mutants;

import dtlskeying.properties.mutants.Strength.Counts;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the chapters are strong enough, what survived in them, and the table of both. */
record Verdict(List<Strength> strengths) {
    static final String HEAD =
            """
            | chapter | mutants | killed | survived | reviewed | strength |
            | --- | --: | --: | --: | --: | --: |
            """;

    boolean isFine() {
        return strengths.stream().allMatch(Strength::isFine);
    }

    List<Counts> counts() {
        return strengths.stream().map(Strength::counts).toList();
    }

    String table() {
        return table(counts());
    }

    static String table(List<Counts> counts) {
        return HEAD + counts.stream().map(each -> each.row() + "\n").collect(Collectors.joining());
    }

    /** Every survivor with its line, and every review that has nothing to say. */
    List<String> findings() {
        var findings = new ArrayList<String>();
        for (Strength each : strengths) {
            each.survivors().forEach(mutant -> findings.add("survived: " + mutant));
            each.outdated()
                    .forEach(exempt -> findings.add("reviewed, but does not survive: " + exempt));
            if (!each.counts().isStrong())
                findings.add("weaker than " + Strength.LEAST + " %: " + each.chapter());
        }
        return findings;
    }
}
