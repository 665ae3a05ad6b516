package dtlskeying.vectors;

import dtlskeying.vectors.VectorFile.Witness;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of vectors as text and back. The same file always gives the same text, on any machine. */
public final class VectorText {
    private static final List<String> OF_EVERY_GROUP = List.of("type", "tests");
    private static final List<String> OF_EVERY_TEST =
            List.of("tcId", "comment", "clauses", "flags");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    private VectorText() {}

    /** The text of the file, JSON with a line end after it. */
    public static String write(VectorFile file) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("algorithm", file.algorithm());
        json.put("schema", file.schema());
        json.put("numberOfTests", file.numberOfTests());
        json.set("documents", strings(file.documents()));
        ArrayNode witnesses = json.putArray("witnesses");
        for (Witness witness : file.witnesses())
            witnesses.addObject().put("name", witness.name()).put("covers", witness.covers());
        json.set("header", strings(file.header()));
        ObjectNode notes = json.putObject("notes");
        file.notes().forEach(notes::put);
        ArrayNode groups = json.putArray("testGroups");
        for (VectorGroup group : file.testGroups()) groups.add(write(group));
        return PageOfJson.write(json) + "\n";
    }

    private static ObjectNode write(VectorGroup group) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", group.type());
        json.setAll(group.fields().json());
        ArrayNode tests = json.putArray("tests");
        for (VectorTest test : group.tests()) tests.add(write(test));
        return json;
    }

    private static ObjectNode write(VectorTest test) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("tcId", test.tcId());
        json.put("comment", test.comment());
        json.set("clauses", strings(test.clauses()));
        json.set("flags", strings(test.flags()));
        json.setAll(test.fields().json());
        return json;
    }

    private static ArrayNode strings(List<String> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        list.forEach(array::add);
        return array;
    }

    /**
     * Reads a file that its schema describes.
     *
     * @throws UnreadableVectors if it is no JSON or a schema's requirement is not met; the message
     *     says which
     */
    public static VectorFile read(VectorKind kind, String text) throws UnreadableVectors {
        JsonNode json = parse(text);
        List<String> errors = VectorSchemas.errors(kind, json);
        if (!errors.isEmpty()) throw new UnreadableVectors(String.join("; ", errors));
        VectorFile file = read(json);
        if (file.numberOfTests() != json.path("numberOfTests").intValue())
            throw new UnreadableVectors(
                    "numberOfTests is "
                            + json.path("numberOfTests")
                            + ", and "
                            + file.numberOfTests()
                            + " tests are here");
        return file;
    }

    private static JsonNode parse(String text) throws UnreadableVectors {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new UnreadableVectors("no JSON: " + e.getOriginalMessage());
        }
    }

    private static VectorFile read(JsonNode json) {
        var witnesses = new ArrayList<Witness>();
        for (JsonNode each : json.path("witnesses"))
            witnesses.add(
                    new Witness(each.path("name").asString(), each.path("covers").asString()));
        Map<String, String> notes = new LinkedHashMap<>();
        json.path("notes").forEachEntry((flag, note) -> notes.put(flag, note.asString()));
        var groups = new ArrayList<VectorGroup>();
        for (JsonNode each : json.path("testGroups")) groups.add(readGroup(each));
        return new VectorFile(
                json.path("algorithm").asString(),
                json.path("schema").asString(),
                texts(json.path("documents")),
                witnesses,
                texts(json.path("header")),
                notes,
                groups);
    }

    private static VectorGroup readGroup(JsonNode json) {
        var tests = new ArrayList<VectorTest>();
        for (JsonNode each : json.path("tests")) tests.add(readTest(each));
        return new VectorGroup(json.path("type").asString(), rest(json, OF_EVERY_GROUP), tests);
    }

    private static VectorTest readTest(JsonNode json) {
        return new VectorTest(
                json.path("tcId").intValue(),
                json.path("comment").asString(),
                texts(json.path("clauses")),
                texts(json.path("flags")),
                rest(json, OF_EVERY_TEST));
    }

    private static Fields rest(JsonNode json, List<String> without) {
        return Fields.of(((ObjectNode) json).deepCopy().remove(without));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        for (JsonNode each : array) texts.add(each.asString());
        return texts;
    }
}
