package dtlskeying.properties.explain;

import dtlskeying.impl.chunk.SctpPacket;
import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.capture.KeyLog;
import dtlskeying.properties.decode.Decoding;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TracePacket;
import dtlskeying.spec.trace.TracePacket.Way;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What there is of a run: its datagrams, its secrets, and perhaps the steps of its machines.
 *
 * @param trace the steps; none of a capture, which shows datagrams alone
 * @param shipments the datagrams, in the order in which they left
 * @param secrets what opens them
 */
public record Recording(Optional<TraceFile> trace, List<Shipment> shipments, Secrets secrets) {
    private static final long NANOS = 1_000_000;

    public Recording {
        shipments = List.copyOf(shipments);
    }

    /** A trace whose ends are called client and server, and the lines of its key log. */
    public static Recording of(TraceFile trace, String keyLog) {
        return new Recording(Optional.of(trace), shipments(trace), Secrets.of(keyLog));
    }

    /**
     * What the two addresses that say most to each other say, as somebody on the path has seen it:
     * when datagrams left and whether they arrived is not known, so they leave and arrive when they
     * were seen. The client is who begins a handshake, or else who is heard first.
     */
    public static Recording of(List<CapturedPacket> packets, String keyLog) {
        var secrets = Secrets.of(keyLog);
        if (!(Decoding.of(packets, secrets.log())
                instanceof Decoding.Outcome.Decoded(var conversations)))
            return new Recording(Optional.empty(), List.of(), secrets);
        var longest = conversations.stream().max(Comparator.comparing(c -> c.units().size()));
        if (longest.isEmpty()) return new Recording(Optional.empty(), List.of(), secrets);
        var client = longest.get().client();
        var both = Set.of(client, longest.get().server());
        var own =
                packets.stream()
                        .filter(each -> both.equals(Set.of(each.from(), each.to())))
                        .toList();
        return new Recording(Optional.empty(), shipments(own, client), secrets);
    }

    private static List<Shipment> shipments(
            List<CapturedPacket> packets, InetSocketAddress client) {
        var shipments = new ArrayList<Shipment>();
        long start = packets.isEmpty() ? 0 : packets.getFirst().nanos();
        for (CapturedPacket packet : packets) {
            long ms = Math.max(0, (packet.nanos() - start) / NANOS);
            var from = packet.from().equals(client) ? Role.CLIENT : Role.SERVER;
            int number = shipments.size() + 1;
            shipments.add(new Shipment(number, from, ms, List.of(ms), packet.payload(), false));
        }
        return shipments;
    }

    /** The key log, for who opens what was sealed. */
    KeyLog keyLog() {
        return secrets.log();
    }

    private static List<Shipment> shipments(TraceFile trace) {
        Map<String, List<Long>> arrivals = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (TracePacket packet : trace.packets()) {
            var from = role(packet);
            if (packet.way() == Way.TX) known.add(from + packet.name());
            else
                arrivals.computeIfAbsent(from.peer() + packet.name(), _ -> new ArrayList<>())
                        .add(packet.ms());
        }
        var shipments = new ArrayList<Shipment>();
        Map<String, Boolean> told = new LinkedHashMap<>();
        for (TracePacket packet : trace.packets()) {
            boolean isSent = packet.way() == Way.TX;
            var from = isSent ? role(packet) : role(packet).peer();
            boolean isForeign = !isSent && !known.contains(from + packet.name());
            if (!isSent && !isForeign || packet.bytes().isEmpty()) continue;
            if (told.putIfAbsent(from + packet.name(), true) != null) continue;
            var when = arrivals.getOrDefault(from + packet.name(), List.of());
            int number = shipments.size() + 1;
            var bytes = packet.bytes();
            shipments.add(new Shipment(number, from, packet.ms(), when, bytes, isForeign));
        }
        return shipments;
    }

    /** An end of any other name counts as the server: a ladder has two rails. */
    private static Role role(TracePacket packet) {
        return packet.endpoint().equals(Role.CLIENT.text()) ? Role.CLIENT : Role.SERVER;
    }

    /** The addresses that the ends of a trace are given: those for documentation (RFC 5737). */
    static InetSocketAddress address(Role end) {
        return new InetSocketAddress(end == Role.CLIENT ? "192.0.2.1" : "192.0.2.2", 4433);
    }

    /** The datagrams as a capture would have them. */
    List<CapturedPacket> packets() {
        return shipments.stream()
                .map(each ->
                        new CapturedPacket(
                                each.number(),
                                0,
                                each.ms() * NANOS,
                                address(each.from()),
                                address(each.from().peer()),
                                each.bytes()))
                .toList();
    }

    /** Whether a datagram is an SCTP packet: a DTLS datagram never has its checksum. */
    static boolean isSctp(Octets bytes) {
        return SctpPacket.isSound(bytes.toArray(), bytes.length());
    }
}
