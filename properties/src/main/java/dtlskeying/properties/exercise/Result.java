package dtlskeying.properties.exercise;

import java.util.List;

/** What came of an attempt. */
public sealed interface Result {
    /**
     * A history that breaks the sentence.
     *
     * @param start how the end began
     * @param steps what it did, as few as show it
     * @param complaint what the sentence says of it
     */
    record Shown(String start, List<String> steps, String complaint) {
        public Shown {
            steps = List.copyOf(steps);
        }
    }

    /** The sentence holds of the right machine, and not of the other. */
    record Caught(Shown history) implements Result {}

    /** The sentence holds of both, in as many histories as were tried. */
    record Missed(int histories) implements Result {}

    /** The sentence does not even hold of the right machine. */
    record FalseAlarm(Shown history) implements Result {}
}
