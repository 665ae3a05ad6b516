package dtlskeying.vectors;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        var line = new StringBuilder();
        if (fits(json, line, WIDTH - indent.length())) return line.toString();
        return json.isArray() ? array(json, indent) : object(json, indent);
    }

    private static String object(JsonNode json, String indent) {
        String inner = indent + INDENT;
        List<String> parts = new ArrayList<>();
        json.forEachEntry((name, value) -> parts.add(inner + name(name) + write(value, inner)));
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

    /** Writes into a line unless it would be too long; a single value is never too long. */
    private static boolean fits(JsonNode json, StringBuilder line, int width) {
        if (!json.isContainer()) {
            line.append(json);
            return true;
        }
        line.append(json.isArray() ? '[' : '{');
        int start = line.length();
        for (var part : parts(json)) {
            if (line.length() > start) line.append(", ");
            line.append(part.getKey());
            if (!fits(part.getValue(), line, width) || line.length() > width) return false;
        }
        line.append(json.isArray() ? ']' : '}');
        return line.length() <= width;
    }

    private static Iterable<Map.Entry<String, JsonNode>> parts(JsonNode json) {
        List<Map.Entry<String, JsonNode>> parts = new ArrayList<>();
        if (json.isArray()) json.forEach(each -> parts.add(Map.entry("", each)));
        else json.forEachEntry((name, value) -> parts.add(Map.entry(name(name), value)));
        return parts;
    }

    private static String name(String name) {
        return "\"" + name + "\": ";
    }
}
