package dtlskeying.properties;

import dtlskeying.properties.Ladder.Rungs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which clauses stand on another rung than before, clause by clause, for whoever reads a build. */
final class LadderDifference {
    private static final Map<String, Function<Rungs, String>> RUNGS = rungs();

    /** Before and after of one rung. */
    private record Change(String rung, String before, String after) {
        boolean isSlip() {
            return after.equals(NOTHING);
        }

        @Override
        public String toString() {
            return "    %s: %s -> %s".formatted(rung, before, after);
        }
    }

    private static final String NOTHING = "nothing";

    private LadderDifference() {}

    /** What has become of the clauses: for each that slipped, its rungs before and after. */
    static List<String> slips(List<Rungs> before, List<Rungs> after) {
        var now = byId(after);
        var slips = new ArrayList<String>();
        for (Rungs then : before) {
            Rungs one = now.get(then.id());
            if (one == null) slips.add(head(then) + " is no longer in the catalogue");
            else slips.addAll(slips(then, one));
        }
        return slips;
    }

    /** Everything that differs, slips or not; clauses that are new come last. */
    static List<String> all(List<Rungs> before, List<Rungs> after) {
        var then = byId(before);
        var now = byId(after);
        var lines = new ArrayList<String>();
        for (Rungs one : before)
            if (!now.containsKey(one.id())) lines.add(head(one) + " is gone");
            else if (!one.equals(now.get(one.id()))) lines.add(changes(one, now.get(one.id())));
        for (Rungs one : after) if (!then.containsKey(one.id())) lines.add(head(one) + " is new");
        return lines;
    }

    private static List<String> slips(Rungs before, Rungs after) {
        return changed(before, after).stream()
                .filter(Change::isSlip)
                .map(change -> head(before) + "\n" + change)
                .toList();
    }

    private static String changes(Rungs before, Rungs after) {
        var text = new StringBuilder(head(before));
        changed(before, after).forEach(change -> text.append('\n').append(change));
        return text.toString();
    }

    private static List<Change> changed(Rungs before, Rungs after) {
        var changes = new ArrayList<Change>();
        RUNGS.forEach((rung, value) -> {
            String then = value.apply(before);
            String now = value.apply(after);
            if (!then.equals(now)) changes.add(new Change(rung, then, now));
        });
        guards(before, after).ifPresent(changes::add);
        return changes;
    }

    /** Of the bugs that die, those that did not or no longer do. */
    private static Optional<Change> guards(Rungs before, Rungs after) {
        var lost = without(before.guarded(), after.guarded());
        var won = without(after.guarded(), before.guarded());
        if (lost.isEmpty() && won.isEmpty()) return Optional.empty();
        String then = lost.isEmpty() ? "as before" : String.join("; ", lost);
        String now = after.guarded().isEmpty() ? NOTHING : String.join("; ", won);
        return Optional.of(new Change("guarded", then, now.isEmpty() ? "no more" : now));
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        var rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static String head(Rungs rungs) {
        return rungs.id() + " " + rungs.claim();
    }

    private static Map<String, Rungs> byId(List<Rungs> all) {
        var byId = new LinkedHashMap<String, Rungs>();
        all.forEach(one -> byId.put(one.id(), one));
        return byId;
    }

    private static Map<String, Function<Rungs, String>> rungs() {
        var rungs = new LinkedHashMap<String, Function<Rungs, String>>();
        rungs.put("claim", Rungs::claim);
        rungs.put("level", Rungs::level);
        rungs.put("modelled", one -> one.modelled() ? "yes" : NOTHING);
        rungs.put("implemented", one -> one.implemented() ? "yes" : NOTHING);
        rungs.put("exercised", one -> counted(one.exercised(), "steps"));
        rungs.put("accepting", one -> counted(one.accepting(), "vectors"));
        rungs.put("rejecting", one -> counted(one.rejecting(), "vectors"));
        return rungs;
    }

    private static String counted(int count, String what) {
        return count == 0 ? NOTHING : count + " " + what;
    }
}
