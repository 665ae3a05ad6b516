package dtlskeying.properties.cli;

import dtlskeying.properties.network.Handle;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TracePacket;
import dtlskeying.spec.trace.TracePacket.Way;
import dtlskeying.spec.trace.TraceWriter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes datagrams into a trace, as they leave one end and arrive at the other. */
final class PacketLines {
    private final TraceWriter trace;
    private final Map<Role, List<Left>> left = new EnumMap<>(Role.class);
    private final Map<String, Integer> copies = new HashMap<>();
    private final Map<String, Integer> arrived = new HashMap<>();

    private record Left(String name, Octets bytes) {}

    PacketLines(TraceWriter trace) {
        this.trace = trace;
        for (Role end : Role.values()) left.put(end, new ArrayList<>());
    }

    /** This datagram leaves that end. */
    void left(Role end, long ms, Octets bytes) throws IOException {
        String digest = TracePacket.digest(bytes);
        int copy = copies.merge(end + digest, 1, Integer::sum) - 1;
        String name = digest + "#" + copy;
        left.get(end).add(new Left(name, bytes));
        trace.write(new TracePacket(end.text(), ms, Way.TX, name, bytes));
    }

    /** A datagram of that name arrives at the other end, perhaps changed on its way. */
    void arrived(Role end, long ms, Handle handle, Octets bytes) throws IOException {
        var sent = left.get(handle.from());
        boolean isSame =
                handle.number() < sent.size() && sent.get(handle.number()).bytes().equals(bytes);
        if (isSame) named(end, ms, sent.get(handle.number()).name());
        else foreign(end, ms, bytes);
    }

    /**
     * A datagram arrives at that end. Of several with the same bytes it is taken for the first that
     * has not come yet; when all have, for the last, twice.
     */
    void arrived(Role end, long ms, Octets bytes) throws IOException {
        String digest = TracePacket.digest(bytes);
        int sent = copies.getOrDefault(end.peer() + digest, 0);
        if (sent == 0) {
            foreign(end, ms, bytes);
            return;
        }
        int copy = arrived.merge(end + digest, 1, Integer::sum) - 1;
        named(end, ms, digest + "#" + Math.min(copy, sent - 1));
    }

    private void named(Role end, long ms, String name) throws IOException {
        trace.write(new TracePacket(end.text(), ms, Way.RX, name, Octets.EMPTY));
    }

    /** Nobody of ours has sent it. */
    private void foreign(Role end, long ms, Octets bytes) throws IOException {
        if (bytes.isEmpty()) return;
        String name = TracePacket.digest(bytes) + "#0";
        trace.write(new TracePacket(end.text(), ms, Way.RX, name, bytes));
    }
}
