package dtlskeying.properties.call;

import dtlskeying.impl.dtls12.Association;
import dtlskeying.impl.dtls12.RecordHeader;
import dtlskeying.impl.dtls12.SessionCache;
import dtlskeying.properties.network.AssociationPair;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.srtp.ChannelSetupSpec.Input.Wanted;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One channel while it is set up: its two associations, its own network, and what it costs. */
final class ChannelRun {
    private static final int EXPORTED = 60;

    private final Wanted wanted;
    private final int handshake;
    private final int session;
    private final Octets offered;
    private final Deque<Octets> held = new ArrayDeque<>();
    private final Map<Role, Long> ready = new EnumMap<>(Role.class);
    private AssociationPair pair;
    private int bytes;
    private int datagrams;
    private int records;

    ChannelRun(Wanted wanted, int handshake, int session, Octets offered, AssociationPair pair) {
        this.wanted = wanted;
        this.handshake = handshake;
        this.session = session;
        this.offered = offered;
        this.pair = pair;
    }

    int number() {
        return wanted.channel();
    }

    int handshake() {
        return handshake;
    }

    /** The number of the session on offer. */
    int session() {
        return session;
    }

    /** Its name, no bytes if there is none. */
    Octets offered() {
        return offered;
    }

    Network network() {
        return pair.network();
    }

    Association end(Role role) {
        return pair.end(role);
    }

    long nextTime() {
        return isReady() ? Network.NEVER : pair.nextTime();
    }

    boolean isReady() {
        return ready.size() == Role.values().length;
    }

    void ready(Role role, long now) {
        ready.putIfAbsent(role, now);
    }

    AssociationPair.Event begin() {
        return take(pair.begin(Role.CLIENT));
    }

    /** Whatever happens next, with these sessions for a server that is still at its door. */
    AssociationPair.Event next(SessionCache sessions) {
        pair = knowing(sessions);
        return take(pair.next());
    }

    /** Whether a hello arrives next that the server will answer for good, and not by a cookie. */
    boolean isHelloNext(SessionCache sessions) {
        if (!pair.server().isIdle()) return false;
        var network = pair.network();
        if (network.nextArrival() > pair.nextTime()) return false;
        var first = network.first();
        if (first.handle().from() != Role.CLIENT) return false;
        var arrived = new Input.Datagram(first.datagram(), pair.nextTime());
        return !knowing(sessions).server().on(arrived).state().isIdle();
    }

    /** The server hears the hello, now or because it was held. */
    AssociationPair.Event hear(SessionCache sessions) {
        pair = knowing(sessions);
        if (held.isEmpty()) return take(pair.next());
        return take(pair.receive(Role.SERVER, held.removeFirst()));
    }

    /** The hello that arrives next is kept. */
    void hold() {
        held.addLast(pair.network().first().datagram());
        drop();
    }

    /** The hello that arrives next is forgotten. */
    void drop() {
        pair = pair.at(pair.nextTime()).losingFirst();
    }

    Optional<ChannelCost> cost() {
        if (!isReady()) return Optional.empty();
        var exported = pair.client().export(SrtpKeyDerivationSpec.LABEL, EXPORTED);
        if (!exported.equals(pair.server().export(SrtpKeyDerivationSpec.LABEL, EXPORTED)))
            throw new AssertionError("the ends of channel " + number() + " have different keys");
        return Optional.of(
                new ChannelCost(
                        wanted,
                        pair.client().isResumed(),
                        bytes,
                        datagrams,
                        records,
                        ready.get(Role.CLIENT),
                        ready.get(Role.SERVER),
                        exported));
    }

    private AssociationPair knowing(SessionCache sessions) {
        return pair.server().isIdle() ? pair.serverKnowing(sessions) : pair;
    }

    private AssociationPair.Event take(AssociationPair.Next next) {
        pair = next.pair();
        if (next.event() instanceof AssociationPair.Event.Stepped stepped)
            for (Effect effect : stepped.effects())
                if (effect instanceof Effect.Send(var datagram)) {
                    bytes += datagram.length();
                    datagrams++;
                    records += RecordHeader.read(datagram).records().size();
                }
        return next.event();
    }
}
