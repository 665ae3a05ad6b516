package dtlskeying.properties.exercise;

import java.util.List;
import java.util.Optional;

/** What a learner says of every implementation. */
@FunctionalInterface
public interface Sentence<I, E> {
    /**
     * What is wrong with a history, or nothing if the sentence holds.
     *
     * @param history all steps of one end, the oldest first
     */
    Optional<String> broken(List<Seen<I, E>> history);
}
