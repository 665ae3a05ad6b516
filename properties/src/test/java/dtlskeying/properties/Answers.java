package dtlskeying.properties;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What properties say of a bug.
 *
 * @param asked the names of all that can be asked about code of this kind
 * @param noticing the names of those that notice it
 */
public record Answers(List<String> asked, List<String> noticing) {
    public Answers {
        asked = List.copyOf(asked);
        noticing = List.copyOf(noticing);
    }

    /** There is one that can be asked, and it notices. */
    static Answers only(String name) {
        return new Answers(List.of(name), List.of(name));
    }

    /** Every sentence is asked of the code; it notices if it says that something is wrong. */
    public static <C> Answers of(Map<String, Function<C, Optional<String>>> laws, C sick) {
        var asked = laws.keySet().stream().sorted().toList();
        return new Answers(
                asked,
                asked.stream().filter(law -> laws.get(law).apply(sick).isPresent()).toList());
    }
}
