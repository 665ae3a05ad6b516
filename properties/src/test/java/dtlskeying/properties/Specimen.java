package dtlskeying.properties;

import java.util.List;

/**
 * What shows a bug, as small as it gets.
 *
 * @param kind how it was come by
 * @param steps what happens, one after the other; none if it is one case
 * @param violation what the property says of it
 * @param optimum the fewest steps that show the bug
 * @param answers what all properties say of the bug that can be asked
 */
public record Specimen(
        Kind kind, List<String> steps, String violation, int optimum, Answers answers) {
    /** How a specimen was come by. */
    public enum Kind {
        /** Drawn at random and shrunk; the optimum is the shortest of all sequences of inputs. */
        TRACE,
        /** Drawn at random and shrunk; the optimum is by reasoning, and stated with the bug. */
        SCHEDULE,
        /** The first that a breadth-first search comes to, and so as short as any. */
        WALK,
        /** The first case of a list that the property goes through: one call. */
        CASE
    }

    public Specimen {
        steps = List.copyOf(steps);
    }

    /** One case. */
    public static Specimen ofCase(String violation, Answers answers) {
        return new Specimen(Kind.CASE, List.of(), violation, 1, answers);
    }

    /** The first way of a breadth-first search. */
    public static Specimen ofWalk(List<String> steps, String violation, Answers answers) {
        return new Specimen(Kind.WALK, steps, violation, steps.size(), answers);
    }

    /** How many steps there are; one case is one. */
    public int length() {
        return kind == Kind.CASE ? 1 : steps.size();
    }
}
