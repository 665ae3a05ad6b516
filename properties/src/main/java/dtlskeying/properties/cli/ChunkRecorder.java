package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.properties.capture.SctpWords;
import dtlskeying.properties.network.Handle;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceHeader;
import dtlskeying.spec.trace.TraceWriter;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes what {@code --out} asks for: a trace, a key log and a capture. */
final class ChunkRecorder implements Closeable {
    private static final List<String> OBSERVED = List.of("effects", "reasons");

    private final Path folder;
    private final TraceWriter trace;
    private final PacketLines lines;
    private final KeyLines keys;
    private final StringBuilder keyLog = new StringBuilder();
    private final Map<Role, Long> steps = new EnumMap<>(Role.class);
    private final PacketLog packets;

    private ChunkRecorder(Path folder, TraceWriter trace, Map<Role, InetSocketAddress> addresses) {
        this.folder = folder;
        this.trace = trace;
        this.lines = new PacketLines(trace);
        this.keys = new KeyLines(trace);
        this.packets = new PacketLog(addresses, SctpWords::of);
    }

    /**
     * A recorder for a folder, which is made if it is not there.
     *
     * @param addresses of both ends, for the capture
     */
    static ChunkRecorder to(
            Path folder, TraceHeader.Time time, Map<Role, InetSocketAddress> addresses) {
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw new Misuse("--out: " + folder + " is there and is no directory");
        try {
            Files.createDirectories(folder);
            var header =
                    new TraceHeader(
                            "draft-tuexen-tsvwg-dtls-chunk-key-management-00",
                            "dtls-keying/0.1",
                            OBSERVED,
                            time);
            var writer = Files.newBufferedWriter(folder.resolve("trace.jsonl"));
            return new ChunkRecorder(folder, new TraceWriter(writer, header), addresses);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    void happened(ChunkStage.Happened happened) {
        try {
            take(happened);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private void take(ChunkStage.Happened happened) throws IOException {
        switch (happened.event()) {
            case ChunkEvent.Agreed _ -> keys.begun(happened.end(), happened.ms());
            case ChunkEvent.Ordered(var input, var effects) -> {
                stepped(happened, "chunk/KeyInstall", input, effects);
                keys.ordered(happened.end(), happened.ms(), effects);
            }
            case ChunkEvent.Renewed(var input, var effects) ->
                    stepped(happened, "chunk/KeyUpdate", input, effects);
            case ChunkEvent.Reauthenticated(var input, var effects) ->
                    stepped(happened, "chunk/Reauthentication", input, effects);
            case ChunkEvent.Stepped(var input, var effects) ->
                    stepped(happened, "dtls/Association", input, effects);
            case ChunkEvent.Keyed(_, var association, _) -> {
                secrets(association.keyLogLines());
                secrets(association.keyExchangeLines());
            }
            case ChunkEvent.Packet(var bytes) -> {
                lines.left(happened.end(), happened.ms(), bytes);
                packets.sent(happened.end(), happened.ms(), bytes);
            }
            case ChunkEvent _ -> {}
        }
    }

    private void stepped(
            ChunkStage.Happened happened,
            String chapter,
            Object input,
            List<? extends Effect> effects)
            throws IOException {
        long n = steps.merge(happened.end(), 1L, Long::sum) - 1;
        String end = happened.end().text();
        trace.write(new TraceEvent(n, end, happened.ms(), chapter, input, List.copyOf(effects)));
    }

    /** A packet arrives at that end, under the name that the network has for it. */
    void arrived(Role end, long ms, Handle handle, Octets bytes) {
        try {
            lines.arrived(end, ms, handle, bytes);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    /** A packet arrives at that end, from wherever. */
    void arrived(Role end, long ms, Octets bytes) {
        try {
            lines.arrived(end, ms, bytes);
            packets.arrived(end, ms, bytes);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private void secrets(List<String> lines) {
        for (String line : lines) if (keyLog.indexOf(line) < 0) keyLog.append(line).append('\n');
    }

    @Override
    public void close() {
        try {
            trace.close();
            Files.writeString(folder.resolve("keylog.txt"), keyLog);
            Report.write(folder, keyLog.toString());
            packets.write(folder.resolve("capture.pcapng"), keyLog.toString());
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private static Misuse unwritable(Path folder, IOException failed) {
        return new Misuse(
                "--out: " + folder + " cannot be written: " + failed.getMessage(), failed);
    }
}
