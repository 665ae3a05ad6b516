package dtlskeying.spec.trace;

import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.Ssrc;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the components of words as JSON values, each by its declared type. */
final class ValueWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ValueWriter() {}

    static void writeComponents(Record record, ObjectNode into) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = valueOf(component, record);
            if (value != Clause.UNSTATED)
                into.set(Names.fieldOf(component), write(value, component.getType()));
        }
    }

    private static JsonNode write(Object value, Class<?> declared) {
        return switch (value) {
            case Octets octets -> JSON.stringNode(octets.toHex());
            case Mki mki -> JSON.stringNode(mki.value().toHex());
            case Ssrc ssrc -> JSON.stringNode(ssrc.toString());
            case KeyId key -> JSON.stringNode(key.toString());
            case Epoch epoch -> JSON.numberNode(epoch.number());
            case Clause clause -> JSON.stringNode(clause.id());
            case Enum<?> constant -> JSON.stringNode(Names.nameOf(constant));
            case String text -> JSON.stringNode(text);
            case Integer number -> JSON.numberNode(number);
            case Long number -> JSON.numberNode(number);
            case Boolean truth -> JSON.booleanNode(truth);
            case List<?> list -> writeList(list);
            case Set<?> set -> writeSet(set);
            case Map<?, ?> map -> writeMap(map);
            case Optional<?> maybe ->
                    maybe.<JsonNode>map(one -> write(one, alphabetOf(one))).orElse(JSON.nullNode());
            case Record word when declared.isSealed() -> writeWord(word, declared);
            case Record record -> writePlain(record);
            default -> throw new AssertionError("no JSON for a " + value.getClass().getName());
        };
    }

    private static ArrayNode writeList(List<?> list) {
        ArrayNode array = JSON.arrayNode();
        for (Object element : list) array.add(write(element, alphabetOf(element)));
        return array;
    }

    /** A set has no order of its own: it is written in the order of its text. */
    private static ArrayNode writeSet(Set<?> set) {
        var byText = new TreeMap<String, JsonNode>();
        for (JsonNode element : writeList(List.copyOf(set)))
            byText.put(element.toString(), element);
        return JSON.arrayNode().addAll(byText.values());
    }

    private static ObjectNode writeMap(Map<?, ?> map) {
        var byKey = new TreeMap<String, JsonNode>();
        map.forEach((key, value) ->
                byKey.put(textOf(write(key, alphabetOf(key))), write(value, alphabetOf(value))));
        ObjectNode object = JSON.objectNode();
        byKey.forEach(object::set);
        return object;
    }

    /** A key of several parts is their texts, with blanks between. */
    private static String textOf(JsonNode key) {
        return key.isObject()
                ? key.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "))
                : key.asString();
    }

    /** A list's element type is erased from the value; a record of an alphabet shows it. */
    private static Class<?> alphabetOf(Object element) {
        return Arrays.stream(element.getClass().getInterfaces())
                .filter(Class::isSealed)
                .findFirst()
                .orElse(element.getClass());
    }

    private static <W> ObjectNode writeWord(Record word, Class<W> alphabet) {
        return Words.of(alphabet).write(alphabet.cast(word));
    }

    static ObjectNode writePlain(Record record) {
        ObjectNode json = JSON.objectNode();
        writeComponents(record, json);
        return json;
    }

    private static Object valueOf(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a word cannot be read", e);
        }
    }
}
