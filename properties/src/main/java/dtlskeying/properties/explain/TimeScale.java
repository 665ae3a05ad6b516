package dtlskeying.properties.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From times to pixels, in order, with long waits cut short and room for what happens at once.
 *
 * @param places where each time is
 */
record TimeScale(TreeMap<Long, Integer> places) {
    /** How far apart things stand that happen at the same time. */
    static final int CROWD = 5;

    private static final int LEAST = 14;
    private static final int MOST = 60;
    private static final int BETWEEN_TICKS = 52;

    /** What a page has room for; a scale that takes less is widened, though not for ever. */
    private static final int PAGE = 1_000;

    private static final int WIDEST = 4;

    /**
     * A scale that begins at {@code left}.
     *
     * @param crowds the times, and how many things happen at each
     */
    static TimeScale of(int left, SortedMap<Long, Integer> crowds) {
        var places = new TreeMap<Long, Integer>();
        int x = left;
        long before = -1;
        int crowd = 0;
        for (Map.Entry<Long, Integer> each : crowds.entrySet()) {
            if (before >= 0) x += (int) Math.min(MOST, LEAST + Math.sqrt(each.getKey() - before));
            x += crowd * CROWD;
            places.put(each.getKey(), x);
            before = each.getKey();
            crowd = each.getValue() - 1;
        }
        places.put(before + 10, x + crowd * CROWD + LEAST);
        return new TimeScale(widened(places, left));
    }

    private static TreeMap<Long, Integer> widened(TreeMap<Long, Integer> places, int left) {
        int taken = Math.max(1, places.lastEntry().getValue() - left);
        double factor = Math.clamp((double) (PAGE - left) / taken, 1, WIDEST);
        var wide = new TreeMap<Long, Integer>();
        places.forEach((ms, x) -> wide.put(ms, left + (int) ((x - left) * factor)));
        return wide;
    }

    /** Where a time is; one between two others is where the earlier is. */
    int x(long ms) {
        var place = places.floorEntry(ms);
        return place == null ? places.firstEntry().getValue() : place.getValue();
    }

    /** The last time of all. */
    long last() {
        return places.lastKey();
    }

    /** Where it ends. */
    int end() {
        return places.lastEntry().getValue();
    }

    /** Times to write on the axis, not too close to each other. */
    List<Lanes.Tick> ticks() {
        var ticks = new ArrayList<Lanes.Tick>();
        int free = 0;
        for (Map.Entry<Long, Integer> each : places.entrySet()) {
            if (each.getValue() < free || each.getKey() == last()) continue;
            ticks.add(new Lanes.Tick(each.getValue(), each.getKey() + " ms"));
            free = each.getValue() + BETWEEN_TICKS;
        }
        return ticks;
    }
}
