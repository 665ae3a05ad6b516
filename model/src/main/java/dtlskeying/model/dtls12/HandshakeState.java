package dtlskeying.model.dtls12;

import dtlskeying.model.dtls12.HandshakeModel.Facts;
import dtlskeying.model.srtp.PacketDemuxModel;
import dtlskeying.spec.Role;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Both ends and the wire between them.
 *
 * @param client what the client knows of the handshake
 * @param server what the server knows of the handshake
 * @param clientPath what the client knows of the paths of packets
 * @param serverPath what the server knows of the paths of packets
 * @param wire what may arrive, without repetition and in a fixed order
 * @param alterations how many hellos the attacker may still rewrite
 * @param using the ends that have sent or processed SRTP
 * @param heard the ends that have opened an SRTP packet of the other
 */
public record HandshakeState(
        Facts client,
        Facts server,
        PacketDemuxModel.Facts clientPath,
        PacketDemuxModel.Facts serverPath,
        List<WirePacket> wire,
        int alterations,
        Set<Role> using,
        Set<Role> heard) {
    public HandshakeState {
        wire = List.copyOf(wire);
        using = Set.copyOf(using);
        heard = Set.copyOf(heard);
    }

    static HandshakeState start(Facts client, Facts server, int alterations) {
        PacketDemuxModel.Facts path = PacketDemuxModel.Facts.START;
        return new HandshakeState(
                client, server, path, path, List.of(), alterations, Set.of(), Set.of());
    }

    /** What that end knows of the handshake. */
    public Facts end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** What that end knows of the paths of packets. */
    public PacketDemuxModel.Facts path(Role role) {
        return role == Role.CLIENT ? clientPath : serverPath;
    }

    /** What {@code holder} takes to be the keys of {@code owner}'s packets. */
    public SrtpKey key(Role holder, Role owner) {
        return new SrtpKey(owner, end(holder).srtp().agreed(), end(holder).mki());
    }

    /** Whether the handshake is complete at both ends. */
    public boolean isComplete() {
        return client.isComplete() && server.isComplete();
    }

    HandshakeState withEnd(Role role, Facts facts) {
        boolean isClient = role == Role.CLIENT;
        return new HandshakeState(
                isClient ? facts : client,
                isClient ? server : facts,
                clientPath,
                serverPath,
                wire,
                alterations,
                using,
                heard);
    }

    HandshakeState withPath(Role role, PacketDemuxModel.Facts path) {
        boolean isClient = role == Role.CLIENT;
        return new HandshakeState(
                client,
                server,
                isClient ? path : clientPath,
                isClient ? serverPath : path,
                wire,
                alterations,
                using,
                heard);
    }

    HandshakeState with(WirePacket packet) {
        if (wire.contains(packet)) return this;
        List<WirePacket> more = new ArrayList<>(wire);
        more.add(packet);
        more.sort(WirePacket.ORDER);
        return carrying(more);
    }

    HandshakeState without(WirePacket packet) {
        return carrying(wire.stream().filter(other -> !other.equals(packet)).toList());
    }

    private HandshakeState carrying(List<WirePacket> packets) {
        return new HandshakeState(
                client, server, clientPath, serverPath, packets, alterations, using, heard);
    }

    HandshakeState altered() {
        return new HandshakeState(
                client, server, clientPath, serverPath, wire, alterations - 1, using, heard);
    }

    HandshakeState using(Role role) {
        return new HandshakeState(
                client,
                server,
                clientPath,
                serverPath,
                wire,
                alterations,
                with(using, role),
                heard);
    }

    HandshakeState hearing(Role role) {
        return new HandshakeState(
                client,
                server,
                clientPath,
                serverPath,
                wire,
                alterations,
                using,
                with(heard, role));
    }

    private static Set<Role> with(Set<Role> roles, Role role) {
        Set<Role> more = new TreeSet<>(roles);
        more.add(role);
        return more;
    }
}
