package dtlskeying.properties.cli;

import dtlskeying.impl.crypto.Entropy;
import dtlskeying.properties.probe.DrivenSubject;
import dtlskeying.properties.probe.Kit;
import dtlskeying.properties.probe.LiveClient;
import dtlskeying.properties.probe.LiveServer;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.ProbeReport;
import dtlskeying.properties.probe.ProbeTrouble;
import dtlskeying.properties.probe.Prober;
import dtlskeying.properties.probe.StartCommand;
import dtlskeying.properties.probe.Subject;
import dtlskeying.properties.shim.Shim;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.KeySetsSpec;
import dtlskeying.spec.srtp.Mki;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the probes have in common: whom they meet, which cases they put, what they say of it. */
abstract class ProbeVerb extends Verb {
    private static final int SEED_LENGTH = 32;
    private static final int MOST_JOBS = 64;

    @Mixin private IdentityOptions identities;
    @Mixin private ProbeOutput output;

    @Parameters(
            arity = "0..*",
            paramLabel = "HOST:PORT|CLAUSE",
            description = {
                "First where the server is, unless there is --listen;",
                "then which cases: beginnings of clause ids (dtls-srtp/4.1.3), or names of cases."
            })
    private List<String> words = List.of();

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "Probe clients that come here.")
    private HostPort listen;

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description = {
                "Start the peer anew for every case by this command of the shell;",
                "{port} in it is the port to listen at, or to come to."
            })
    private String start;

    @Option(
            names = "--shim",
            paramLabel = "COMMAND",
            description = {
                "Probe, in virtual time, what this command of the shell puts at our disposal when it"
                        + " dials {port} (kmshim/1).",
                "See the shim verb."
            })
    private String shim;

    @Option(
            names = "--as",
            paramLabel = "ROLE",
            defaultValue = "server",
            description = "Which end is behind the shim: client, server (default: server).")
    private Role role;

    @Option(names = "--list", description = "List the cases, and put none.")
    private boolean list;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How long to wait for an answer (default: ${DEFAULT-VALUE}).")
    private double timeout;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for a client (default: ${DEFAULT-VALUE}).")
    private double wait;

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often silence is asked again (default: ${DEFAULT-VALUE}).")
    private int tries;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = {
                "How many cases to put at once (default: ${DEFAULT-VALUE});",
                "more than one needs a peer that takes several, or {port} in --start."
            })
    private int jobs;

    /** Which cases there are. */
    abstract List<ProbeCase> cases();

    /** Seconds for which the peer keeps the keys before a re-handshake. */
    double segmentLifetime() {
        return KeySetsSpec.MAXIMUM_SEGMENT_LIFETIME;
    }

    @Override
    public Integer call() {
        var wanted = new ArrayList<>(words);
        HostPort server = isServerNamed() ? server(wanted) : null;
        var chosen = chosen(wanted);
        if (list) {
            output.list(chosen, out());
            return Exit.DONE;
        }
        if (!(timeout > 0 && timeout <= 600)) throw misuse("--timeout: more than 0, at most 600");
        if (!(wait > 0 && wait <= 86_400)) throw misuse("--wait: more than 0, at most 86400");
        if (tries < 1 || tries > 100) throw misuse("--tries: 1 to 100, not " + tries);
        if (jobs < 1 || jobs > MOST_JOBS)
            throw misuse("--jobs: 1 to " + MOST_JOBS + ", not " + jobs);
        if (!(segmentLifetime() >= 1 && segmentLifetime() <= 600)) throw misuse("--msl: 1 to 600");
        output.check();
        if (shim != null) return probeDriven(chosen);
        return listen == null ? probe(server(server), chosen) : probeClients(chosen);
    }

    private boolean isServerNamed() {
        if (shim != null && (listen != null || start != null || jobs != 1))
            throw misuse("--shim excludes --listen, --start and --jobs");
        return listen == null && shim == null && !list;
    }

    private HostPort server(List<String> wanted) {
        if (wanted.isEmpty()) throw misuse("HOST:PORT of the server, or --listen, is needed");
        try {
            return HostPort.parse(wanted.removeFirst());
        } catch (IllegalArgumentException unreadable) {
            throw misuse(unreadable.getMessage());
        }
    }

    private List<ProbeCase> chosen(List<String> wanted) {
        Role peer = shim != null ? role : listen == null ? Role.SERVER : Role.CLIENT;
        for (String each : wanted)
            if (cases().stream().noneMatch(known -> known.isMeantBy(each)))
                throw misuse("no case is about '" + each + "'; --list shows them all");
        return cases().stream()
                .filter(each ->
                        list && listen == null && shim == null || each.peers().contains(peer))
                .filter(each -> wanted.isEmpty() || wanted.stream().anyMatch(each::isMeantBy))
                .toList();
    }

    private Subject server(HostPort place) {
        return new LiveServer(place.address(), command());
    }

    private Optional<StartCommand> command() {
        return Optional.ofNullable(start).map(StartCommand::new);
    }

    private int probeClients(List<ProbeCase> chosen) {
        try (var clients = new LiveClient(listen.address(), command(), Math.round(wait * 1000))) {
            if (start == null)
                err().printf(
                                "listening %s:%d; have the client come %d times or more%n",
                                listen.host(), clients.port(), chosen.size());
            err().flush();
            return probe(clients, chosen);
        } catch (ProbeTrouble unbound) {
            throw new Misuse("--listen: " + unbound.getMessage(), unbound);
        }
    }

    private int probeDriven(List<ProbeCase> chosen) {
        try (var started = Shim.start(shim)) {
            return probe(
                    new DrivenSubject(started.implementation(), role, Mki.hex("5eed")), chosen);
        } catch (IOException failed) {
            throw new Misuse("--shim: " + failed.getMessage(), failed);
        } catch (UncheckedIOException fault) {
            throw new Misuse("--shim: " + fault.getCause().getMessage(), fault);
        }
    }

    private int probe(Subject subject, List<ProbeCase> chosen) {
        long msl = Math.round(segmentLifetime() * 1000);
        var manner = new Prober.Manner(Math.round(timeout * 1000), tries, jobs, msl);
        var prober = new Prober(subject, kit(), manner);
        output.begin(chosen);
        ProbeReport report =
                Interrupt.heard(() -> prober.put(chosen, result -> output.progress(result, err())));
        if (report.results().isEmpty() && !report.trouble().isEmpty())
            throw new Misuse(report.trouble());
        return output.end(report, subject.role(), out());
    }

    private Kit kit() {
        byte[] seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        var entropy = Entropy.of(Octets.of(seed));
        var identity = identities.identity("dtls-keying", entropy.child("identity"));
        return new Kit(identity, Instant.now(), entropy);
    }
}
