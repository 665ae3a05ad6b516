package dtlskeying.properties.cli;

import dtlskeying.impl.endpoint.EndpointEvent;
import dtlskeying.impl.srtp.SrtpSession;
import dtlskeying.properties.network.Handle;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.dtls.DataProtection;
import dtlskeying.spec.srtp.ProtectionProfile;
import dtlskeying.spec.srtp.SrtpKeyDerivationSpec;
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

/** Writes what {@code --out} asks for: a trace, a key log and a capture. */
final class Recorder implements Closeable {
    private static final List<String> OBSERVED = List.of("effects", "reasons", "wire");

    private final Path folder;
    private final TraceWriter trace;
    private final PacketLines packets;
    private final KeyLines keys;
    private final StringBuilder keyLog = new StringBuilder();
    private final Map<Role, Long> steps = new EnumMap<>(Role.class);
    private final PacketLog capture = new PacketLog(PacketLog.NOWHERE, _ -> "");

    private Recorder(Path folder, TraceWriter trace) {
        this.folder = folder;
        this.trace = trace;
        this.packets = new PacketLines(trace);
        this.keys = new KeyLines(trace);
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

    /**
     * What an end has done: the steps of its association, the keys that came of it, and what it has
     * sent; a client's secrets, or the only end's.
     */
    void happened(long ms, Role end, List<EndpointEvent> events) {
        try {
            for (EndpointEvent event : events) happened(ms, end, event);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private void happened(long ms, Role end, EndpointEvent event) throws IOException {
        switch (event) {
            case EndpointEvent.Stepped(var input, var effects) ->
                    stepped(ms, end, "dtls/Association", input, effects);
            case EndpointEvent.Keyed(var association, var handshake, var keyed) -> {
                association.keyLogLines().forEach(this::secret);
                association.keyExchangeLines().forEach(this::secret);
                if (handshake.data() instanceof DataProtection.Srtp(var profile, _))
                    derived(ms, end, handshake.handshake(), profile, keyed);
            }
            case EndpointEvent.SetEnded(var effect) -> keys.changed(end, ms, List.of(effect));
            case EndpointEvent.Protected _,
                    EndpointEvent.RekeyAsked _,
                    EndpointEvent.Refused _,
                    EndpointEvent.Opened _,
                    EndpointEvent.Held _,
                    EndpointEvent.Dropped _,
                    EndpointEvent.Foreign _ -> {}
        }
        for (Octets datagram : event.datagrams()) {
            packets.left(end, ms, datagram);
            capture.sent(end, ms, datagram);
        }
    }

    private void derived(
            long ms, Role end, int handshake, ProtectionProfile profile, SrtpSession.Keyed keyed)
            throws IOException {
        var completed = new SrtpKeyDerivationSpec.Input.Completed(handshake, profile);
        stepped(ms, end, "srtp/SrtpKeyDerivation", completed, keyed.keys());
        keys.changed(end, ms, keyed.sets());
    }

    private void stepped(
            long ms, Role end, String chapter, Object input, List<? extends Effect> effects)
            throws IOException {
        long n = steps.merge(end, 1L, Long::sum) - 1;
        trace.write(new TraceEvent(n, end.text(), ms, chapter, input, List.copyOf(effects)));
    }

    /** A datagram arrives at that end, under the name that the network has for it. */
    void arrived(Role end, long ms, Handle handle, Octets bytes) {
        try {
            packets.arrived(end, ms, handle, bytes);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    /** A datagram arrives at that end, from wherever. */
    void arrived(Role end, long ms, Octets bytes) {
        try {
            packets.arrived(end, ms, bytes);
            capture.sent(end.peer(), ms, bytes);
        } catch (IOException failed) {
            throw unwritable(folder, failed);
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
            Report.write(folder, keyLog.toString());
            capture.write(folder.resolve("capture.pcapng"), keyLog.toString());
        } catch (IOException failed) {
            throw unwritable(folder, failed);
        }
    }

    private static Misuse unwritable(Path folder, IOException failed) {
        return new Misuse(
                "--out: " + folder + " cannot be written: " + failed.getMessage(), failed);
    }
}
