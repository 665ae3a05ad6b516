package dtlskeying.properties.cli;

import dtlskeying.properties.capture.CapturedPacket;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.explore.WayReader;
import dtlskeying.properties.observe.Observer;
import dtlskeying.properties.observe.TraceWire;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceReader;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Judges a trace of any implementation. */
@Command(
        name = "check",
        description = {
            "Judges a trace (kmtrace/1), or a capture (pcap, pcapng), of any implementation, end by"
                    + " end and machine by machine.",
            "",
            "Of a capture, DTLS 1.2 and 1.3, SRTP, and SCTP over UDP with DTLS chunks are decoded,"
                    + " and opened by a key log: that of --keylog (SSLKEYLOGFILE), and those that"
                    + " a pcapng holds; so are the datagrams of a trace that has them. What the wire does not show is never held against an end.",
            "",
            "CONSISTENT: the text permits every step. INCONSISTENT: it forbids one; printed are the"
                    + " first such step, what was permitted there and by which clauses, a reading"
                    + " that would permit it, and the fewest steps that lead there. INCONCLUSIVE:"
                    + " the trace or capture does not show what would have to be judged, and why.",
            "",
            "A way that `explore --out` has written (kmway/1) is gone again, and where it leads is"
                    + " judged."
        },
        footer = {
            "",
            "Ctrl-C ends a long one; what was judged so far is printed.",
            "Exit status: 0 consistent, 1 not consistent, 2 no trace and no capture.",
            "Examples:",
            "  dtls-keying check --should trace.jsonl",
            "  dtls-keying check call.pcapng --keylog keys.txt"
        })
final class Check extends Verb {
    @Parameters(paramLabel = "FILE", description = "The trace (JSON lines), or the capture.")
    private Path file;

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            description =
                    "The secrets of a capture, or of the datagrams of a trace: lines of an"
                            + " SSLKEYLOGFILE.")
    private Path keyLog;

    @Option(names = "--should", description = "Departing from a SHOULD is against the text, too.")
    private boolean should;

    @Option(
            names = "--reading",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Take this reading the other way than by default: ${COMPLETION-CANDIDATES}.")
    private Set<Reading> turned = EnumSet.noneOf(Reading.class);

    @Option(
            names = "--start",
            paramLabel = "NAME",
            description =
                    "An end began in this situation of its chapter (default: in any of them);"
                            + " `oracle` lists them. May be given several times.")
    private List<String> starts = List.of();

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        if (!TextFile.isCapture(file)) {
            String text = TextFile.readTrace(file);
            if (WayReader.isOne(text)) return follow(WayVerdict.of(file, text));
        }
        var check = new TraceCheck(turned, starts());
        List<Part> parts =
                Interrupt.heard(() -> TextFile.isCapture(file) ? ofCapture(check) : ofTrace(check));
        for (Part part : parts) part.verdicts().forEach(part.printer(out())::print);
        List<Verdict> verdicts = parts.stream().flatMap(part -> part.verdicts().stream()).toList();
        String verdict = verdict(verdicts);
        if (json) out().println(Json.line(VerdictJson.of(verdicts, verdict)));
        else out().println("verdict: " + verdict);
        return verdict.equals("CONSISTENT") ? Exit.DONE : Exit.REFUSED;
    }

    private int follow(WayVerdict way) {
        if (should || !turned.isEmpty() || !starts.isEmpty() || keyLog != null)
            throw misuse(
                    file
                            + " is a way through a model: --should, --reading, --start and --keylog"
                            + " are about traces and captures");
        way.print(out());
        if (json) out().println(Json.line(way.toJson()));
        else out().println("verdict: " + way.verdict());
        return way.verdict().equals("CONSISTENT") ? Exit.DONE : Exit.REFUSED;
    }

    private Set<String> starts() {
        for (String name : starts)
            if (TraceCheck.chapters().stream().noneMatch(chapter -> chapter.hasStart(name)))
                throw misuse("--start: no end of any chapter begins as '" + name + "'");
        return Set.copyOf(starts);
    }

    /** Verdicts whose steps are numbered alike. */
    private record Part(List<Verdict> verdicts, String place) {
        VerdictPrinter printer(PrintWriter out) {
            return new VerdictPrinter(out, place);
        }
    }

    /** What an association does as a whole shows in its datagrams, if the trace has them. */
    private List<Part> ofTrace(TraceCheck check) {
        TraceFile trace = read();
        List<CapturedPacket> packets = TraceWire.of(trace);
        List<Verdict> steps = check.judge(trace);
        if (packets.isEmpty()) {
            if (keyLog != null) throw misuse("--keylog: " + file + " holds no datagram");
            return List.of(new Part(steps, "n = "));
        }
        return List.of(
                new Part(steps.stream().filter(it -> !isAssociation(it)).toList(), "n = "),
                new Part(wire(check, packets, ""), "datagram "));
    }

    private static boolean isAssociation(Verdict verdict) {
        return verdict.strip().chapter().equals("dtls/Association");
    }

    private List<Part> ofCapture(TraceCheck check) {
        var capture = CaptureFile.read(file);
        capture.leftOut().forEach(each -> err().println(CaptureFile.remark(each)));
        if (capture.packets().isEmpty()) throw new Misuse(file + " holds no UDP datagram");
        return List.of(new Part(wire(check, capture.packets(), capture.keyLog()), "packet "));
    }

    private List<Verdict> wire(TraceCheck check, List<CapturedPacket> packets, String secrets) {
        return CaptureFile.decode(file, packets, secrets, keyLog).stream()
                .map(Observer::of)
                .flatMap(each -> each.judgedBy(check).stream())
                .toList();
    }

    private TraceFile read() {
        return switch (TraceReader.read(TextFile.readTrace(file))) {
            case TraceReader.Outcome.Whole(var trace) -> trace;
            case TraceReader.Outcome.Broken broken -> throw new Misuse(file + ", " + broken);
        };
    }

    private String verdict(List<Verdict> verdicts) {
        if (TraceCheck.isForbidden(verdicts) || should && departs(verdicts)) return "INCONSISTENT";
        if (Interrupt.isHeard()) return "INCONCLUSIVE";
        boolean isShown = verdicts.stream().anyMatch(Consistent.class::isInstance);
        return isShown ? "CONSISTENT" : "INCONCLUSIVE";
    }

    private static boolean departs(List<Verdict> verdicts) {
        return verdicts.stream()
                .anyMatch(each -> each instanceof Consistent good && !good.departed().isEmpty());
    }
}
