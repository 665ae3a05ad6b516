package dtlskeying.properties.explain;

import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceView;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which keys each end must have had, as far as the packets of a capture show: what it sends under,
 * and what the other one sends under, from the first such packet until another key has taken over.
 * That nobody could read something, or enforced anything, is not to be seen from the path.
 */
final class SeenKeys {
    private final Map<Role, Long> send = new EnumMap<>(Role.class);
    private final Map<Role, TreeSet<Long>> receive = new EnumMap<>(Role.class);
    private final List<TraceView> views = new ArrayList<>();

    private SeenKeys() {
        for (Role end : Role.values()) {
            send.put(end, 0L);
            receive.put(end, new TreeSet<>());
        }
    }

    /** What both ends had, whenever it changed. */
    static List<TraceView> of(List<Sent> sent) {
        var seen = new SeenKeys();
        var last = last(sent);
        for (int i = 0; i < sent.size(); i++)
            if (isKeyed(sent.get(i))) seen.see(sent.get(i), i, last);
        return seen.views;
    }

    private static boolean isKeyed(Sent each) {
        return switch (each.level().kind()) {
            case MEDIA, CHUNK -> true;
            case RECORD, RESTART, UNKNOWN -> false;
        };
    }

    /** The place of the last packet of each end under each key. */
    private static Map<String, Integer> last(List<Sent> sent) {
        var last = new HashMap<String, Integer>();
        for (int i = 0; i < sent.size(); i++)
            last.put(name(sent.get(i).shipment().from(), sent.get(i).level().number()), i);
        return last;
    }

    private static String name(Role from, long key) {
        return from.text() + " " + key;
    }

    private void see(Sent each, int place, Map<String, Integer> last) {
        var from = each.shipment().from();
        long key = each.level().number();
        var opened = receive.get(from.peer());
        boolean isNew = send.put(from, key) != key;
        isNew |= opened.add(key);
        isNew |= opened.removeIf(old -> old != key && last.get(name(from, old)) < place);
        if (isNew) for (Role end : Role.values()) view(end, each.shipment().ms());
    }

    private void view(Role end, long ms) {
        var open = List.copyOf(receive.get(end));
        views.add(new TraceView(end.text(), ms, send.get(end), open, false));
    }
}
