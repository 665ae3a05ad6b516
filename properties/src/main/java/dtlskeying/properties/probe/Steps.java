package dtlskeying.properties.probe;

import dtlskeying.spec.Octets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What passed between the two ends in one play of a case, told turn by turn: enough to see what was
 * done and what came of it, and nothing that differs from one run to the next, as numbers do.
 */
final class Steps {
    /** So many turns are told; of a longer play, its beginning and its end. */
    private static final int MOST = 14;

    private static final int BEGINNING = 6;

    private final List<Turn> turns = new ArrayList<>();

    /**
     * What one end says until the other does.
     *
     * @param items what it says, and how often, in the order in which each came first
     */
    private record Turn(String who, Map<String, Integer> items) {
        private String text() {
            var words = new ArrayList<String>();
            items.forEach((item, times) -> words.add(times == 1 ? item : times + " × " + item));
            return who + ": " + String.join(", ", words);
        }
    }

    /** A datagram of ours. */
    void said(Octets datagram) {
        DatagramWords.of(datagram).forEach(item -> add("probe", item));
    }

    /** A datagram of the peer's. */
    void heard(Octets datagram) {
        DatagramWords.of(datagram).forEach(item -> add("peer", item));
    }

    /** What a record under keys turns out to be. */
    void learned(String item) {
        add("peer", item);
    }

    private void add(String who, String item) {
        if (turns.isEmpty() || !turns.getLast().who().equals(who))
            turns.add(new Turn(who, new LinkedHashMap<>()));
        turns.getLast().items().merge(item, 1, Integer::sum);
    }

    /** The turns, one a line, {@code "probe: …"} or {@code "peer: …"}. */
    List<String> lines() {
        var lines = turns.stream().map(Turn::text).toList();
        if (lines.size() <= MOST) return lines;
        var shortened = new ArrayList<>(lines.subList(0, BEGINNING));
        shortened.add("…");
        shortened.addAll(lines.subList(lines.size() - (MOST - BEGINNING - 1), lines.size()));
        return shortened;
    }
}
