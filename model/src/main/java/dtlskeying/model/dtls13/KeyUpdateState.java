package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.KeyUpdateModel.Facts;
import dtlskeying.spec.Role;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends after their handshake, and the network between them.
 *
 * @param client one end
 * @param server the other
 * @param wire the records on their way: reading one leaves it there
 */
public record KeyUpdateState(End client, End server, Set<Packet> wire) {
    public KeyUpdateState {
        wire = Set.copyOf(wire);
    }

    /** What a record carries. */
    public enum Kind {
        /** A KeyUpdate that asks for one in return. */
        ASKING_UPDATE,
        UPDATE,
        ACK,
        DATA
    }

    /**
     * A record on its way.
     *
     * @param epoch under whose keys
     * @param turn which KeyUpdate of its sender it is, or which one of the other end it covers
     */
    public record Packet(Role sender, Kind kind, long epoch, int turn) {
        static final Comparator<Packet> ORDER =
                Comparator.comparing(Packet::sender)
                        .thenComparing(Packet::kind)
                        .thenComparingLong(Packet::epoch)
                        .thenComparingInt(Packet::turn);

        boolean isUpdate() {
            return kind == Kind.UPDATE || kind == Kind.ASKING_UPDATE;
        }
    }

    /**
     * One end.
     *
     * @param facts what it knows
     * @param sent how many KeyUpdates it has sent
     * @param heard how many it has heard
     * @param asks whether the one that waits for its ACK asks for one in return
     * @param wishes how many its user still wants
     */
    public record End(Role role, Facts facts, int sent, int heard, boolean asks, int wishes) {
        /** Whether it has the keys of that epoch. */
        public boolean reads(long epoch) {
            return !facts.over() && facts.oldest() <= epoch && epoch <= facts.newest();
        }

        /** Whether the KeyUpdate of that turn waits for its ACK. */
        boolean awaits(int turn) {
            return facts.waits() && turn == sent - 1;
        }

        End with(Facts later) {
            return new End(role, later, sent, heard, asks, wishes);
        }

        End sending(boolean asking) {
            return new End(role, facts, sent + 1, heard, asking, wishes);
        }

        End hearing() {
            return new End(role, facts, sent, heard + 1, asks, wishes);
        }

        End wishing() {
            return new End(role, facts, sent, heard, asks, wishes - 1);
        }

        /** The KeyUpdate that waits for its ACK: in the epoch in which it was sent first. */
        Packet update() {
            return new Packet(
                    role, asks ? Kind.ASKING_UPDATE : Kind.UPDATE, facts.write(), sent - 1);
        }

        Packet ack(int turn) {
            return new Packet(role, Kind.ACK, facts.write(), turn);
        }

        Packet data() {
            return new Packet(role, Kind.DATA, facts.write(), 0);
        }
    }

    static KeyUpdateState start(int clients, int servers) {
        Facts facts = Facts.at(3, 3);
        return new KeyUpdateState(
                new End(Role.CLIENT, facts, 0, 0, false, clients),
                new End(Role.SERVER, facts, 0, 0, false, servers),
                Set.of());
    }

    /** That end. */
    public End end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    KeyUpdateState with(End end) {
        return end.role() == Role.CLIENT
                ? new KeyUpdateState(end, server, wire)
                : new KeyUpdateState(client, end, wire);
    }

    KeyUpdateState sending(Packet packet) {
        var more = new HashSet<>(wire);
        more.add(packet);
        return new KeyUpdateState(client, server, more);
    }

    KeyUpdateState losing(Packet packet) {
        var rest = new HashSet<>(wire);
        rest.remove(packet);
        return new KeyUpdateState(client, server, rest);
    }

    /** Without the records that nobody will ever make anything of: they are as good as lost. */
    KeyUpdateState tidy() {
        var rest = new HashSet<>(wire);
        rest.removeIf(packet -> isPast(end(packet.sender().peer()), end(packet.sender()), packet));
        return new KeyUpdateState(client, server, rest);
    }

    private static boolean isPast(End reader, End sender, Packet packet) {
        if (packet.epoch() < reader.facts().oldest()) return true;
        return switch (packet.kind()) {
            case ASKING_UPDATE, UPDATE ->
                    packet.turn() < reader.heard() && !sender.awaits(packet.turn());
            case ACK -> !reader.awaits(packet.turn());
            case DATA ->
                    packet.epoch() < reader.facts().newest()
                            || reader.facts().oldest() == reader.facts().newest();
        };
    }

    List<Packet> inOrder() {
        return wire.stream().sorted(Packet.ORDER).toList();
    }
}
