package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.impl.sctp.UserMessage;
import dtlskeying.impl.udp.UdpEncapsulation;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One end or both, over UDP, in the time of the day; all in one thread. */
final class UdpStage implements ChunkStage {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final int BURST = 64;

    private final Map<Role, ChunkEndpoint> ends = new EnumMap<>(Role.class);
    private final Map<Role, UdpEncapsulation> paths = new EnumMap<>(Role.class);
    private final List<Happened> unread = new ArrayList<>();
    private final long start = System.nanoTime();
    private Watcher watcher = (_, _, _) -> {};

    private interface Watcher {
        void arrived(Role to, long ms, Octets packet);
    }

    /** Adds an end, and the path to its peer. */
    void add(Role name, ChunkEndpoint end, UdpEncapsulation path) {
        ends.put(name, end);
        paths.put(name, path);
        end.advance(nanos());
    }

    @Override
    public void watch(ChunkRecorder recorder) {
        watcher = recorder::arrived;
    }

    @Override
    public List<Role> ours() {
        return List.copyOf(ends.keySet());
    }

    @Override
    public ChunkEndpoint end(Role name) {
        return ends.get(name);
    }

    @Override
    public void connect(Role name) {
        ends.get(name).connect();
    }

    @Override
    public ChunkEndpoint.Sending send(Role name, UserMessage message) {
        return ends.get(name).send(message);
    }

    @Override
    public void shutdown(Role name) {
        ends.get(name).shutdown();
    }

    @Override
    public void replace(Role name, ChunkEndpoint end) {
        ends.put(name, end);
        end.advance(nanos());
    }

    @Override
    public void step() throws IOException {
        for (Role name : ends.keySet()) {
            carry(name);
            for (int i = 0; i < BURST; i++) {
                Octets packet = paths.get(name).receive(PAUSE);
                if (packet.isEmpty()) break;
                watcher.arrived(name, now(), packet);
                ends.get(name).receive(packet);
                carry(name);
            }
            ends.get(name).advance(nanos());
            carry(name);
        }
    }

    private void carry(Role name) throws IOException {
        for (ChunkEvent event : ends.get(name).events()) {
            if (event instanceof ChunkEvent.Packet(var bytes)) paths.get(name).send(bytes);
            unread.add(new Happened(name, now(), event));
        }
    }

    private long nanos() {
        return System.nanoTime() - start;
    }

    @Override
    public long now() {
        return nanos() / 1_000_000;
    }

    @Override
    public List<Happened> happened() {
        var all = List.copyOf(unread);
        unread.clear();
        return all;
    }

    @Override
    public void close() {
        ends.values().forEach(ChunkEndpoint::close);
        paths.values().forEach(UdpEncapsulation::close);
    }
}
