package dtlskeying.properties.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.probe.Dtls13Cases;
import dtlskeying.properties.probe.ProbeCase;
import dtlskeying.properties.probe.SrtpCases;
import dtlskeying.vectors.VectorSchemas;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is kept of other implementations fits its schema, the catalogue and the cases of today. */
class RecordedPeersTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("repository.root", "..")).resolve("vectors");
    private static final Map<String, Map<String, ProbeCase>> CASES =
            Map.of("srtp", byId(SrtpCases.all()), "dtls13", byId(Dtls13Cases.all()));

    @Test
    void every_file_fits_its_schema() throws IOException {
        String schema = Files.readString(VECTORS.resolve("schema/probe.schema.json"));
        for (Path file : files())
            assertThat(VectorSchemas.errors(schema, JsonMapper.shared().readTree(file.toFile())))
                    .as(file.getFileName().toString())
                    .isEmpty();
        assertThat(VectorSchemas.errors(schema, JsonMapper.shared().readTree("{}"))).isNotEmpty();
    }

    @Test
    void every_entry_is_about_a_case_and_its_clause() throws IOException {
        for (Path file : files()) {
            JsonNode json = JsonMapper.shared().readTree(file.toFile());
            var cases = CASES.get(json.path("command").asString().split(" ")[2]);
            for (var each : json.path("cases").properties()) {
                assertThat(cases).as(file.getFileName().toString()).containsKey(each.getKey());
                var clause = cases.get(each.getKey()).clause();
                assertThat(each.getValue().path("clause").asString()).isEqualTo(clause.id());
                assertThat(each.getValue().path("level").asString())
                        .isEqualTo(clause.level().text());
            }
        }
    }

    @Test
    void what_speaks_against_a_peer_is_told_on_the_page_and_on_the_clauses() throws IOException {
        var evidence = Evidence.read(VECTORS);
        var files = new Site(evidence, "", false).files();
        String kept = new Site(evidence, "", false).kept().get("pages/peers.md");
        for (var peer : RecordedPeers.read(VECTORS).peers())
            for (var each : peer.cases()) {
                assertThat(kept).contains(each.why(), "`" + each.id() + "`");
                if (!each.isDifferent()) continue;
                assertThat(kept).contains(peer.command().replace("CASE", each.id()));
                assertThat(files.get(ClausePages.path(each.clause())))
                        .contains("peers.html#" + each.clause().id(), peer.library());
            }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(VECTORS.resolve("probe"))) {
            var list = files.sorted().toList();
            assertThat(list).hasSizeGreaterThan(9);
            return list;
        }
    }

    private static Map<String, ProbeCase> byId(List<ProbeCase> cases) {
        return cases.stream().collect(Collectors.toMap(ProbeCase::id, Function.identity()));
    }
}
