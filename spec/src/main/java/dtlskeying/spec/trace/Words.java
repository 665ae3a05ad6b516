package dtlskeying.spec.trace;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The words of one alphabet, the records of a sealed interface, as JSON objects and back.
 *
 * <p>{@code Offered[mki=01]} is {@code {"is":"offered","mki":"01"}}. Names are in camelCase; bytes
 * are lowercase hex; an absent MKI is {@code ""}; a profile has its IANA name, an alert that of its
 * RFC; a source is the hex of its 32 bits; the {@code clause} of an effect is the field {@code why}
 * and holds the clause's id, and is left out where no reason was observed. Fields that nobody knows
 * are ignored.
 *
 * @param <W> the sealed interface
 */
public final class Words<W> {
    /** The field that names the word; no component of a word is called so. */
    static final String NAME = "is";

    private final Class<W> alphabet;
    private final Map<String, Class<? extends W>> byName;

    private Words(Class<W> alphabet) {
        this.alphabet = alphabet;
        this.byName = new LinkedHashMap<>();
        collect(alphabet);
    }

    /**
     * The words of a sealed interface whose leaves are records.
     *
     * @throws IllegalArgumentException if it is not sealed
     */
    public static <W> Words<W> of(Class<W> alphabet) {
        if (!alphabet.isSealed())
            throw new IllegalArgumentException(alphabet.getName() + " is not sealed");
        return new Words<>(alphabet);
    }

    /**
     * A record that is no word, with the records, lists, sets and maps in it, as a JSON object.
     * Sets and maps are in the order of their text.
     */
    public static ObjectNode plain(Record record) {
        return ValueWriter.writePlain(record);
    }

    /** The names of all words, in the order of their declaration. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** The records that are the words, in the order of their declaration. */
    public Iterable<Class<? extends W>> records() {
        return byName.values();
    }

    /**
     * The value, known to be a word of this alphabet.
     *
     * @throws IllegalArgumentException if it is none
     */
    public W cast(Object word) {
        if (!alphabet.isInstance(word))
            throw new IllegalArgumentException(word + " is no " + what() + " of " + alphabet);
        return alphabet.cast(word);
    }

    /** The word as a JSON object. */
    public ObjectNode write(W word) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(NAME, nameOf(word.getClass()));
        ValueWriter.writeComponents((Record) word, json);
        return json;
    }

    /**
     * The word that the JSON object is.
     *
     * @throws UnreadableWord if it is none
     */
    public W read(JsonNode json) throws UnreadableWord {
        if (!json.isObject()) throw new UnreadableWord("an object was expected, not " + json);
        JsonNode name = json.path(NAME);
        if (!name.isString())
            throw new UnreadableWord("\"is\" is missing; it names one of " + names());
        Class<? extends W> word = byName.get(name.stringValue());
        if (word == null)
            throw new UnreadableWord(
                    "\"" + name.stringValue() + "\" is no " + what() + "; these are: " + names());
        try {
            return word.cast(ValueReader.readRecord(json, word));
        } catch (UnreadableWord inside) {
            throw inside.in(name.stringValue());
        }
    }

    private String what() {
        return alphabet.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void collect(Class<? extends W> sealed) {
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            Class<? extends W> word = permitted.asSubclass(alphabet);
            if (word.isSealed()) collect(word);
            else add(word);
        }
    }

    private void add(Class<? extends W> word) {
        if (!word.isRecord() || !Modifier.isPublic(word.getModifiers()))
            throw new AssertionError(word.getName() + " is no public record");
        if (byName.put(nameOf(word), word) != null)
            throw new AssertionError("two words of an alphabet are called " + nameOf(word));
    }

    private static String nameOf(Class<?> word) {
        String name = word.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
