package dtlskeying.properties.interop;

import dtlskeying.impl.crypto.Identity;
import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Kit;
import dtlskeying.properties.probe.LiveClient;
import dtlskeying.properties.probe.LiveServer;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.Prober;
import dtlskeying.properties.probe.StartCommand;
import dtlskeying.properties.probe.Subject;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Puts the cases of the probe to peers that a command starts. */
final class ProbePeers {
    private static final Parties PARTIES = Parties.of(Credential.Kind.ECDSA);

    /** Seconds that a client may take to come. */
    private static final long LIMIT = 20_000;

    /** Most of the time is waiting. */
    private static final Prober.Manner MANNER = new Prober.Manner(2_000, 3, 8);

    /** A process of ours takes a while to start, and keeps old keys for two seconds. */
    private static final Prober.Manner PROCESSES = new Prober.Manner(4_000, 3, 3, 2_000);

    private ProbePeers() {}

    /** Who is probed: a server. */
    static Credential server() {
        return PARTIES.server();
    }

    /** Who probes a server, and the other way round. */
    static Credential client() {
        return PARTIES.client();
    }

    /** Puts the cases to a server, started by that command for each. */
    static List<CaseResult> putToServer(List<ProbeCase> cases, String command) {
        var subject = new LiveServer(loopback(), Optional.of(new StartCommand(command)));
        return put(cases, subject, client());
    }

    /** Puts the cases to a client, started by that command for each association. */
    static List<CaseResult> putToClient(List<ProbeCase> cases, String command) {
        try (var subject =
                new LiveClient(loopback(), Optional.of(new StartCommand(command)), LIMIT)) {
            return put(cases, subject, server());
        }
    }

    /** The same to a server that is a process of ours. */
    static List<CaseResult> putToOurServer(List<ProbeCase> cases, String command) {
        var subject = new LiveServer(loopback(), Optional.of(new StartCommand(command)));
        return put(cases, subject, client(), PROCESSES);
    }

    /** The same to a client that is a process of ours. */
    static List<CaseResult> putToOurClient(List<ProbeCase> cases, String command) {
        try (var subject =
                new LiveClient(loopback(), Optional.of(new StartCommand(command)), LIMIT)) {
            return put(cases, subject, server(), PROCESSES);
        }
    }

    /** Puts those of the cases that are for such an end. */
    static List<CaseResult> put(List<ProbeCase> cases, Subject subject, Credential ours) {
        return put(cases, subject, ours, MANNER);
    }

    private static List<CaseResult> put(
            List<ProbeCase> cases, Subject subject, Credential ours, Prober.Manner manner) {
        var identity = Identity.ofPem(ours.certificatePem(), ours.keyPem());
        var kit = new Kit(identity, Instant.now(), Draws.entropy());
        var fitting = cases.stream().filter(each -> each.peers().contains(subject.role())).toList();
        var report = new Prober(subject, kit, manner).put(fitting, _ -> {});
        if (!report.isWhole()) throw new AssertionError("ended early: " + report.trouble());
        return report.results();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
