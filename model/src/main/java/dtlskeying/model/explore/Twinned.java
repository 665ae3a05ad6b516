package dtlskeying.model.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A system that is told a second time, in Promela: Spin then searches it too, with no code of ours,
 * and has to find as many states and the same outcomes.
 *
 * <p>The twin prints {@code outcome N} for each outcome that it has met.
 *
 * @param <S> the states
 * @param <L> the labels of the transitions
 */
public interface Twinned<S, L> extends Explorable<S, L> {
    /** One more than the largest number of an outcome. */
    int OUTCOMES = 1 << 16;

    /** The name of its Promela file, without the ending. */
    String twin();

    /** The bounds of the system, as the macros of the twin are called. */
    Map<String, Integer> bounds();

    /** What is to be seen of a state from outside: 0 to 65,535, the same numbers in the twin. */
    int outcome(S state);

    /**
     * The text of the twin.
     *
     * @throws IllegalStateException if this build has left it out
     */
    default String promela() {
        String file = "/dtlskeying/model/promela/" + twin() + ".pml";
        try (InputStream text = Twinned.class.getResourceAsStream(file)) {
            if (text == null) throw new IllegalStateException(file + " is not in this build");
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
