package dtlskeying.properties.cli;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Trace;
import dtlskeying.model.explore.Twinned;
import dtlskeying.properties.WholeFile;
import dtlskeying.properties.explain.StateText;
import dtlskeying.properties.explain.WayLadder;
import dtlskeying.properties.explore.Counted;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.properties.explore.Spin;
import dtlskeying.properties.explore.Way;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Exhausts a chapter's model, or a composition of several. */
@Command(
        name = "explore",
        description = {
            "Exhausts what a model permits, breadth first, within bounds; the first thing that goes"
                    + " wrong is shown by a shortest way to it.",
            "Without NAME: lists what can be explored."
        },
        footer = {
            "",
            "Ctrl-C ends a long run; what was found so far is printed.",
            "Exit status: 0 nothing wrong, 1 something found, or a bound reached first, 2 misuse.",
            "Examples:",
            "  dtls-keying explore dtls13/HandshakePair-attacked",
            "  dtls-keying explore chunk/ReauthenticationPair-unbound --out way.jsonl",
            "  dtls-keying explore srtp/KeySets --states 10000 --json",
            "  dtls-keying explore dtls13/ExtendedKeyUpdatePair --against spin"
        })
final class Explore extends Verb {
    private static final String WANTED = "1 to 50,000,000";
    private static final int MOST_STATES = 50_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "A chapter or a composition, for example chunk/KeyInstallPair.")
    private String name;

    @Option(
            names = "--states",
            paramLabel = "N",
            defaultValue = "2000000",
            description = "The most states, " + WANTED + " (default: ${DEFAULT-VALUE}).")
    private int states;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "The most steps from the start (default: no limit).")
    private int depth = Integer.MAX_VALUE;

    @Option(
            names = "--against",
            paramLabel = "PROGRAM",
            description =
                    "Compares states and outcomes with another search: spin, in a Promela text of"
                            + " its own.")
    private String against;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description =
                    "Where the shortest way to what is wrong goes (kmway/1), for `check` to follow;"
                            + " ways to further things go beside it, as FILE-2 and so on.")
    private Path out;

    @Option(names = "--every-state", description = "Show the state after each step, too.")
    private boolean everyState;

    @Option(names = "--json", description = "End with one JSON object on the last line.")
    private boolean json;

    @Override
    public Integer call() {
        if (states < 1 || states > MOST_STATES)
            throw misuse("--states: " + WANTED + ", not " + states);
        if (depth < 0) throw misuse("--depth: a number from 0 on, not " + depth);
        if (against != null && !against.equals("spin"))
            throw misuse("--against: spin, not " + against);
        if (name == null) {
            if (against != null) throw misuse("--against: needs the name of a composition");
            if (out != null) throw misuse("--out: needs the name of what is to be explored");
            Explorations.all().forEach(this::list);
            return Exit.DONE;
        }
        Exploring chosen = Explorations.find(name).orElseThrow(this::unknown);
        return against == null ? explore(chosen) : compare(chosen);
    }

    private ParameterException unknown() {
        var all = Explorations.all().stream().map(Exploring::name).toList();
        var near = Nearest.to(name, all);
        String hint = near.isEmpty() ? "" : "; do you mean " + String.join(" or ", near) + "?";
        return misuse(
                "nothing is called " + name + hint + "; without a name, `explore` lists what is");
    }

    private int compare(Exploring chosen) {
        if (!(chosen.system().get() instanceof Twinned<?, ?> system))
            throw misuse(chosen.name() + " is told in Java alone; in Promela too: " + twinned());
        Spin.missing()
                .ifPresent(program -> {
                    throw misuse(
                            "--against spin: "
                                    + program
                                    + " is not installed (on Debian: apt-get install spin gcc)");
                });
        try {
            Counted theirs = Spin.search(system.promela(), system.bounds());
            Counted ours =
                    Interrupt.heard(() ->
                            Counted.byExplorer(
                                    system, new Bounds(states, depth), new Progress(err())));
            return compare(new Against(chosen.name(), ours, theirs));
        } catch (Spin.Trouble | IllegalStateException e) {
            throw misuse("--against spin: " + e.getMessage());
        }
    }

    private int compare(Against both) {
        both.print(out());
        if (json) out().println(Json.line(both.toJson()));
        return both.agree() ? Exit.DONE : Exit.REFUSED;
    }

    private static String twinned() {
        return Explorations.all().stream()
                .filter(each -> each.system().get() instanceof Twinned<?, ?>)
                .map(Exploring::name)
                .collect(Collectors.joining(", "));
    }

    private void list(Exploring each) {
        out().printf("%-32s %s%n", each.name(), each.about());
    }

    private int explore(Exploring chosen) {
        long started = System.nanoTime();
        Exploration<?, ?> found =
                Interrupt.heard(() -> chosen.run(new Bounds(states, depth), new Progress(err())));
        double seconds = (System.nanoTime() - started) / 1e9;
        out().print(found.summary());
        var rails = chosen.system().get().rails();
        found.findings().forEach(each -> tell(each, rails));
        if (out != null) write(chosen, found.findings());
        if (json) out().println(Json.line(toJson(chosen, found, seconds)));
        else out().printf(Locale.ROOT, "in %.1f s%n", seconds);
        return found.isSound() ? Exit.DONE : Exit.REFUSED;
    }

    private void tell(Finding<?, ?> finding, List<String> rails) {
        out().println(finding.text() + ":");
        WayLadder.of(rails, Way.to(name, finding).steps()).forEach(out()::println);
        Trace<?, ?> trace = finding.trace();
        if (everyState) {
            out().println("before: " + StateText.of(trace.start()));
            int number = 0;
            for (var move : trace.moves())
                out().println("after " + ++number + ": " + StateText.of(move.after()));
        } else out().println("then: " + StateText.of(trace.end()));
    }

    private void write(Exploring chosen, List<? extends Finding<?, ?>> findings) {
        if (findings.isEmpty()) err().println("nothing was found: " + out + " is not written");
        for (int i = 0; i < findings.size(); i++) {
            Path file = i == 0 ? out : out.resolveSibling(out.getFileName() + "-" + (i + 1));
            try {
                WholeFile.write(file, Way.to(chosen.name(), findings.get(i)).text());
            } catch (IOException failed) {
                throw new Misuse("--out: " + file + " cannot be written: " + failed, failed);
            }
            err().println("written: " + file + "; go it again by `dtls-keying check " + file + "`");
        }
    }

    private static ObjectNode toJson(Exploring chosen, Exploration<?, ?> found, double seconds) {
        ObjectNode json = Json.object();
        json.put("name", chosen.name());
        json.put("ending", found.ending().name());
        json.put("states", found.states());
        json.put("transitions", found.transitions());
        json.put("depth", found.depth());
        json.put("seconds", seconds);
        ArrayNode findings = json.putArray("findings");
        for (Finding<?, ?> each : found.findings()) describe(each, findings.addObject());
        return json.put("verdict", verdict(found));
    }

    private static void describe(Finding<?, ?> finding, ObjectNode json) {
        json.put("name", finding.name());
        ArrayNode steps = json.putArray("steps");
        Trace<?, ?> trace = finding.trace();
        trace.labels().forEach(label -> steps.add(label.toString()));
    }

    private static String verdict(Exploration<?, ?> found) {
        if (!found.findings().isEmpty()) return "flawed";
        return found.ending() == Ending.EXHAUSTED ? "sound" : "unfinished";
    }
}
