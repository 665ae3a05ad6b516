package dtlskeying.properties.cli;

import dtlskeying.properties.capture.Pcapng;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The datagrams of a run, for the capture that {@code --out} asks for; those after the first
 * 100,000 are left out.
 */
final class PacketLog {
    /** Addresses that RFC 5737 keeps for documentation, for ends that have none. */
    static final Map<Role, InetSocketAddress> NOWHERE =
            Map.of(
                    Role.CLIENT, new InetSocketAddress("192.0.2.1", 5004),
                    Role.SERVER, new InetSocketAddress("192.0.2.2", 5004));

    private static final int MOST_PACKETS = 100_000;
    private static final long MILLISECOND = 1_000_000;

    private final Map<Role, InetSocketAddress> addresses = new EnumMap<>(Role.class);
    private final Function<Octets, String> words;
    private final List<Sent> packets = new ArrayList<>();

    private final Set<Known> known = new HashSet<>();

    private record Sent(Role from, long ms, Octets bytes) {}

    private record Known(Role from, Octets bytes) {}

    /**
     * A log without packets.
     *
     * @param addresses of both ends
     * @param words the comment on a packet; empty for none
     */
    PacketLog(Map<Role, InetSocketAddress> addresses, Function<Octets, String> words) {
        for (Role end : Role.values())
            this.addresses.put(end, beside(addresses.get(end), addresses.get(end.peer())));
        this.words = words;
    }

    /** A socket that is bound to any address says so in IPv6, whatever its peer has. */
    private static InetSocketAddress beside(InetSocketAddress own, InetSocketAddress peer) {
        boolean isAny = own.getAddress().isAnyLocalAddress();
        if (!isAny || !(peer.getAddress() instanceof Inet4Address)) return own;
        return new InetSocketAddress("0.0.0.0", own.getPort());
    }

    /** That end has sent a datagram. */
    void sent(Role from, long ms, Octets datagram) {
        if (packets.size() >= MOST_PACKETS) return;
        packets.add(new Sent(from, ms, datagram));
        known.add(new Known(from, datagram));
    }

    /**
     * A datagram has arrived at that end. One that an end in this process has sent is there
     * already.
     */
    void arrived(Role at, long ms, Octets datagram) {
        boolean isOurs = known.contains(new Known(at.peer(), datagram));
        if (!isOurs) sent(at.peer(), ms, datagram);
    }

    /** Writes a pcapng, its secrets first. */
    void write(Path file, String keyLog) throws IOException {
        try (var capture = new Pcapng(Files.newOutputStream(file))) {
            if (!keyLog.isEmpty()) capture.secrets(keyLog);
            for (Sent each : packets)
                capture.udp(
                        each.ms() * MILLISECOND,
                        addresses.get(each.from()),
                        addresses.get(each.from().peer()),
                        each.bytes(),
                        words.apply(each.bytes()));
        }
    }
}
