package dtlskeying.properties.explore;

import dtlskeying.model.explore.Happening;
import dtlskeying.spec.Role;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a {@code kmway/1}. Fields that nobody knows are ignored; a way without its end line, or
 * whose steps are not numbered from 1 on, is broken.
 */
public final class WayReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final List<Happening> steps = new ArrayList<>();
    private String system;
    private String finding;
    private boolean ended;

    private WayReader() {}

    /** What reading gives. */
    public sealed interface Outcome {
        /** Every line was read. */
        record Whole(Way way) implements Outcome {}

        /** That line, counted from 1, cannot be read for this reason. */
        record Broken(int line, String reason) implements Outcome {}
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String reason) {
            super(reason);
        }
    }

    /** Whether a text begins with the header of such a file. */
    public static boolean isOne(String text) {
        Optional<String> first = text.lines().findFirst();
        try {
            return first.isPresent() && header(first.get()).equals(Way.FORMAT);
        } catch (JacksonException noJson) {
            return false;
        }
    }

    private static String header(String line) {
        return JSON.readTree(line).path("fmt").asString("");
    }

    /** Reads the text of a way. */
    public static Outcome read(String text) {
        var reader = new WayReader();
        int number = 0;
        try {
            for (String line : text.lines().toList()) {
                number++;
                reader.take(parse(line));
            }
        } catch (Unreadable unreadable) {
            return new Outcome.Broken(number, unreadable.getMessage());
        }
        return reader.ended
                ? new Outcome.Whole(new Way(reader.system, reader.finding, reader.steps))
                : new Outcome.Broken(number + 1, "there is no end line; the way is cut off");
    }

    private static JsonNode parse(String line) throws Unreadable {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isObject()) return json;
        } catch (JacksonException e) {
            throw new Unreadable("no JSON: " + e.getOriginalMessage());
        }
        throw new Unreadable("a JSON object was expected");
    }

    private void take(JsonNode line) throws Unreadable {
        if (ended) throw new Unreadable("a line follows the end line");
        String kind = text(line, "t");
        if (kind.equals("hdr") != (system == null))
            throw new Unreadable("the first line, and no other, is a header (\"t\":\"hdr\")");
        switch (kind) {
            case "hdr" -> {
                system = text(line, "system");
                finding = line.path("finding").asString("");
            }
            case "step" -> {
                if (number(line) != steps.size() + 1)
                    throw new Unreadable("this is step " + (steps.size() + 1) + ", by its place");
                steps.add(new Happening(text(line, "is"), end(line, "from"), end(line, "to")));
            }
            case "end" -> {
                if (number(line) != steps.size())
                    throw new Unreadable("there are " + steps.size() + " steps, by their number");
                ended = true;
            }
            default -> throw new Unreadable("\"t\" is hdr, step or end, not " + kind);
        }
    }

    private static Optional<Role> end(JsonNode line, String field) throws Unreadable {
        if (!line.has(field)) return Optional.empty();
        String name = text(line, field);
        for (Role role : Role.values()) if (role.text().equals(name)) return Optional.of(role);
        throw new Unreadable("\"" + field + "\" is client or server, not " + name);
    }

    private static String text(JsonNode line, String field) throws Unreadable {
        JsonNode value = line.path(field);
        if (!value.isString() || value.stringValue().isEmpty())
            throw new Unreadable("\"" + field + "\" is missing or no text");
        return value.stringValue();
    }

    private static int number(JsonNode line) throws Unreadable {
        JsonNode value = line.path("n");
        if (!value.isIntegralNumber() || !value.canConvertToInt())
            throw new Unreadable("\"n\" is missing or no number");
        return value.intValue();
    }
}
