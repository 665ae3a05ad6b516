package dtlskeying.vectors;

import dtlskeying.spec.Octets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The fields of a group or test that only its kind has, in their order. A schema has said which
 * these are: asking for another one is a defect of the asker.
 */
public final class Fields {
    private final ObjectNode json;

    private Fields(ObjectNode json) {
        this.json = json;
    }

    /** No fields. */
    public static Fields none() {
        return new Fields(JsonNodeFactory.instance.objectNode());
    }

    /** The fields of a copy of that object. */
    public static Fields of(ObjectNode json) {
        return new Fields(json.deepCopy());
    }

    /** These fields and a text. */
    public Fields with(String name, String text) {
        return with(name, JsonNodeFactory.instance.stringNode(text));
    }

    /** These fields and bytes, written as lowercase hex. */
    public Fields with(String name, Octets bytes) {
        return with(name, bytes.toHex());
    }

    /** These fields and a number. */
    public Fields with(String name, long number) {
        return with(name, JsonNodeFactory.instance.numberNode(number));
    }

    /** These fields and others, as an object. */
    public Fields with(String name, Fields fields) {
        return with(name, fields.json);
    }

    /** These fields and any other value. */
    public Fields with(String name, JsonNode value) {
        ObjectNode more = json.deepCopy();
        more.set(name, value);
        return new Fields(more);
    }

    /** These fields and a list of objects. */
    public Fields with(String name, List<Fields> list) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Fields each : list) array.add(each.json);
        return with(name, array);
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return json.has(name);
    }

    /** The text of a field. */
    public String text(String name) {
        return required(name).stringValue();
    }

    /** The bytes that a field gives in hex. */
    public Octets octets(String name) {
        return Octets.hex(text(name));
    }

    /** The number in a field. */
    public long number(String name) {
        return required(name).longValue();
    }

    /** The object in a field. */
    public Fields fields(String name) {
        return new Fields((ObjectNode) required(name));
    }

    /** The objects in a list. */
    public List<Fields> list(String name) {
        return StreamSupport.stream(required(name).spliterator(), false)
                .map(each -> new Fields((ObjectNode) each))
                .toList();
    }

    /** The value of a field. */
    public JsonNode value(String name) {
        return required(name).deepCopy();
    }

    /** A copy of all fields, as an object. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    private JsonNode required(String name) {
        JsonNode value = json.get(name);
        if (value == null) throw new AssertionError("there is no field " + name + " in " + json);
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields that && json.equals(that.json);
    }

    @Override
    public int hashCode() {
        return json.hashCode();
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
