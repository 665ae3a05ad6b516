package dtlskeying.properties.schedule;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All datagrams that were ever sent, and the copies that are still under way, as an immutable
 * value. Times are virtual milliseconds.
 *
 * @param sent in the order in which they were sent
 * @param underWay in the order of their arrival
 */
public record Traffic(Map<DatagramName, Octets> sent, List<Copy> underWay) {
    /** How long a datagram travels if nothing happens to it. */
    public static final long LATENCY = 10;

    /** Nothing was sent. */
    static final Traffic NONE = new Traffic(Map.of(), List.of());

    /**
     * One copy of a datagram under way.
     *
     * @param sequence its place among all that were sent
     */
    public record Copy(DatagramName datagram, long arrival, int sequence)
            implements Comparable<Copy> {
        private static final Comparator<Copy> ORDER =
                Comparator.comparingLong(Copy::arrival).thenComparingInt(Copy::sequence);

        @Override
        public int compareTo(Copy other) {
            return ORDER.compare(this, other);
        }
    }

    public Traffic {
        sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
        underWay = List.copyOf(underWay);
    }

    /** Whether a datagram of that name was ever sent. */
    public boolean knows(DatagramName name) {
        return sent.containsKey(name);
    }

    /** How many copies of that datagram are under way. */
    public int copies(DatagramName name) {
        return (int) underWay.stream().filter(copy -> copy.datagram().equals(name)).count();
    }

    Traffic send(DatagramName name, Octets bytes, long now) {
        var after = new LinkedHashMap<>(sent);
        after.put(name, bytes);
        return new Traffic(after, underWay).with(new Copy(name, now + LATENCY, sent.size()));
    }

    Traffic with(Copy copy) {
        var after = new ArrayList<>(underWay);
        after.add(copy);
        Collections.sort(after);
        return new Traffic(sent, after);
    }

    Traffic without(Copy copy) {
        var after = new ArrayList<>(underWay);
        after.remove(copy);
        return new Traffic(sent, after);
    }

    /** The copies of that datagram, the one that arrives first ahead. */
    List<Copy> find(DatagramName name) {
        return underWay.stream().filter(copy -> copy.datagram().equals(name)).toList();
    }

    long nextArrival() {
        return underWay.isEmpty() ? Long.MAX_VALUE : underWay.getFirst().arrival();
    }
}
