package dtlskeying.properties.cli;

import dtlskeying.properties.explore.Counted;

import tools.jackson.databind.node.ObjectNode;

import java.io.PrintWriter;
import java.util.BitSet;
import java.util.Locale;

/** Two searches of one system side by side. */
record Against(String name, Counted ours, Counted theirs) {
    void print(PrintWriter out) {
        out.printf("%-16s %12s %10s %9s%n", "search by", "states", "outcomes", "seconds");
        line(out, ours);
        line(out, theirs);
        only(out, ours, theirs);
        only(out, theirs, ours);
        out.println(agree() ? "they agree" : "they do not agree");
    }

    /** Whether both have found everything, and the same. */
    boolean agree() {
        return ours.agrees(theirs);
    }

    private static void line(PrintWriter out, Counted each) {
        out.printf(
                Locale.ROOT,
                "%-16s %,12d %,10d %9.2f%s%n",
                each.by(),
                each.states(),
                each.outcomes().cardinality(),
                each.seconds(),
                each.isWhole() ? "" : "  not all of it");
    }

    private static void only(PrintWriter out, Counted one, Counted other) {
        BitSet more = one.beyond(other);
        if (!more.isEmpty()) out.println("outcomes that only " + one.by() + " has met: " + more);
    }

    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("name", name);
        describe(ours, json.putObject("ours"));
        describe(theirs, json.putObject("theirs"));
        return json.put("verdict", agree() ? "equal" : "different");
    }

    private static void describe(Counted each, ObjectNode json) {
        json.put("by", each.by());
        json.put("states", each.states());
        json.put("outcomes", each.outcomes().cardinality());
        json.put("seconds", each.seconds());
        json.put("whole", each.isWhole());
        json.put("sound", each.isSound());
    }
}
