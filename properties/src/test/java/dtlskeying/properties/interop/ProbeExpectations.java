package dtlskeying.properties.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.probe.CaseResult;
import dtlskeying.properties.probe.Outcome;
import dtlskeying.properties.probe.ProbeCase;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What the probe is known to say of a peer: {@code vectors/probe/NAME.json}. A case that is not in
 * the file passes; of the others the file has the outcome and, in {@code why}, what is behind it.
 */
final class ProbeExpectations {
    private static final Path DIRECTORY =
            Path.of(System.getProperty("repository.root", ".."), "vectors", "probe");
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ProbeExpectations() {}

    /**
     * What is known of one case.
     *
     * @param outcomes those that it can have: more than one where the peer's own timing decides
     */
    private record Known(List<String> outcomes, String why) {
        private static final Known PASSES = new Known(List.of(Outcome.PASS.name()), "");

        private boolean covers(CaseResult result) {
            return outcomes.contains(result.outcome().name());
        }
    }

    /**
     * The results are those that are known, and every one that speaks against it is explained. A
     * case that comes as a surprise is put again: the machine may have been busy.
     *
     * @param put puts cases to the peer
     */
    static void check(
            String peer, List<ProbeCase> cases, Function<List<ProbeCase>, List<CaseResult>> put) {
        var results = put.apply(cases);
        if (System.getProperty("snapshots", "check").equals("write"))
            write(peer, results, read(peer));
        var known = read(peer);
        assertThat(known)
                .allSatisfy((id, each) -> assertThat(each.why()).as("why of %s", id).isNotBlank());
        assertThat(results).extracting(each -> each.probeCase().id()).containsAll(known.keySet());
        assertThat(surprises(results, known, put)).isEmpty();
    }

    private static List<String> surprises(
            List<CaseResult> results,
            Map<String, Known> known,
            Function<List<ProbeCase>, List<CaseResult>> put) {
        var surprises = new ArrayList<String>();
        for (CaseResult each : results) {
            String id = each.probeCase().id();
            Known expected = known.getOrDefault(id, Known.PASSES);
            if (expected.covers(each)) continue;
            var again = put.apply(List.of(each.probeCase())).getFirst();
            if (!expected.covers(again))
                surprises.add(
                        "%s: %s, not %s: %s"
                                .formatted(
                                        id, again.outcome(), expected.outcomes(), again.words()));
        }
        return surprises;
    }

    private static Map<String, Known> read(String peer) {
        var known = new TreeMap<String, Known>();
        Path file = DIRECTORY.resolve(peer + ".json");
        if (!Files.exists(file)) return known;
        JsonNode cases = MAPPER.readTree(file.toFile()).path("cases");
        for (var each : cases.properties())
            known.put(
                    each.getKey(),
                    new Known(
                            List.of(each.getValue().path("outcome").asString().split(" or ")),
                            each.getValue().path("why").asString()));
        return known;
    }

    /** Keeps the reasons that are there; a skipped case explains itself. */
    private static void write(String peer, List<CaseResult> results, Map<String, Known> known) {
        var json = MAPPER.createObjectNode().put("peer", peer);
        var cases = json.putObject("cases");
        for (CaseResult each : results) {
            String id = each.probeCase().id();
            Known before = known.getOrDefault(id, Known.PASSES);
            boolean isSame = before.covers(each);
            if (isSame ? before == Known.PASSES : each.outcome() == Outcome.PASS) continue;
            String own = each.outcome() == Outcome.SKIPPED ? each.words() : "";
            String outcome =
                    isSame ? String.join(" or ", before.outcomes()) : each.outcome().name();
            cases.putObject(id)
                    .put("clause", each.probeCase().clause().id())
                    .put("outcome", outcome)
                    .put("why", isSame ? before.why() : own);
        }
        try {
            Files.createDirectories(DIRECTORY);
            Files.writeString(
                    DIRECTORY.resolve(peer + ".json"), MAPPER.writeValueAsString(json) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
