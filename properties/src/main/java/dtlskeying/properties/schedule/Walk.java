package dtlskeying.properties.schedule;

import dtlskeying.properties.schedule.DatagramName.Path;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.srtp.PacketKind;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws schedules whose events apply: it walks through a world of our own machines, and at each
 * step draws among what can happen there. The same habits and seed give the same schedule.
 */
public final class Walk {
    /** Leaps in RTP sequence numbers: past the replay list's edge, and once round. */
    private static final int[] LEAPS = {1, 1, 1, 1, 1, 2, 15, 63, 64, 65, 30_000};

    private static final long[] DELAYS = {1, 15, 200, 1_500};
    private static final long[] TICKS = {5, 15, 40, 400, 1_000, 2_500, 20_000};

    private final SplittableRandom random;
    private final Habits habits;
    private final List<Event> events = new ArrayList<>();
    private final int[] nextMedia = new int[2];
    private World world;

    private Walk(Habits habits, long seed, World world) {
        this.random = new SplittableRandom(seed);
        this.habits = habits;
        this.world = world;
    }

    /** The schedule that a seed stands for. */
    public static Schedule schedule(Start start, Habits habits, long seed) {
        return schedule(start, List.of(), habits, seed);
    }

    /** The same, once these events have happened. */
    public static Schedule schedule(Start start, List<Event> first, Habits habits, long seed) {
        var walk = new Walk(habits, seed, start.world(seed));
        first.forEach(walk::take);
        int length = 1 + walk.random.nextInt(habits.longest());
        for (int i = 0; i < length; i++) walk.take(walk.event());
        return new Schedule(start, seed, walk.events);
    }

    private void take(Event event) {
        events.add(event);
        world = world.step(event).world();
    }

    private Event event() {
        int draw = random.nextInt(habits.total());
        if ((draw -= habits.deliver()) < 0) return onUnderWay(Event.Deliver::new);
        if ((draw -= habits.lose()) < 0) return onUnderWay(Event.Lose::new);
        if ((draw -= habits.duplicate()) < 0) return onUnderWay(Event.Duplicate::new);
        if ((draw -= habits.delay()) < 0)
            return onUnderWay(name -> new Event.Delay(name, one(DELAYS)));
        if ((draw -= habits.forge()) < 0) return forge();
        if ((draw -= habits.media()) < 0) return media();
        if (draw - habits.close() < 0) return new Event.Close(side());
        return new Event.Tick(one(TICKS));
    }

    private interface OnDatagram {
        Event of(DatagramName name);
    }

    private Event onUnderWay(OnDatagram event) {
        var underWay = world.traffic().underWay();
        if (underWay.isEmpty()) return habits.media() > 0 ? media() : new Event.Tick(one(TICKS));
        return event.of(underWay.get(random.nextInt(underWay.size())).datagram());
    }

    private Event forge() {
        var sent = List.copyOf(world.traffic().sent().keySet());
        int recent = Math.min(sent.size(), 12);
        var name =
                sent.get(
                        sent.size()
                                - 1
                                - random.nextInt(random.nextBoolean() ? recent : sent.size()));
        return new Event.Forge(forgery(name), name);
    }

    private Forgery forgery(DatagramName name) {
        boolean hello = name.path() == Path.DTLS && name.number() < 3;
        if (hello && random.nextInt(3) == 0)
            return new Forgery.RewriteUseSrtp(one(Hellos.Change.values()));
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Forgery.Replay();
            case 2 -> new Forgery.FlipBit(random.nextInt(8 * 64));
            case 3 -> new Forgery.Truncate(1 + random.nextInt(40));
            case 4 -> new Forgery.FirstByte(random.nextInt(256));
            case 5 -> new Forgery.MoveEpoch(random.nextInt(3));
            case 6 -> new Forgery.InjectAlert(random.nextBoolean(), random.nextInt(120));
            case 7 -> new Forgery.TakeOut(random.nextInt(4));
            default ->
                    name.path() == Path.DTLS
                            ? new Forgery.OfferAsSrtp(random.nextInt(128), random.nextBoolean())
                            : new Forgery.OfferAsRecord(content(), random.nextInt(2));
        };
    }

    private ContentType content() {
        return one(
                new ContentType[] {
                    ContentType.APPLICATION_DATA, ContentType.HANDSHAKE, ContentType.ALERT
                });
    }

    /** One packet in eight takes a number that was used before, which a sender has to refuse. */
    private Event media() {
        Role side = side();
        int last = nextMedia[side.ordinal()];
        boolean again = last > 0 && random.nextInt(8) == 0;
        if (!again) nextMedia[side.ordinal()] += LEAPS[random.nextInt(LEAPS.length)];
        int number = again ? last : nextMedia[side.ordinal()];
        var kind = random.nextInt(4) == 0 ? PacketKind.RTCP : PacketKind.RTP;
        return new Event.SendMedia(side, kind, number);
    }

    private Role side() {
        return one(Role.values());
    }

    private long one(long[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
