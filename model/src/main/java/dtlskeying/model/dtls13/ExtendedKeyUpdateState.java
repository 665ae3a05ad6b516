package dtlskeying.model.dtls13;

import dtlskeying.model.dtls13.MainSecret.Share;
import dtlskeying.model.explore.Fingerprint;
import dtlskeying.spec.Role;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two ends after a handshake that agreed on extended key update, and the network between them.
 *
 * @param client one end
 * @param server the other
 * @param wire the records on their way: reading one leaves it there
 * @param flaw what went wrong on the way here, empty if nothing has
 */
public record ExtendedKeyUpdateState(
        ExtendedKeyUpdateEnd client, ExtendedKeyUpdateEnd server, Set<Packet> wire, String flaw) {
    public ExtendedKeyUpdateState {
        wire = Set.copyOf(wire);
    }

    /** What a record carries. */
    public enum Content {
        REQUEST,
        RESPONSE,
        FINISH,
        ACK,
        DATA;

        boolean isMessage() {
            return this == REQUEST || this == RESPONSE || this == FINISH;
        }
    }

    /**
     * A record on its way.
     *
     * @param epoch what it says it is protected by
     * @param number the message_seq of its message, or of the one that it acknowledges
     * @param share what a request or a response carries
     * @param under the secret that its keys come from
     */
    public record Packet(
            Role sender, Content content, long epoch, int number, Share share, MainSecret under) {
        static final Comparator<Packet> ORDER = Comparator.comparingLong(Packet::bits);

        long bits() {
            long place = (sender.ordinal() * 8L + content.ordinal()) << 4 | epoch;
            return ((place << 4 | number) << 4 | share.number()) << 32 | under.number();
        }

        @Override
        public String toString() {
            String what =
                    switch (content) {
                        case REQUEST, RESPONSE -> content + " " + number + " (" + share + ")";
                        case FINISH -> content + " " + number;
                        case ACK -> "ACK of " + number;
                        case DATA -> "data";
                    };
            return what + " in " + epoch;
        }
    }

    static ExtendedKeyUpdateState start(int clients, int servers) {
        return new ExtendedKeyUpdateState(
                ExtendedKeyUpdateEnd.start(Role.CLIENT, clients),
                ExtendedKeyUpdateEnd.start(Role.SERVER, servers),
                Set.of(),
                "");
    }

    /** That end. */
    public ExtendedKeyUpdateEnd end(Role role) {
        return role == Role.CLIENT ? client : server;
    }

    ExtendedKeyUpdateState with(ExtendedKeyUpdateEnd end) {
        return end.role() == Role.CLIENT
                ? new ExtendedKeyUpdateState(end, server, wire, flaw)
                : new ExtendedKeyUpdateState(client, end, wire, flaw);
    }

    ExtendedKeyUpdateState sending(Collection<Packet> packets) {
        if (packets.isEmpty()) return this;
        var more = new HashSet<>(wire);
        more.addAll(packets);
        return new ExtendedKeyUpdateState(client, server, more, flaw);
    }

    ExtendedKeyUpdateState losing(Packet packet) {
        var rest = new HashSet<>(wire);
        rest.remove(packet);
        return new ExtendedKeyUpdateState(client, server, rest, flaw);
    }

    ExtendedKeyUpdateState flawed(String what) {
        return new ExtendedKeyUpdateState(client, server, wire, what);
    }

    /** Without the records that nobody will ever make anything of: they are as good as lost. */
    ExtendedKeyUpdateState tidy() {
        var rest = new HashSet<>(wire);
        boolean changes =
                rest.removeIf(packet ->
                        isPast(end(packet.sender().peer()), end(packet.sender()), packet));
        return changes ? new ExtendedKeyUpdateState(client, server, rest, flaw) : this;
    }

    static boolean isPast(ExtendedKeyUpdateEnd reader, ExtendedKeyUpdateEnd sender, Packet packet) {
        if (packet.epoch() < reader.facts().oldest()) return true;
        return switch (packet.content()) {
            case REQUEST, RESPONSE, FINISH, ACK -> false;
            case DATA ->
                    packet.epoch() < reader.facts().newest()
                            || reader.facts().oldest() == reader.facts().newest();
        };
    }

    List<Packet> inOrder() {
        return wire.stream().sorted(Packet.ORDER).toList();
    }

    long fingerprint() {
        long mixed = Fingerprint.mix(Fingerprint.SEED, flaw.hashCode());
        mixed = server.mixedInto(client.mixedInto(mixed));
        long records = 0;
        for (Packet packet : wire) records += Fingerprint.mix(Fingerprint.SEED, packet.bits());
        return Fingerprint.mix(mixed, records);
    }
}
