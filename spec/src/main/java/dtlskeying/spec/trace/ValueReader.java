package dtlskeying.spec.trace;

import dtlskeying.spec.Catalogue;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Epoch;
import dtlskeying.spec.KeyId;
import dtlskeying.spec.Octets;
import dtlskeying.spec.Role;
import dtlskeying.spec.srtp.Mki;
import dtlskeying.spec.srtp.Ssrc;

import tools.jackson.databind.JsonNode;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the components of words from JSON values, each by its declared type. */
final class ValueReader {
    private ValueReader() {}

    static Object readRecord(JsonNode json, Class<?> record) throws UnreadableWord {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) values[i] = readComponent(json, components[i]);
        return construct(record, components, values);
    }

    private static Object readComponent(JsonNode json, RecordComponent component)
            throws UnreadableWord {
        String field = Names.fieldOf(component);
        JsonNode value = json.path(field);
        if (value.isMissingNode() && component.getType() == Clause.class) return Clause.UNSTATED;
        if (value.isMissingNode()) throw new UnreadableWord("\"" + field + "\" is missing");
        try {
            return read(value, component.getGenericType());
        } catch (UnreadableWord inside) {
            throw inside.in(field);
        } catch (IllegalArgumentException refused) {
            throw new UnreadableWord(field + ": " + refused.getMessage());
        }
    }

    private static Object read(JsonNode json, Type declared) throws UnreadableWord {
        if (declared instanceof ParameterizedType list && list.getRawType() == List.class)
            return readList(json, list.getActualTypeArguments()[0]);
        Class<?> type = (Class<?>) declared;
        if (type == int.class || type == Integer.class) return readInt(json);
        if (type == long.class || type == Long.class) return readLong(json);
        if (type == Epoch.class) return new Epoch(readLong(json));
        if (type == boolean.class) return readBoolean(json);
        if (type == Clause.class) return readClause(readText(json));
        if (type.isEnum()) return readConstant(readText(json), type);
        if (type == String.class) return readText(json);
        if (type == Octets.class) return Octets.hex(readText(json));
        if (type == Mki.class) return Mki.hex(readText(json));
        if (type == Ssrc.class) return readSsrc(readText(json));
        if (type == KeyId.class) return readKeyId(readText(json));
        if (type.isSealed()) return Words.of(type).read(json);
        if (type.isRecord() && json.isObject()) return readRecord(json, type);
        throw new UnreadableWord("an object was expected, not " + json);
    }

    private static List<Object> readList(JsonNode json, Type element) throws UnreadableWord {
        if (!json.isArray()) throw new UnreadableWord("a list was expected, not " + json);
        var list = new ArrayList<>();
        for (JsonNode each : json) list.add(read(each, element));
        return List.copyOf(list);
    }

    private static int readInt(JsonNode json) throws UnreadableWord {
        if (!json.isIntegralNumber() || !json.canConvertToInt())
            throw new UnreadableWord("a whole number of 32 bits was expected, not " + json);
        return json.intValue();
    }

    private static long readLong(JsonNode json) throws UnreadableWord {
        if (!json.isIntegralNumber() || !json.canConvertToLong())
            throw new UnreadableWord("a whole number of 64 bits was expected, not " + json);
        return json.longValue();
    }

    private static boolean readBoolean(JsonNode json) throws UnreadableWord {
        if (!json.isBoolean()) throw new UnreadableWord("true or false was expected, not " + json);
        return json.booleanValue();
    }

    private static String readText(JsonNode json) throws UnreadableWord {
        if (!json.isString()) throw new UnreadableWord("a string was expected, not " + json);
        return json.stringValue();
    }

    private static Clause readClause(String id) throws UnreadableWord {
        return Catalogue.find(id)
                .orElseThrow(() -> new UnreadableWord("no clause has the id \"" + id + "\""));
    }

    private static Object readConstant(String name, Class<?> type) throws UnreadableWord {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Names.nameOf((Enum<?>) constant).equals(name))
                .findFirst()
                .orElseThrow(() -> new UnreadableWord("\"" + name + "\" is unknown here"));
    }

    private static Ssrc readSsrc(String digits) throws UnreadableWord {
        if (!digits.matches("[0-9a-fA-F]{8}"))
            throw new UnreadableWord("a source has 8 hexadecimal digits, not \"" + digits + "\"");
        return new Ssrc(Integer.parseUnsignedInt(digits, 16));
    }

    private static KeyId readKeyId(String name) throws UnreadableWord {
        String[] parts = name.split("/", -1);
        if (parts.length != 3 || !parts[0].matches("[0-9]{1,9}"))
            throw new UnreadableWord("\"" + name + "\" is not handshake/owner/use");
        Role owner = (Role) readConstant(parts[1], Role.class);
        return new KeyId(Integer.parseInt(parts[0]), owner, parts[2]);
    }

    private static Object construct(Class<?> record, RecordComponent[] components, Object[] values)
            throws UnreadableWord {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        try {
            return record.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            throw new UnreadableWord(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("a word cannot be made", e);
        }
    }
}
