package dtlskeying.properties.oracle;

import dtlskeying.model.Outcome;
import dtlskeying.properties.Judge;
import dtlskeying.properties.JudgedChapter;
import dtlskeying.spec.Clause;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.UnreadableWord;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Questions about one end of one chapter, from where it began to where it is. */
final class Questioning<I, E extends Effect, M> {
    private final JudgedChapter<?, I, E, M> chapter;
    private Judge<I, E, M> judge;

    private Questioning(JudgedChapter<?, I, E, M> chapter, Judge<I, E, M> judge) {
        this.chapter = chapter;
        this.judge = judge;
    }

    /**
     * Begins.
     *
     * @param start the name of a situation, or nothing for all of them
     * @param turned the readings that are taken the other way than by default
     */
    static <S, I, E extends Effect, M> Questioning<I, E, M> of(
            JudgedChapter<S, I, E, M> chapter, JsonNode start, Set<Reading> turned)
            throws UnreadableQuestion {
        String name = start.asString("");
        if (!start.isMissingNode() && !chapter.hasStart(name))
            throw new UnreadableQuestion(
                    "no end begins as \"" + name + "\"; {\"chapters\": true} lists how it may");
        Set<M> facts = chapter.facts(Set.of(name));
        return new Questioning<>(
                chapter, new Judge<>(chapter.permits(turned), facts, Set.of(), Set.of()));
    }

    /** The words of the chapter. */
    ObjectNode greeting() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("chapter", chapter.name());
        chapter.inputs().names().forEach(answer.putArray("inputs")::add);
        chapter.effects().names().forEach(answer.putArray("effects")::add);
        return answer.put("states", judge.frontier().size());
    }

    /** What is permitted on an input. */
    ObjectNode ask(JsonNode question) throws UnreadableWord {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("permitted", permitted(input(question)));
        return answer;
    }

    /** Whether a step is permitted; then it has happened. */
    ObjectNode see(JsonNode question) throws UnreadableWord, UnreadableQuestion {
        I input = input(question);
        Judge<I, E, M> next = judge.see(input, effects(question));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (next.isViolated()) {
            answer.put("verdict", "forbidden").set("permitted", permitted(input));
            return answer;
        }
        judge = next;
        answer.put("verdict", "permitted");
        answer.set("departs", ids(judge.departed()));
        return answer.put("states", judge.frontier().size());
    }

    private I input(JsonNode question) throws UnreadableWord {
        return chapter.inputs().read(question.path("input"));
    }

    private List<E> effects(JsonNode question) throws UnreadableWord, UnreadableQuestion {
        if (!question.path("effects").isArray())
            throw new UnreadableQuestion("\"effects\" is a list");
        var effects = new ArrayList<E>();
        for (JsonNode each : question.path("effects")) effects.add(chapter.effects().read(each));
        return effects;
    }

    /** Every outcome, in the order of its text, so that the same question has the same answer. */
    private ArrayNode permitted(I input) {
        Map<String, ObjectNode> byText = new TreeMap<>();
        for (Outcome<M, E> outcome : judge.permitted(input)) {
            ObjectNode json = write(outcome);
            byText.put(json.toString(), json);
        }
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        byText.values().forEach(all::add);
        return all;
    }

    private ObjectNode write(Outcome<M, E> outcome) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode effects = json.putArray("effects");
        outcome.effects().forEach(effect -> effects.add(chapter.effects().write(effect)));
        json.set("because", ids(outcome.because()));
        json.set("departs", ids(outcome.departs()));
        return json;
    }

    private static ArrayNode ids(Collection<Clause> clauses) {
        ArrayNode ids = JsonNodeFactory.instance.arrayNode();
        clauses.stream().map(Clause::id).sorted().forEach(ids::add);
        return ids;
    }
}
