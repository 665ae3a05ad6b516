package dtlskeying.properties.cli;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON objects that programs read: one line, names in camelCase, bytes as lowercase hex. */
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String line(ObjectNode object) {
        return MAPPER.writeValueAsString(object);
    }
}
