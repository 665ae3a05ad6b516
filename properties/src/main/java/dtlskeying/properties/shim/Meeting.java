package dtlskeying.properties.shim;

import dtlskeying.properties.network.Fates;
import dtlskeying.properties.network.InFlight;
import dtlskeying.properties.network.Network;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Two ends that are driven, and the network between them, in virtual time, milliseconds from 0: who
 * drives owns time, loss and order. It changes in place, as its ends do.
 */
public final class Meeting {
    /** What one end has done at one moment. */
    public record Moment(long time, Role end, Notice notice) {}

    /** A datagram that one end sent. */
    public record Sending(long time, Role from, Octets datagram) {}

    private final Map<Role, Driven> ends = new EnumMap<>(Role.class);
    private final Map<Role, Long> due = new EnumMap<>(Role.class);
    private final List<Moment> moments = new ArrayList<>();
    private final List<Sending> sendings = new ArrayList<>();
    private Network network;
    private long now;

    /** Both ends before anything was sent. */
    public Meeting(Driven client, Driven server, Fates fates) {
        ends.put(Role.CLIENT, client);
        ends.put(Role.SERVER, server);
        due.put(Role.CLIENT, Network.NEVER);
        due.put(Role.SERVER, Network.NEVER);
        network = Network.quiet(fates);
    }

    /** The client begins, and all happens that happens until both are quiet, or a time. */
    public void run(long end) {
        took(Role.CLIENT, ends.get(Role.CLIENT).begin());
        until(end);
    }

    /** All that happens until nothing will any more, or until a time. */
    public void until(long end) {
        while (next() <= end && next() != Network.NEVER) step();
    }

    /** One end starts another handshake. */
    public void rekey(Role end) throws Unimplemented {
        took(end, ends.get(end).rekey());
    }

    /** One end sends an RTP packet. */
    public void send(Role end, Octets packet) throws Unimplemented {
        took(end, ends.get(end).send(packet));
    }

    /** One end closes. */
    public void shut(Role end) {
        took(end, ends.get(end).shut());
    }

    /** What both ends have said, in the order of time. */
    public List<Moment> moments() {
        return List.copyOf(moments);
    }

    /** Every datagram, in the order of time, whatever became of it. */
    public List<Sending> sendings() {
        return List.copyOf(sendings);
    }

    /** The latest handshake that an end has completed; null if none. */
    public Notice.Established established(Role end) {
        Notice.Established latest = null;
        for (Moment moment : moments)
            if (moment.end() == end && moment.notice() instanceof Notice.Established established)
                latest = established;
        return latest;
    }

    /** How late it is. */
    public long now() {
        return now;
    }

    private long next() {
        long timer = Math.min(due.get(Role.CLIENT), due.get(Role.SERVER));
        return Math.max(now, Math.min(network.nextArrival(), timer));
    }

    private void step() {
        pass(next() - now);
        if (network.nextArrival() <= now) arrive();
    }

    /** Time passes for both, each of which says what it does when its timer is due. */
    private void pass(long milliseconds) {
        now += milliseconds;
        for (Role role : Role.values())
            if (milliseconds > 0 || due.get(role) <= now)
                took(role, ends.get(role).advance(milliseconds));
    }

    private void arrive() {
        InFlight first = network.first();
        network = network.delivered();
        Role to = first.handle().from().peer();
        took(to, ends.get(to).receive(first.datagram()));
    }

    private void took(Role end, Reaction reaction) {
        boolean isLater = reaction.timer() != Reaction.NO_TIMER;
        due.put(end, isLater ? now + Math.max(1, reaction.timer()) : Network.NEVER);
        for (Notice notice : reaction.notices()) moments.add(new Moment(now, end, notice));
        for (Octets datagram : reaction.datagrams()) {
            sendings.add(new Sending(now, end, datagram));
            network = network.send(end, datagram, now);
        }
    }
}
