package dtlskeying.properties.explain;

import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceView;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A drawing of which keys each end has, and of the packets between them: coordinates alone, in
 * pixels, x to the right and y down.
 *
 * @param width of the drawing
 * @param height of the drawing
 * @param rows one for each end and key
 * @param bars times in which an end can open what is sent under a key
 * @param sends times in which an end sends under a key
 * @param bands times in which an end drops what comes unprotected
 * @param shades times in which what one end sends could not be read at the other
 * @param flights packets
 * @param ticks times on the axis
 */
public record Lanes(
        int width,
        int height,
        List<Row> rows,
        List<Bar> bars,
        List<Bar> sends,
        List<Bar> bands,
        List<Bar> shades,
        List<Flight> flights,
        List<Tick> ticks) {
    static final int LEFT = 128;
    static final int LANE = 24;
    private static final int TOP = 34;
    private static final int BETWEEN = 132;
    private static final int MOST_FLIGHTS = 1_000;

    /** The lane of one end and key. */
    public record Row(int y, String end, String label, int colour, boolean isFirst) {}

    /** A stretch of time. */
    public record Bar(int x, int y, int width, int height, int colour, String title) {}

    /** A packet from its sender's lane to its receiver's. */
    public record Flight(
            int number,
            double x1,
            double y1,
            double x2,
            double y2,
            int colour,
            boolean isLost,
            boolean isRefused,
            String title) {}

    /** A time on the axis. */
    public record Tick(int x, String text) {}

    /** Whether there is anything to draw. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The drawing of a run; empty if nothing tells which keys there were. */
    static Lanes of(List<Sent> sent, List<TraceView> views) {
        if (views.isEmpty()) return new Drawing(sent, views).nothing();
        return new Drawing(sent, views).draw();
    }

    private static final class Drawing {
        private final List<Sent> sent;
        private final Map<Role, List<TraceView>> views = new java.util.EnumMap<>(Role.class);
        private final List<Level> levels;
        private final TimeScale scale;
        private final boolean isChunk;

        Drawing(List<Sent> sent, List<TraceView> all) {
            this.sent = sent.subList(0, Math.min(sent.size(), MOST_FLIGHTS));
            this.isChunk = sent.stream().anyMatch(Drawing::isChunk);
            for (Role end : Role.values())
                views.put(
                        end,
                        all.stream().filter(view -> view.endpoint().equals(end.text())).toList());
            this.levels = levels(all);
            this.scale = scale(all);
        }

        private static boolean isChunk(Sent each) {
            return Recording.isSctp(each.shipment().bytes());
        }

        Lanes nothing() {
            return new Lanes(
                    0, 0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of());
        }

        Lanes draw() {
            return new Lanes(
                    scale.end() + 24,
                    TOP + 2 * levels.size() * LANE + BETWEEN + 30,
                    rows(),
                    bars(),
                    sends(),
                    bands(),
                    shades(),
                    flights(),
                    scale.ticks());
        }

        private List<Level> levels(List<TraceView> all) {
            var numbers = new TreeSet<Long>();
            for (TraceView view : all) {
                numbers.addAll(view.receive());
                if (view.send() > 0) numbers.add(view.send());
            }
            var kind = isChunk ? Level.Kind.CHUNK : Level.Kind.MEDIA;
            var levels = new ArrayList<Level>();
            levels.add(Level.OPEN);
            for (long number : numbers) levels.add(new Level(kind, number));
            return levels;
        }

        private TimeScale scale(List<TraceView> all) {
            var times = new TreeMap<Long, Integer>();
            for (TraceView view : all) times.merge(view.ms(), 1, Integer::max);
            Map<String, Integer> crowd = new java.util.HashMap<>();
            for (Sent each : sent) {
                var shipment = each.shipment();
                int here = crowd.merge(shipment.ms() + "" + shipment.from(), 1, Integer::sum);
                times.merge(shipment.ms(), here, Integer::max);
                for (long arrival : shipment.arrivals()) times.merge(arrival, 1, Integer::max);
            }
            return TimeScale.of(LEFT, times);
        }

        private int y(Role end, Level level) {
            int lane = Math.max(0, levels.indexOf(level));
            int base = end == Role.CLIENT ? TOP : TOP + levels.size() * LANE + BETWEEN;
            return base + lane * LANE;
        }

        private List<Row> rows() {
            var rows = new ArrayList<Row>();
            for (Role end : Role.values())
                for (Level level : levels) {
                    String label =
                            level.equals(Level.OPEN)
                                    ? isChunk ? "unprotected" : "DTLS records"
                                    : isChunk ? "epoch " + level.number() : level.mark();
                    boolean isFirst = level.equals(levels.getFirst());
                    rows.add(new Row(y(end, level), end.text(), label, level.colour(), isFirst));
                }
            return rows;
        }

        private interface Held {
            boolean is(TraceView view, Level level);
        }

        private List<Bar> stretches(Held held, int inset, int height, String what) {
            var bars = new ArrayList<Bar>();
            for (Role end : Role.values())
                for (Level level : levels) {
                    long since = -1;
                    for (TraceView view : views.get(end)) {
                        boolean is = held.is(view, level);
                        if (is && since < 0) since = view.ms();
                        if (!is && since >= 0) {
                            bars.add(bar(end, level, since, view.ms(), inset, height, what));
                            since = -1;
                        }
                    }
                    if (since >= 0)
                        bars.add(bar(end, level, since, scale.last(), inset, height, what));
                }
            return bars;
        }

        private Bar bar(
                Role end, Level level, long from, long to, int inset, int height, String what) {
            int x = scale.x(from);
            int width = Math.max(2, scale.x(to) - x);
            String title =
                    "%s %s %s, from %d to %d ms"
                            .formatted(end.text(), what, level.mark(), from, to);
            return new Bar(x, y(end, level) + inset, width, height, level.colour(), title);
        }

        private List<Bar> bars() {
            return stretches(
                    (view, level) -> level.number() > 0 && view.receive().contains(level.number()),
                    4,
                    LANE - 8,
                    "opens");
        }

        private List<Bar> sends() {
            return stretches(
                    (view, level) -> level.number() > 0 && view.send() == level.number(),
                    LANE / 2 - 2,
                    4,
                    "sends under");
        }

        private List<Bar> bands() {
            return stretches(
                    (view, level) -> level.number() == 0 && view.enforced(),
                    4,
                    LANE - 8,
                    "drops what comes unprotected:");
        }

        private List<Bar> shades() {
            var shades = new ArrayList<Bar>();
            var times = new TreeSet<Long>();
            for (var each : views.values()) each.forEach(view -> times.add(view.ms()));
            times.add(scale.last());
            Long before = null;
            for (long time : times) {
                if (before != null)
                    for (Role from : Role.values())
                        if (!understands(from, before)) shades.add(shade(from, before, time));
                before = time;
            }
            return shades;
        }

        private Bar shade(Role from, long since, long until) {
            int top = TOP + levels.size() * LANE;
            int half = BETWEEN / 2 - 6;
            int x = scale.x(since);
            String title =
                    "what the %s sends could not be opened, from %d to %d ms"
                            .formatted(from.text(), since, until);
            return new Bar(
                    x,
                    from == Role.CLIENT ? top + 4 : top + BETWEEN / 2 + 2,
                    Math.max(2, scale.x(until) - x),
                    half,
                    0,
                    title);
        }

        /** Whether the peer could read what that end sends at that time. */
        private boolean understands(Role from, long ms) {
            var sender = at(from, ms);
            var reader = at(from.peer(), ms);
            if (sender == null || sender.send() == 0) return reader == null || !reader.enforced();
            return reader != null && reader.receive().contains(sender.send());
        }

        private TraceView at(Role end, long ms) {
            TraceView latest = null;
            for (TraceView view : views.get(end)) if (view.ms() <= ms) latest = view;
            return latest;
        }

        private List<Flight> flights() {
            var flights = new ArrayList<Flight>();
            Map<String, Integer> crowd = new java.util.HashMap<>();
            for (Sent each : sent) {
                var shipment = each.shipment();
                int nth = crowd.merge(shipment.ms() + "" + shipment.from(), 1, Integer::sum) - 1;
                double x1 = scale.x(shipment.ms()) + nth * TimeScale.CROWD;
                if (shipment.isLost()) flights.add(flight(each, x1, x1 + 14, true));
                for (long arrival : shipment.arrivals())
                    flights.add(flight(each, x1, scale.x(arrival) + nth * TimeScale.CROWD, false));
            }
            return flights;
        }

        private Flight flight(Sent each, double x1, double x2, boolean isLost) {
            var shipment = each.shipment();
            var level = levels.contains(each.level()) ? each.level() : Level.OPEN;
            double y1 = y(shipment.from(), level) + LANE / 2.0;
            double y2 = y(shipment.from().peer(), level) + LANE / 2.0;
            double end = isLost ? y1 + (y2 - y1) * 0.55 : y2;
            String title =
                    "%d: %s, %s%s"
                            .formatted(
                                    shipment.number(),
                                    each.text(),
                                    each.level().mark(),
                                    isLost ? ", lost" : "");
            boolean isRefused = !isLost && isRefused(each, level);
            int colour = each.level().colour();
            return new Flight(shipment.number(), x1, y1, x2, end, colour, isLost, isRefused, title);
        }

        /** What falls together with a change of keys may have come before it, or after. */
        private boolean isRefused(Sent each, Level level) {
            var reader = each.shipment().from().peer();
            long ms = each.shipment().arrivals().getFirst();
            return isRefused(each, level, at(reader, ms - 1))
                    && isRefused(each, level, at(reader, ms));
        }

        private boolean isRefused(Sent each, Level level, TraceView reader) {
            if (level.number() > 0)
                return reader == null || !reader.receive().contains(level.number());
            return isChunk && reader != null && reader.enforced() && !isInit(each);
        }

        /** INIT, INIT ACK and what is under restart keys are never refused for being open. */
        private static boolean isInit(Sent each) {
            return each.text().startsWith("INIT") || each.level().kind() == Level.Kind.RESTART;
        }
    }
}
