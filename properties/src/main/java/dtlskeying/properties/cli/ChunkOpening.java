package dtlskeying.properties.cli;

import dtlskeying.impl.chunk.RestartKeys;
import dtlskeying.impl.endpoint.ChunkEndpoint;
import dtlskeying.impl.sctp.MemoryStack;
import dtlskeying.impl.sctp.SctpStack;
import dtlskeying.impl.udp.UdpEncapsulation;
import dtlskeying.impl.usrsctp.MissingLibraryException;
import dtlskeying.impl.usrsctp.UsrSctp;
import dtlskeying.properties.network.ChunkPair;
import dtlskeying.spec.Role;
import dtlskeying.spec.trace.TraceHeader;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Brings the ends of a run to where they meet, and runs it. */
record ChunkOpening(ChunkSetting setting, boolean memory, NetworkOptions network, PrintWriter out) {
    /** A supervised handshake and two restarts fit in. */
    private static final long BOTH_WAIT = 120_000;

    /** Both ends in this process. */
    ChunkReport both(ChunkTrafficOptions traffic, boolean restart, Path folder) {
        SctpStack stack = stack();
        if (!(stack instanceof MemoryStack)) return overLoopback(stack, traffic, restart, folder);
        var pair =
                new ChunkPair(
                        setting.oneOfBoth(stack, Role.CLIENT),
                        setting.oneOfBoth(stack, Role.SERVER),
                        network.fates());
        var addresses =
                Map.of(
                        Role.CLIENT, new InetSocketAddress("192.0.2.1", UdpEncapsulation.PORT),
                        Role.SERVER, new InetSocketAddress("192.0.2.2", UdpEncapsulation.PORT));
        var recorders = recorders(folder, TraceHeader.Time.VIRTUAL, addresses);
        return run(
                new VirtualStage(pair),
                traffic,
                BOTH_WAIT,
                comebacks(stack, restart, false),
                recorders);
    }

    private ChunkReport overLoopback(
            SctpStack stack, ChunkTrafficOptions traffic, boolean restart, Path folder) {
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            var waiting = UdpEncapsulation.listen(any);
            var opening = UdpEncapsulation.connect(any, waiting.localAddress());
            var client = setting.oneOfBoth(stack, Role.CLIENT);
            var server = setting.oneOfBoth(stack, Role.SERVER);
            var stage = new UdpStage();
            stage.add(Role.CLIENT, client, opening);
            stage.add(Role.SERVER, server, waiting);
            var addresses =
                    Map.of(
                            Role.CLIENT, opening.localAddress(),
                            Role.SERVER, waiting.localAddress());
            var recorders = recorders(folder, TraceHeader.Time.WALL, addresses);
            return run(stage, traffic, BOTH_WAIT, comebacks(stack, restart, false), recorders);
        } catch (IOException failed) {
            throw new Misuse("no UDP on loopback: " + failed.getMessage(), failed);
        }
    }

    /** One end, against a peer. */
    ChunkReport one(
            Meeting meeting,
            PeerOptions peer,
            ChunkTrafficOptions traffic,
            boolean restart,
            Path folder) {
        Role name = meeting.role();
        if (restart && name == Role.SERVER)
            throw new Misuse("--restart is for the end that connects");
        SctpStack stack = stack();
        var path = path(meeting);
        var only = setting.only(stack, name);
        var stage = new UdpStage();
        stage.add(name, only, path);
        if (name == Role.SERVER) {
            var local = path.localAddress();
            RunReport.line(out, "listening", local.getHostString() + ":" + local.getPort());
            out.flush();
        }
        var addresses = Map.of(name, path.localAddress(), name.peer(), remote(meeting));
        var recorders = recorders(folder, TraceHeader.Time.WALL, addresses);
        long patience = peer.timeout(name).toMillis();
        return run(stage, traffic, patience, comebacks(stack, restart, true), recorders);
    }

    private static InetSocketAddress remote(Meeting meeting) {
        return meeting.role() == Role.CLIENT
                ? meeting.remote()
                : new InetSocketAddress(meeting.local().getAddress(), UdpEncapsulation.PORT);
    }

    private static UdpEncapsulation path(Meeting meeting) {
        boolean isClient = meeting.role() == Role.CLIENT;
        try {
            return isClient
                    ? UdpEncapsulation.connect(meeting.local(), meeting.remote())
                    : UdpEncapsulation.listen(meeting.local());
        } catch (IOException failed) {
            String option = isClient ? "--connect: " : "--listen: ";
            throw new Misuse(option + failed.getMessage(), failed);
        }
    }

    private ChunkReport run(
            ChunkStage stage,
            ChunkTrafficOptions traffic,
            long patience,
            List<Function<RestartKeys, ChunkEndpoint>> comebacks,
            List<ChunkRecorder> recorders) {
        try (stage) {
            var printer = new ChunkPrinter(out);
            return new ChunkRun(stage, traffic, patience, printer, recorders).run(comebacks);
        } finally {
            recorders.forEach(ChunkRecorder::close);
        }
    }

    private List<Function<RestartKeys, ChunkEndpoint>> comebacks(
            SctpStack stack, boolean restart, boolean isOnly) {
        if (!restart) return List.of();
        return List.of(keys -> setting.comeback(stack, isOnly, keys));
    }

    private static List<ChunkRecorder> recorders(
            Path folder, TraceHeader.Time time, Map<Role, InetSocketAddress> addresses) {
        return folder == null ? List.of() : List.of(ChunkRecorder.to(folder, time, addresses));
    }

    private SctpStack stack() {
        if (!memory) {
            try {
                return UsrSctp.load();
            } catch (MissingLibraryException missing) {
                RunReport.line(out, "SCTP", "in memory: " + missing.getMessage());
            }
        }
        return new MemoryStack(setting.entropy().child("sctp"));
    }
}
