package dtlskeying.properties.observe;

import dtlskeying.properties.decode.Opening;
import dtlskeying.properties.decode.Place;
import dtlskeying.properties.decode.Unit;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/**
 * A protected record that was opened, and so has a number that its sender gave it. Records without
 * protection can be anybody's.
 *
 * @param type what the content is, 0 to 255
 * @param epoch of its key
 * @param sequence its full number
 * @param record the record itself
 */
record SentRecord(Place place, int type, long epoch, long sequence, Unit.Record record) {
    private static final Comparator<SentRecord> BY_NUMBER =
            Comparator.comparingLong(SentRecord::epoch).thenComparingLong(SentRecord::sequence);

    private record Name(long epoch, long sequence, Octets wire) {}

    /**
     * What one end has sent in an association, in the order of the numbers; of those with one
     * number, in that of the capture. The same bytes count once, however often they were captured.
     */
    static List<SentRecord> of(Exchange first, Role sender) {
        var found = new ArrayList<SentRecord>();
        var known = new HashSet<Name>();
        for (Unit.Record each : first.conversation().all(Unit.Record.class)) {
            if (each.association() != first.association() || each.sender() != sender) continue;
            if (!(each.opening() instanceof Opening.Opened(_, var epoch, var sequence, _)))
                continue;
            if (known.add(new Name(epoch, sequence, each.wire())))
                found.add(new SentRecord(each.place(), each.type(), epoch, sequence, each));
        }
        found.sort(BY_NUMBER);
        return List.copyOf(found);
    }

    /** What it says. */
    Octets content() {
        return record.opening().plain();
    }
}
