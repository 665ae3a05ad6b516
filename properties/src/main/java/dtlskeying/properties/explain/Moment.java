package dtlskeying.properties.explain;

import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One thing in the course of a run: a datagram, or what an end did that nobody else can see. */
public sealed interface Moment {
    /** When, in milliseconds since the start of the run. */
    long ms();

    /** A datagram left. */
    record Leaves(Sent sent) implements Moment {
        @Override
        public long ms() {
            return sent.shipment().ms();
        }
    }

    /**
     * An end did something.
     *
     * @param words what, in a few words
     * @param clause the clause that it acted on; empty if none was told
     */
    record Notes(long ms, Role end, String words, String clause) implements Moment {}

    /** Both in the order of their times; of those that fall together, what was done comes first. */
    static List<Moment> course(List<Sent> sent, List<Notes> notes) {
        var all = new ArrayList<Moment>(notes);
        for (Sent each : sent) all.add(new Leaves(each));
        all.sort(Comparator.comparingLong(Moment::ms));
        return List.copyOf(all);
    }
}
