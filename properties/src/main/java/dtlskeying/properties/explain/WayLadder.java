package dtlskeying.properties.explain;

import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;

/** A way through a model of two ends as a ladder in plain text, a step beside its number. */
public final class WayLadder {
    private WayLadder() {}

    /**
     * The lines of a way.
     *
     * @param rails what the left and the right end are called
     */
    public static List<String> of(List<String> rails, List<Happening> steps) {
        var lines = new ArrayList<>(LadderText.head("step", rails.getFirst(), rails.getLast()));
        int number = 0;
        for (Happening step : steps) lines.addAll(rung(++number, rails, step));
        return lines;
    }

    private static List<String> rung(int number, List<String> rails, Happening happening) {
        String words = happening.text();
        Role from = happening.from().orElse(null);
        Role to = happening.to().orElse(null);
        if (from == null && to == null) return LadderText.between(number, words);
        if (from == to) return LadderText.done(number, from, words);
        if (to == null) return LadderText.arrow(number, from, words, "", true);
        String foreign = " not from the " + rails.get(to.peer().ordinal()) + " ";
        return LadderText.arrow(number, to.peer(), words, from == null ? foreign : "", false);
    }
}
