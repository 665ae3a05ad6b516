package dtlskeying.vectors;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/** JSON for people and for diffs: what fits into a line stands in one, the rest is indented. */
final class PageOfJson {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private PageOfJson() {}

    /** The text, without a line end after it; the same JSON always gives the same text. */
    static String write(JsonNode json) {
        return write(json, "");
    }

    private static String write(JsonNode json, String indent) {
        String line = line(json);
        if (!json.isContainer() || indent.length() + line.length() <= WIDTH) return line;
        return json.isArray() ? array(json, indent) : object(json, indent);
    }

    private static String object(JsonNode json, String indent) {
        String inner = indent + INDENT;
        List<String> parts = new ArrayList<>();
        json.forEachEntry((name, value) -> parts.add(inner + named(name, write(value, inner))));
        return "{\n" + String.join(",\n", parts) + "\n" + indent + "}";
    }

    /** Long objects follow each other without a further indent. */
    private static String array(JsonNode json, String indent) {
        String inner = indent + INDENT;
        List<String> parts = new ArrayList<>();
        json.forEach(each -> parts.add(write(each, indent)));
        if (parts.stream().allMatch(part -> part.contains("\n")))
            return "[" + String.join(", ", parts) + "]";
        parts.clear();
        json.forEach(each -> parts.add(inner + write(each, inner)));
        return "[\n" + String.join(",\n", parts) + "\n" + indent + "]";
    }

    private static String line(JsonNode json) {
        if (!json.isContainer()) return json.toString();
        List<String> parts = new ArrayList<>();
        if (json.isArray()) json.forEach(each -> parts.add(line(each)));
        else json.forEachEntry((name, value) -> parts.add(named(name, line(value))));
        String all = String.join(", ", parts);
        return json.isArray() ? "[" + all + "]" : "{" + all + "}";
    }

    private static String named(String name, String value) {
        return "\"" + name + "\": " + value;
    }
}
