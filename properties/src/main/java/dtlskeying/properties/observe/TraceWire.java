package dtlskeying.properties.observe;

import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TracePacket;
import dtlskeying.spec.trace.TracePacket.Way;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The datagrams of a trace as a capture between the two ends would have them: what either end sent;
 * of an end that is not in the trace, what arrived from it.
 */
public final class TraceWire {
    /** Addresses that RFC 5737 keeps for documentation. */
    private static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.1", 5004);

    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.2", 5004);
    private static final long MILLISECOND = 1_000_000;

    private TraceWire() {}

    /** The datagrams, numbered from 1 on; none if the trace does not have any. */
    public static List<CapturedPacket> of(TraceFile trace) {
        Set<String> ends =
                trace.packets().stream()
                        .filter(packet -> packet.way() == Way.TX)
                        .map(TracePacket::endpoint)
                        .collect(Collectors.toSet());
        boolean hasBoth = ends.size() > 1;
        var packets = new ArrayList<CapturedPacket>();
        for (TracePacket each : trace.packets()) {
            boolean isSeen = each.way() == Way.TX || !hasBoth && !each.bytes().isEmpty();
            if (isSeen) packets.add(packet(each, packets.size() + 1));
        }
        return List.copyOf(packets);
    }

    private static CapturedPacket packet(TracePacket packet, int number) {
        boolean isClients = packet.endpoint().equals(Role.CLIENT.text());
        boolean fromClient = isClients == (packet.way() == Way.TX);
        return new CapturedPacket(
                number,
                0,
                packet.ms() * MILLISECOND,
                fromClient ? CLIENT : SERVER,
                fromClient ? SERVER : CLIENT,
                packet.bytes());
    }
}
