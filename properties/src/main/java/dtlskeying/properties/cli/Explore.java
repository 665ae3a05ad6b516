package dtlskeying.properties.cli;

import dtlskeying.model.explore.Bounds;
import dtlskeying.model.explore.Ending;
import dtlskeying.model.explore.Exploration;
import dtlskeying.model.explore.Finding;
import dtlskeying.model.explore.Trace;
import dtlskeying.model.explore.Twinned;
import dtlskeying.properties.explore.Counted;
import dtlskeying.properties.explore.Explorations;
import dtlskeying.properties.explore.Exploring;
import dtlskeying.properties.explore.Spin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
            Explorations.all().forEach(this::list);
            return Exit.DONE;
        }
        Exploring chosen =
                Explorations.find(name)
                        .orElseThrow(() ->
                                misuse(
                                        "nothing is called "
                                                + name
                                                + "; without a name, `explore`"
                                                + " lists what is"));
        return against == null ? explore(chosen) : compare(chosen);
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
                            Counted.byExplorer(system, new Bounds(states, depth), this::progress));
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
                Interrupt.heard(() -> chosen.run(new Bounds(states, depth), this::progress));
        double seconds = (System.nanoTime() - started) / 1e9;
        out().print(found.text());
        if (json) out().println(Json.line(toJson(chosen, found)));
        else out().printf(Locale.ROOT, "in %.1f s%n", seconds);
        return found.isSound() ? Exit.DONE : Exit.REFUSED;
    }

    private boolean progress(long found, long transitions, int reached) {
        err().printf(
                        Locale.ROOT,
                        "  %,d states, %,d transitions, depth %d%n",
                        found,
                        transitions,
                        reached);
        return true;
    }

    private static ObjectNode toJson(Exploring chosen, Exploration<?, ?> found) {
        ObjectNode json = Json.object();
        json.put("name", chosen.name());
        json.put("ending", found.ending().name());
        json.put("states", found.states());
        json.put("transitions", found.transitions());
        json.put("depth", found.depth());
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
