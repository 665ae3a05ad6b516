package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.ChunkEvent;
import dtlskeying.properties.capture.Pcapng;
import dtlskeying.properties.capture.SctpWords;
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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes what {@code --out} asks for: a trace, a key log and a capture of what our ends send. */
final class ChunkRecorder implements Closeable {
    private static final List<String> OBSERVED = List.of("effects", "reasons");
    private static final int MOST_PACKETS = 100_000;
    private static final long MILLISECOND = 1_000_000;

    private final Path folder;
    private final TraceWriter trace;
    private final Map<Role, InetSocketAddress> addresses;
    private final StringBuilder keyLog = new StringBuilder();
    private final Map<Role, Long> steps = new EnumMap<>(Role.class);
    private final List<Sent> packets = new ArrayList<>();

    private record Sent(Role from, long ms, Octets bytes) {}

    private ChunkRecorder(Path folder, TraceWriter trace, Map<Role, InetSocketAddress> addresses) {
        this.folder = folder;
        this.trace = trace;
        this.addresses = addresses;
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
        switch (happened.event()) {
            case ChunkEvent.Ordered(var input, var effects) ->
                    stepped(happened, "chunk/KeyInstall", input, effects);
            case ChunkEvent.Renewed(var input, var effects) ->
                    stepped(happened, "chunk/KeyUpdate", input, effects);
            case ChunkEvent.Stepped(var input, var effects) ->
                    stepped(happened, "dtls/Association", input, effects);
            case ChunkEvent.Keyed(_, var association, _) -> secrets(association.keyLogLines());
            case ChunkEvent.Packet(var bytes) -> {
                if (packets.size() < MOST_PACKETS)
                    packets.add(new Sent(happened.end(), happened.ms(), bytes));
            }
            case ChunkEvent _ -> {}
        }
    }

    private void stepped(
            ChunkStage.Happened happened,
            String chapter,
            Object input,
            List<? extends Effect> effects) {
        long n = steps.merge(happened.end(), 1L, Long::sum) - 1;
        String end = happened.end().text();
        try {
            trace.write(
                    new TraceEvent(n, end, happened.ms(), chapter, input, List.copyOf(effects)));
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
            capture();
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private void capture() throws IOException {
        try (var capture = new Pcapng(Files.newOutputStream(folder.resolve("capture.pcapng")))) {
            if (!keyLog.isEmpty()) capture.secrets(keyLog.toString());
            for (Sent each : packets)
                capture.udp(
                        each.ms() * MILLISECOND,
                        addresses.get(each.from()),
                        addresses.get(each.from().peer()),
                        each.bytes(),
                        SctpWords.of(each.bytes()));
        }
    }

    private static Misuse unwritable(Path folder, IOException failed) {
        return new Misuse(
                "--out: " + folder + " cannot be written: " + failed.getMessage(), failed);
    }
}
