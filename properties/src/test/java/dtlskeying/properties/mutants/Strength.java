package dtlskeying.properties.mutants;

import java.util.List;
import java.util.Locale;

/**
 * How much of what can be changed in a chapter its properties notice. A mutant that no test reaches
 * is not noticed.
 *
 * @param chapter its name
 * @param mutants all that pitest made
 * @param exempt those that have been reviewed
 */
record Strength(String chapter, List<Altered> mutants, List<Exempt> exempt) {
    /** The least share of the mutants, of a hundred, that has to be noticed. */
    static final int LEAST = 90;

    Strength {
        mutants = mutants.stream().filter(Altered::isViable).toList();
        exempt = List.copyOf(exempt);
    }

    /** Those that nobody noticed, and nobody has looked at. */
    List<Altered> survivors() {
        return unnoticed().stream()
                .filter(mutant -> exempt.stream().noneMatch(each -> each.describes(mutant)))
                .toList();
    }

    /** What was reviewed and is no mutant any more, or one that is noticed. */
    List<Exempt> outdated() {
        return exempt.stream()
                .filter(each -> unnoticed().stream().noneMatch(each::describes))
                .toList();
    }

    private List<Altered> unnoticed() {
        return mutants.stream().filter(mutant -> !mutant.isNoticed()).toList();
    }

    Counts counts() {
        int unnoticed = unnoticed().size();
        int survived = survivors().size();
        return new Counts(
                chapter,
                mutants.size(),
                mutants.size() - unnoticed,
                unnoticed - survived,
                survived);
    }

    /** Strong enough, and no review is out of date. */
    boolean isFine() {
        return counts().isStrong() && outdated().isEmpty();
    }

    /**
     * The numbers of a chapter, as they are published.
     *
     * @param mutants how many there are
     * @param killed those that were noticed
     * @param reviewed those that need not be
     * @param survived the rest
     */
    record Counts(String chapter, int mutants, int killed, int reviewed, int survived) {
        /** The noticed share of those that are to be noticed, of a hundred. */
        double strength() {
            int due = killed + survived;
            return due == 0 ? 100 : 100.0 * killed / due;
        }

        boolean isStrong() {
            return strength() >= LEAST;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %.1f %% |",
                    chapter,
                    mutants,
                    killed,
                    survived,
                    reviewed,
                    strength());
        }
    }
}
