package dtlskeying.model.dtls13;

import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Both ends, and the network between them.
 *
 * @param client one end
 * @param server the other
 * @param wire the records on their way: reading one leaves it there, so that it may come late,
 *     twice or after later ones
 * @param forgeries how many records the attacker may still make without any keys
 */
public record HandshakeState(
        HandshakeEnd client, HandshakeEnd server, Set<HandshakePacket> wire, int forgeries) {
    public HandshakeState {
        wire = Set.copyOf(wire);
    }

    static HandshakeState start(int forgeries) {
        return new HandshakeState(
                HandshakeEnd.start(Role.CLIENT),
                HandshakeEnd.start(Role.SERVER),
                Set.of(),
                forgeries);
    }

    /** That end. */
    public HandshakeEnd end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** The records, always in the same order. */
    List<HandshakePacket> inOrder() {
        return List.copyOf(new TreeSet<>(wire));
    }

    HandshakeState with(HandshakeEnd end) {
        return end.role() == Role.CLIENT
                ? new HandshakeState(end, server, wire, forgeries)
                : new HandshakeState(client, end, wire, forgeries);
    }

    HandshakeState sending(Collection<HandshakePacket> packets) {
        var more = new TreeSet<>(wire);
        more.addAll(packets);
        return new HandshakeState(client, server, more, forgeries);
    }

    /** Without the records that nobody will ever make anything of: they are as good as lost. */
    HandshakeState tidy() {
        var rest = new TreeSet<>(wire);
        rest.removeIf(packet -> end(packet.sender().peer()).isPast(packet));
        return new HandshakeState(client, server, rest, forgeries);
    }

    /** Both ends, the wire and the budget mixed into 64 bits. */
    long fingerprint() {
        long mixed = Fingerprint.mix(Fingerprint.SEED, forgeries);
        mixed = server.mixInto(client.mixInto(mixed));
        for (HandshakePacket packet : inOrder()) mixed = Fingerprint.mix(mixed, packet.number());
        return mixed;
    }

    HandshakeState losing(HandshakePacket packet) {
        var rest = new TreeSet<>(wire);
        rest.remove(packet);
        return new HandshakeState(client, server, rest, forgeries);
    }

    HandshakeState forging(HandshakePacket packet) {
        HandshakeState more = sending(List.of(packet));
        return new HandshakeState(client, server, more.wire(), forgeries - 1);
    }
}
