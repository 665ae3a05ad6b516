package dtlskeying.properties.schedule;

import dtlskeying.properties.schedule.DatagramName.Path;
import dtlskeying.properties.schedule.Forgery.RewriteUseSrtp;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.ContentType;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.Mki;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Schedules of handshakes, as functions of their seed. */
final class HandshakeDraws {
    private static final DatagramName HELLO = dtls(Role.CLIENT, 0);
    private static final DatagramName VERIFY_REQUEST = dtls(Role.SERVER, 0);
    private static final DatagramName SECOND_HELLO = dtls(Role.CLIENT, 1);
    private static final DatagramName SERVER_HELLO = dtls(Role.SERVER, 1);

    /** The first part of such a message. */
    static final Octets CERTIFICATE_VERIFY =
            Octets.hex("0f0000040007000000000004" + "00".repeat(4));

    /** The last flight of the client is under way. */
    private static final Event LAST_FLIGHT = new Event.Tick(4 * Traffic.LATENCY + 5);

    private static final List<Forgery> INJECTED =
            List.of(
                    new Forgery.Inject(ContentType.ALERT, Octets.hex("28")),
                    new Forgery.Inject(ContentType.ALERT, Octets.hex("022800")),
                    new Forgery.Inject(ContentType.ALERT, Octets.hex("0328")),
                    new Forgery.Inject(ContentType.CHANGE_CIPHER_SPEC, Octets.hex("0101")),
                    new Forgery.Inject(ContentType.CHANGE_CIPHER_SPEC, Octets.EMPTY),
                    new Forgery.Inject(
                            ContentType.HANDSHAKE,
                            Octets.hex("1400000c000500000000000c" + "00".repeat(12))),
                    new Forgery.Inject(
                            ContentType.HANDSHAKE,
                            Octets.hex("0b0000100001000000000010" + "0000")));

    private static final Mki NEXT_MKI = Mki.hex("0badcaff");

    /** Longer than all timers together. */
    private static final Event LONG_AFTERWARDS = new Event.Tick(600_000);

    private HandshakeDraws() {}

    /** Everything at once; one handshake in three travels in small parts. */
    static Schedule mixed(long seed) {
        return seed % 3 == 0
                ? Walk.schedule(Start.SMALL_DATAGRAMS, Habits.CROWDED, seed)
                : Walk.schedule(Start.HANDSHAKE, Habits.MIXED, seed);
    }

    /** Media that may overtake the last flight; nobody forges. */
    static Schedule overtaking(long seed) {
        var nearlyDone = List.<Event>of(new Event.Tick(40));
        Habits calm = new Habits(20, 8, 1, 2, 2, 0, 4, 0, 3);
        return Walk.schedule(Start.HANDSHAKE, nearlyDone, calm, seed);
    }

    /** A hello that the network loses, and another one in its place. */
    static Schedule tampered(long seed) {
        var changes = Hellos.Change.values();
        var rewrite = new RewriteUseSrtp(changes[(int) (seed % changes.length)]);
        var first = new ArrayList<Event>();
        first.add(new Event.Deliver(HELLO));
        first.add(new Event.Deliver(VERIFY_REQUEST));
        boolean ofServer = seed / changes.length % 2 == 0;
        if (ofServer) first.add(new Event.Deliver(SECOND_HELLO));
        var victim = ofServer ? SERVER_HELLO : SECOND_HELLO;
        first.add(new Event.Lose(victim));
        first.add(new Event.Forge(rewrite, victim));
        Habits few = new Habits(10, 8, 2, 2, 2, 1, 0, 0, 5);
        return then(Walk.schedule(Start.HANDSHAKE, first, few, seed), LONG_AFTERWARDS);
    }

    /** Parts of messages in any order, some of them twice, none lost for good. */
    static Schedule reordered(long seed) {
        return Walk.schedule(Start.SMALL_DATAGRAMS, Habits.ORDER_ONLY, seed);
    }

    /** A bad network. */
    static Schedule lossy(long seed) {
        return Walk.schedule(Start.HANDSHAKE, Habits.LOSSY, seed);
    }

    /** Another handshake, wanted by either end, on a bad network with an attacker. */
    static Schedule again(long seed) {
        return Walk.schedule(
                Start.ESTABLISHED, wish(seed), new Habits(40, 8, 2, 2, 2, 6, 2, 0, 4), seed);
    }

    /** The same where the attacker only adds, and the network loses nothing. */
    static Schedule againWithInjections(long seed) {
        return Walk.schedule(
                Start.ESTABLISHED, wish(seed), new Habits(40, 8, 0, 2, 2, 6, 0, 0, 4), seed);
    }

    /** Somewhere in a handshake of small datagrams, records that no stack sends. */
    static Schedule malformed(long seed) {
        var events = new ArrayList<Event>();
        events.add(new Event.Tick(seed % 7 * Traffic.LATENCY));
        var injected = INJECTED.get((int) (seed % INJECTED.size()));
        events.add(new Event.Forge(new Forgery.FirstPart(), HELLO));
        events.add(new Event.Forge(injected, VERIFY_REQUEST));
        events.add(new Event.Forge(injected, HELLO));
        events.add(new Event.Tick(500));
        return new Schedule(Start.SMALL_DATAGRAMS, seed, events);
    }

    /** A client whose last datagram is lost, and who sends something else under the new keys. */
    static Schedule insider(long seed) {
        World world = Start.SMALL_DATAGRAMS.world(seed);
        World lastFlight = world.step(LAST_FLIGHT).world();
        var last =
                lastFlight.traffic().underWay().stream()
                        .map(Traffic.Copy::datagram)
                        .filter(name -> name.from() == Role.CLIENT)
                        .max(Comparator.comparingInt(DatagramName::number))
                        .orElseThrow();
        Octets datagram =
                Insider.record(
                        world.step(new Event.Tick(500)).world(),
                        Role.CLIENT,
                        ContentType.HANDSHAKE,
                        CERTIFICATE_VERIFY);
        return new Schedule(
                Start.SMALL_DATAGRAMS,
                seed,
                List.of(
                        LAST_FLIGHT,
                        new Event.Lose(last),
                        new Event.Tick(Traffic.LATENCY),
                        new Event.Forge(new Forgery.Instead(datagram), HELLO)));
    }

    private static List<Event> wish(long seed) {
        var side = seed / 3 % 2 == 0 ? Role.CLIENT : Role.SERVER;
        boolean withMki =
                Start.ESTABLISHED.world(seed).client().dtls().dataProtection()
                                instanceof DataProtection.Srtp(_, var mki)
                        && !mki.isNone();
        return List.of(new Event.Rehandshake(side, withMki ? NEXT_MKI : Mki.NONE));
    }

    private static Schedule then(Schedule schedule, Event last) {
        var events = new ArrayList<>(schedule.events());
        events.add(last);
        return schedule.with(List.copyOf(events));
    }

    private static DatagramName dtls(Role from, int number) {
        return new DatagramName(from, Path.DTLS, number);
    }
}
