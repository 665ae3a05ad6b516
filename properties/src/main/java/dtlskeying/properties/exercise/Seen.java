package dtlskeying.properties.exercise;

import java.util.List;

/**
 * One step of one end, as somebody sees it who cannot look inside.
 *
 * @param input what it learned
 * @param effects what it did about it, in order
 */
public record Seen<I, E>(I input, List<E> effects) {
    public Seen {
        effects = List.copyOf(effects);
    }

    @Override
    public String toString() {
        return input + " -> " + effects;
    }
}
