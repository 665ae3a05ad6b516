package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.AssociationSpec.Effect;
import dtlskeying.spec.dtls.AssociationSpec.Input;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceHeader;
import dtlskeying.spec.trace.TraceWriter;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes what {@code --out} asks for: a trace, and a key log. */
final class Recorder implements Closeable {
    private static final List<String> OBSERVED = List.of("effects", "reasons", "wire");

    private final Path folder;
    private final TraceWriter trace;
    private final StringBuilder keyLog = new StringBuilder();
    private final Map<Role, Long> steps = new EnumMap<>(Role.class);

    private Recorder(Path folder, TraceWriter trace) {
        this.folder = folder;
        this.trace = trace;
    }

    /** A recorder for a folder, which is made if it is not there. */
    static Recorder to(Path folder, TraceHeader.Time time) {
        if (Files.exists(folder) && !Files.isDirectory(folder))
            throw new Misuse("--out: " + folder + " is there and is no directory");
        try {
            Files.createDirectories(folder);
            var header =
                    new TraceHeader(
                            "draft-ietf-avt-dtls-srtp-03", "dtls-keying/0.1", OBSERVED, time);
            var writer = Files.newBufferedWriter(folder.resolve("trace.jsonl"));
            return new Recorder(folder, new TraceWriter(writer, header));
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private void stepped(long ms, Role end, Input input, List<Effect> effects) {
        long n = steps.merge(end, 1L, Long::sum) - 1;
        var event =
                new TraceEvent(n, end.text(), ms, "dtls/Association", input, List.copyOf(effects));
        try {
            trace.write(event);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    /**
     * What an end has done: the steps of its association; a client's secrets, or the only end's.
     */
    void happened(long ms, Role end, List<EndpointEvent> events) {
        for (EndpointEvent event : events) {
            if (event instanceof EndpointEvent.Stepped(var input, var effects))
                stepped(ms, end, input, effects);
            if (event instanceof EndpointEvent.Keyed(var association, _, _))
                association.keyLogLines().forEach(this::secret);
        }
    }

    private void secret(String line) {
        if (keyLog.indexOf(line) >= 0) return;
        keyLog.append(line).append('\n');
    }

    @Override
    public void close() {
        try {
            trace.close();
            Files.writeString(folder.resolve("keylog.txt"), keyLog);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private static Misuse unwritable(Path folder, IOException failed) {
        return new Misuse(
                "--out: " + folder + " cannot be written: " + failed.getMessage(), failed);
    }
}
