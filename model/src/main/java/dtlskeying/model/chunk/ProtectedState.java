package dtlskeying.model.chunk;

import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two ends of an association and the packets between them.
 *
 * @param client the client
 * @param server the server
 * @param flying the packets on their way
 * @param open what SCTP has not seen acknowledged: the latest generation of each message
 * @param flaw what went wrong, empty if nothing has
 */
public record ProtectedState(
        ProtectedEnd client,
        ProtectedEnd server,
        Set<Packet> flying,
        Map<Message, Long> open,
        String flaw) {
    /** What travels. */
    public enum Message {
        /** The client's last flight; in later generations what asks for the next keys. */
        FLIGHT(Role.CLIENT),
        /** SCTP's acknowledgement of that. */
        SACK_OF_FLIGHT(Role.SERVER),
        /** The ACK of the server. */
        ACK(Role.SERVER),
        /** SCTP's acknowledgement of that. */
        SACK_OF_ACK(Role.CLIENT);

        private final Role sender;

        Message(Role sender) {
            this.sender = sender;
        }

        Role sender() {
            return sender;
        }

        Role receiver() {
            return sender.peer();
        }

        /** SCTP's acknowledgement of a message, or the message itself for one. */
        Message partner() {
            return switch (this) {
                case FLIGHT -> SACK_OF_FLIGHT;
                case SACK_OF_FLIGHT -> FLIGHT;
                case ACK -> SACK_OF_ACK;
                case SACK_OF_ACK -> ACK;
            };
        }
    }

    /**
     * A packet on its way.
     *
     * @param generation the epoch that the message is about
     * @param epoch under whose key it is sealed, 0 in the open
     */
    public record Packet(Message message, long generation, long epoch) {
        static final Comparator<Packet> ORDER =
                Comparator.comparing(Packet::message)
                        .thenComparingLong(Packet::generation)
                        .thenComparingLong(Packet::epoch);

        long bits() {
            return (message.ordinal() * 16L + generation) * 16 + epoch;
        }

        @Override
        public String toString() {
            return message + " " + generation + (epoch == 0 ? " in the open" : " under " + epoch);
        }
    }

    public ProtectedState {
        flying = Set.copyOf(flying);
        open = Map.copyOf(open);
    }

    static ProtectedState start() {
        return new ProtectedState(
                ProtectedEnd.up(Role.CLIENT), ProtectedEnd.up(Role.SERVER), Set.of(), Map.of(), "");
    }

    /** That end. */
    public ProtectedEnd end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    /** Whether both ends require protection. */
    public boolean isEnforced() {
        return client.enforces() && server.enforces();
    }

    /** Whether an end has given up. */
    public boolean isGivenUp() {
        return client.install().role().isEmpty() || server.install().role().isEmpty();
    }

    /** Whether both ends send under the keys of that epoch. */
    public boolean hasCome(long epoch) {
        return client.send() >= epoch && server.send() >= epoch;
    }

    ProtectedState with(Role role, ProtectedEnd end) {
        return role == Role.CLIENT
                ? new ProtectedState(end, server, flying, open, flaw)
                : new ProtectedState(client, end, flying, open, flaw);
    }

    /** One more packet, if there is room for it: else this copy is lost at once. */
    ProtectedState sending(Packet packet, int room) {
        long alike = flying.stream().filter(one -> one.message() == packet.message()).count();
        if (alike >= room && !flying.contains(packet)) return this;
        var more = new HashSet<>(flying);
        more.add(packet);
        return new ProtectedState(client, server, more, open, flaw);
    }

    ProtectedState losing(Packet packet) {
        var left = new HashSet<>(flying);
        left.remove(packet);
        return new ProtectedState(client, server, left, open, flaw);
    }

    ProtectedState opening(Message message, long generation) {
        var more = new EnumMap<Message, Long>(Message.class);
        more.putAll(open);
        more.put(message, generation);
        return new ProtectedState(client, server, flying, more, flaw);
    }

    ProtectedState closing(Message message, long generation) {
        if (open.getOrDefault(message, 0L) != generation) return this;
        var left = new EnumMap<Message, Long>(Message.class);
        left.putAll(open);
        left.remove(message);
        return new ProtectedState(client, server, flying, left, flaw);
    }

    ProtectedState flawed(String what) {
        return new ProtectedState(client, server, flying, open, what);
    }

    List<Packet> packets() {
        return flying.stream().sorted(Packet.ORDER).toList();
    }

    long fingerprint() {
        long mixed = Fingerprint.mix(Fingerprint.SEED, bits(client));
        mixed = Fingerprint.mix(mixed, bits(server));
        for (Packet packet : packets()) mixed = Fingerprint.mix(mixed, packet.bits());
        for (Message message : Message.values())
            mixed = Fingerprint.mix(mixed, -1 - open.getOrDefault(message, 0L));
        return Fingerprint.mix(mixed, flaw.hashCode());
    }

    private static long bits(ProtectedEnd end) {
        long alive = 0;
        for (long epoch : end.keys().primary().alive()) alive |= 1L << epoch;
        long flags =
                (end.install().role().isPresent() ? 1 : 0)
                        | (end.install().enforced() ? 2 : 0)
                        | (end.gate().enforced() ? 4 : 0)
                        | (end.gate().canOpen() ? 8 : 0)
                        | (end.gate().canProtect() ? 16 : 0);
        return ((((alive * 16 + end.keys().primary().last()) * 16 + end.receive()) * 16
                                + end.send())
                        * 64)
                + flags;
    }
}
