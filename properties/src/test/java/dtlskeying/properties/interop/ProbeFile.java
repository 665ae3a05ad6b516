package dtlskeying.properties.interop;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A file of {@code vectors/probe}: what is known of one peer. */
record ProbeFile(ProbedPeer peer) {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("repository.root", ".."), "vectors", "probe");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * What is known of one case.
     *
     * @param outcomes those that it can have: more than one where the peer's own timing decides
     * @param seen what the probe says of it
     * @param steps what passed between the ends, a turn a line; of an outcome against the peer
     */
    record Known(List<String> outcomes, String why, String seen, List<String> steps) {
        static final Known PASSES = new Known(List.of(Outcome.PASS.name()), "", "", List.of());

        /** Whether a result is the known one, and came about by the known steps. */
        boolean covers(CaseResult result) {
            return outcomes.contains(result.outcome().name())
                    && (!ProbeExpectations.isToldBySteps(result.outcome())
                            || items(result.steps()).containsAll(items(steps)));
        }

        /** Who said what; how often, and in how many turns, is a matter of timers. */
        private static Set<String> items(List<String> steps) {
            var items = new HashSet<String>();
            for (String step : steps) {
                int colon = step.indexOf(": ");
                if (colon < 0) continue;
                for (String item : step.substring(colon + 2).split(", (?!epoch)"))
                    items.add(step.substring(0, colon) + ": " + item.replaceAll("^\\d+ × ", ""));
            }
            return items;
        }
    }

    private Path path() {
        return DIRECTORY.resolve(peer.name() + ".json");
    }

    Map<String, Known> read() {
        var known = new TreeMap<String, Known>();
        if (!Files.exists(path())) return known;
        for (var each : MAPPER.readTree(path().toFile()).path("cases").properties())
            known.put(each.getKey(), known(each.getValue()));
        return known;
    }

    private static Known known(JsonNode node) {
        return new Known(
                List.of(node.path("outcome").asString().split(" or ")),
                node.path("why").asString(),
                node.path("seen").asString(""),
                node.path("steps").valueStream().map(JsonNode::asString).toList());
    }

    /**
     * Keeps the reasons that are there, and steps that are still true; a skipped case explains
     * itself.
     */
    void write(List<CaseResult> results) {
        var known = read();
        var json =
                MAPPER.createObjectNode()
                        .put("peer", peer.name())
                        .put("library", peer.library())
                        .put("version", peer.version())
                        .put("role", peer.role().text())
                        .put("command", peer.command());
        var cases = json.putObject("cases");
        for (CaseResult each : results) {
            String id = each.probeCase().id();
            var before = known.getOrDefault(id, Known.PASSES);
            boolean isSame = before.outcomes().contains(each.outcome().name());
            if (isSame ? before == Known.PASSES : each.outcome() == Outcome.PASS) continue;
            write(each, before, isSame, cases.putObject(id));
        }
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(path(), MAPPER.writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(CaseResult result, Known before, boolean isSame, ObjectNode entry) {
        boolean isSkipped = result.outcome() == Outcome.SKIPPED;
        String why = isSkipped && !isSame ? result.words() : before.why();
        entry.put("clause", result.probeCase().clause().id())
                .put("level", result.probeCase().clause().level().text())
                .put(
                        "outcome",
                        isSame ? String.join(" or ", before.outcomes()) : result.outcome().name())
                .put("why", why);
        boolean isKept = isSame && !before.steps().isEmpty() && before.covers(result);
        boolean isTold = ProbeExpectations.isToldBySteps(result.outcome());
        if (!isTold && !isKept) return;
        entry.put("seen", isKept ? before.seen() : result.words());
        var steps = entry.putArray("steps");
        (isKept ? before.steps() : result.steps()).forEach(steps::add);
    }
}
