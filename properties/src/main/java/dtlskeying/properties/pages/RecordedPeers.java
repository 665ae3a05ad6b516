package dtlskeying.properties.pages;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the probe is known to say of other implementations: the files of {@code vectors/probe}.
 *
 * @param peers one for each role of each implementation, by name
 */
public record RecordedPeers(List<Peer> peers) {
    private static final String FOLDER = "probe";

    public RecordedPeers {
        peers = List.copyOf(peers);
    }

    /**
     * One implementation in one role.
     *
     * @param version that which the file was written with
     * @param command what shows a case again; CASE stands for its name
     * @param cases those that are not simply passed
     */
    public record Peer(
            String name,
            String library,
            String version,
            String role,
            String command,
            List<Case> cases) {
        public Peer {
            cases = List.copyOf(cases);
        }
    }

    /**
     * What a case comes to.
     *
     * @param outcome that of the probe; two with {@code or} between them where timing decides
     * @param why what is behind it
     * @param seen what the probe says; empty of an outcome that is not against the peer
     * @param steps what passed between the ends, a turn a line
     */
    public record Case(
            String id, Clause clause, String outcome, String why, String seen, List<String> steps) {
        public Case {
            steps = List.copyOf(steps);
        }

        /** Whether the peer was seen to do otherwise than the clause says, at least sometimes. */
        public boolean isDifferent() {
            return outcome.contains("FAIL") || outcome.contains("DEPARTS");
        }
    }

    /** Reads them from the folder of the vectors. */
    static RecordedPeers read(Path vectors) throws IOException {
        var peers = new ArrayList<Peer>();
        try (Stream<Path> files = Files.list(vectors.resolve(FOLDER))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).sorted().toList())
                peers.add(peer(JsonMapper.shared().readTree(file.toFile())));
        }
        return new RecordedPeers(peers);
    }

    private static Peer peer(JsonNode json) {
        return new Peer(
                text(json, "peer"),
                text(json, "library"),
                text(json, "version"),
                text(json, "role"),
                text(json, "command"),
                json.path("cases").properties().stream()
                        .map(each -> known(each.getKey(), each.getValue()))
                        .toList());
    }

    private static Case known(String id, JsonNode json) {
        return new Case(
                id,
                clause(text(json, "clause")),
                text(json, "outcome"),
                text(json, "why"),
                json.path("seen").asString(""),
                json.path("steps").valueStream().map(JsonNode::asString).toList());
    }

    private static Clause clause(String id) {
        return Catalogue.find(id)
                .orElseThrow(() -> new StaleData("vectors/probe names " + id + ", no clause"));
    }

    private static String text(JsonNode json, String name) {
        if (!json.path(name).isString())
            throw new StaleData("a file of vectors/probe lacks " + name);
        return json.path(name).asString();
    }
}
