package dtlskeying.properties.oracle;

import dtlskeying.properties.JudgedChapter;
import dtlskeying.properties.check.TraceCheck;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.UnreadableWord;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.EnumSet;
import java.util.Set;

/**
 * Answers questions about what the text permits, one JSON object a line.
 *
 * <ul>
 *   <li>{@code {"chapter": NAME, "start": NAME, "readings": [NAME...]}} begins; start and readings
 *       may be left out: then an end may be in any situation of the chapter, and readings are the
 *       default ones. Readings that are named are turned round.
 *   <li>{@code {"input": {...}}} asks what is permitted, and nothing moves.
 *   <li>{@code {"input": {...}, "effects": [...]}} is a step that was seen. What is forbidden is
 *       said to be, and then has not happened.
 *   <li>{@code {"chapters": true}} lists the chapters, and the situations in which an end begins.
 * </ul>
 *
 * <p>A line that is none of these is answered by {@code {"error": ...}} and changes nothing.
 */
public final class Oracle {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Questioning<?, ?, ?> questioning;
    private boolean hasForbidden;
    private boolean hasFailed;

    /** An oracle who has not been asked anything. */
    public Oracle() {}

    /** Whether some step was forbidden. */
    public boolean hasForbidden() {
        return hasForbidden;
    }

    /** Whether some line was no question. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /** The answer to one line, a JSON object without a line end. */
    public String answer(String line) {
        try {
            ObjectNode answer = answer(parse(line));
            hasForbidden |= answer.path("verdict").asString("").equals("forbidden");
            return answer.toString();
        } catch (UnreadableQuestion | UnreadableWord unreadable) {
            return refuse(unreadable.getMessage());
        }
    }

    /** The answer to a line that cannot be a question, for this reason. */
    public String refuse(String reason) {
        hasFailed = true;
        return JSON.createObjectNode().put("error", reason).toString();
    }

    private static JsonNode parse(String line) throws UnreadableQuestion {
        try {
            JsonNode json = JSON.readTree(line);
            if (json.isObject()) return json;
        } catch (JacksonException e) {
            throw new UnreadableQuestion("no JSON: " + e.getOriginalMessage());
        }
        throw new UnreadableQuestion("a JSON object was expected");
    }

    private ObjectNode answer(JsonNode question) throws UnreadableQuestion, UnreadableWord {
        if (question.has("chapters")) return chapters();
        if (question.has("chapter")) return begin(question);
        if (!question.has("input"))
            throw new UnreadableQuestion(
                    "one of \"chapters\", \"chapter\" and \"input\" was expected");
        if (questioning == null)
            throw new UnreadableQuestion(
                    "begin with {\"chapter\": NAME}; {\"chapters\": true}" + " lists them");
        return question.has("effects") ? questioning.see(question) : questioning.ask(question);
    }

    private ObjectNode begin(JsonNode question) throws UnreadableQuestion {
        String name = question.path("chapter").asString("");
        JudgedChapter<?, ?, ?, ?> chapter =
                TraceCheck.chapter(name)
                        .orElseThrow(() ->
                                new UnreadableQuestion("no chapter is called \"" + name + "\""));
        questioning = Questioning.of(chapter, question.path("start"), readings(question));
        return questioning.greeting();
    }

    private static Set<Reading> readings(JsonNode question) throws UnreadableQuestion {
        var readings = EnumSet.noneOf(Reading.class);
        for (JsonNode name : question.path("readings")) readings.add(reading(name.asString("")));
        return readings;
    }

    private static Reading reading(String name) throws UnreadableQuestion {
        for (Reading reading : Reading.values()) if (reading.name().equals(name)) return reading;
        throw new UnreadableQuestion("no reading is called \"" + name + "\"");
    }

    private static ObjectNode chapters() {
        ObjectNode answer = JSON.createObjectNode();
        for (JudgedChapter<?, ?, ?, ?> each : TraceCheck.chapters()) {
            ObjectNode chapter = answer.withArray("chapters").addObject();
            chapter.put("chapter", each.name());
            each.chapter().starts().forEach(start -> chapter.withArray("starts").add(start.name()));
            each.readings().forEach(reading -> chapter.withArray("readings").add(reading.name()));
        }
        return answer;
    }
}
