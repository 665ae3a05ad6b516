package dtlskeying.properties.vectors;

import dtlskeying.properties.Chapter.Start;
import dtlskeying.properties.vectors.Sequences.Seen;
import dtlskeying.properties.vectors.SituationWalk.Case;
import dtlskeying.properties.vectors.SituationWalk.Situation;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.Words;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFile;
import dtlskeying.vectors.VectorFile.Witness;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorKind;
import dtlskeying.vectors.VectorTest;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sequences of one chapter: the shortest way to every row, one test for each thing that is
 * permitted there, and one for each kind of thing that is done elsewhere and forbidden here.
 */
final class SequenceVectors<S, I, E extends Effect, M> implements VectorSource {
    static final String DEPARTS = "DEPARTS_FROM_SHOULD";
    static final String FORBIDDEN = "forbidden";

    private final SequenceChapter<S, I, E, M> source;
    private VectorFile made;

    SequenceVectors(SequenceChapter<S, I, E, M> source) {
        this.source = source;
    }

    @Override
    public VectorKind kind() {
        return source.kind();
    }

    /** A walk takes time, and is the same every time: it is gone once. */
    @Override
    public synchronized VectorFile make() {
        if (made == null) made = walk();
        return made;
    }

    private VectorFile walk() {
        var tests = new TestList();
        addGroups(tests, Set.of());
        for (Reading reading : source.readings()) addGroups(tests, Set.of(reading));
        return new VectorFile(
                source.chapter().name() + ", step by step",
                "sequences.schema.json",
                source.documents(),
                List.of(
                        new Witness(
                                "the model of the chapter in this project",
                                "every permitted set; there are no bytes to vouch for")),
                List.of(
                        "A group is a situation and what the end learns in it: what is known at"
                                + " first, the steps since then, and one more input.",
                        "permitted holds everything that the text leaves open at a step, under the"
                                + " readings of the group.",
                        "A test is what the end does on that input; it is permitted, or forbidden by"
                                + " the clauses of the test."),
                notes(tests.groups()),
                tests.groups());
    }

    private static Map<String, String> notes(List<VectorGroup> groups) {
        var notes = new HashMap<String, String>();
        for (VectorGroup group : groups)
            for (VectorTest test : group.tests())
                for (String flag : test.flags()) notes.put(flag, note(flag));
        return notes;
    }

    private static String note(String flag) {
        if (flag.equals(DEPARTS))
            return "What the end does in the last step is permitted against a SHOULD.";
        Reading reading = Reading.valueOf(flag);
        return reading.isDefault()
                ? "Without this reading: " + reading.alternative()
                : "With this reading: " + reading.choice();
    }

    /** The cases under the readings of our implementation, with some of them turned round. */
    private void addGroups(TestList tests, Set<Reading> turned) {
        Set<Reading> held = source.held(turned);
        var sequences = source.sequences(held);
        var walk = new SituationWalk<>(source, held);
        List<String> flags = turned.stream().map(Reading::name).toList();
        for (Case<S, I, E, M> each : walk.cases()) {
            var place =
                    new SequencePlace<>(
                            sequences, source.subject(), each.situation().seen(), each.input());
            place.addPermitted(tests, flags);
            place.addForbidden(tests, flags, walk.answers());
            tests.group("Sequence", shared(each.situation(), held, place));
        }
    }

    private Fields shared(
            Situation<S, I, E, M> situation, Set<Reading> held, SequencePlace<I, E, M> place) {
        Start<S, M> start = situation.start();
        return Fields.none()
                .with("chapter", source.chapter().name())
                .with("readings", texts(held.stream().map(Reading::name).toList()))
                .with("start", start.name())
                .with("known", Fields.of(Words.plain((Record) start.facts())))
                .with("steps", situation.steps().stream().map(place::step).toList())
                .with("input", place.step(List.of()).value("input"))
                .with("permitted", place.step(List.of()).value("permitted"));
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    @Override
    public List<String> objections(VectorGroup group, VectorTest test) {
        var starts = starts(group);
        if (starts.isEmpty()) return List.of("no end begins as " + group.fields().text("start"));
        var sequences = source.sequences(readings(group));
        var seen = new Seen<>(Set.of(starts.getFirst().facts()));
        List<Fields> steps = steps(group, test);
        boolean forbidden = test.fields().text("result").equals(FORBIDDEN);
        List<String> objections = sequences.objections(seen, steps, forbidden);
        if (!objections.isEmpty() || !isUsual(group)) return objections;
        return sequences.deviations(
                source.chapter().machine(), starts.getFirst().state(), seen, steps);
    }

    /** Whether the group has the readings that our implementation takes. */
    boolean isUsual(VectorGroup group) {
        return readings(group).equals(source.held());
    }

    /** The beginning that a group names, none if there is no such. */
    List<Start<S, M>> starts(VectorGroup group) {
        String name = group.fields().text("start");
        return source.chapter().starts().stream()
                .filter(start -> start.name().equals(name))
                .toList();
    }

    /** All steps of a test, the last one included. */
    static List<Fields> steps(VectorGroup group, VectorTest test) {
        var steps = new ArrayList<>(group.fields().list("steps"));
        steps.add(
                Fields.none()
                        .with("input", group.fields().value("input"))
                        .with("effects", test.fields().value("effects"))
                        .with("permitted", group.fields().value("permitted")));
        return steps;
    }

    private static Set<Reading> readings(VectorGroup group) {
        var readings = EnumSet.noneOf(Reading.class);
        group.fields()
                .value("readings")
                .forEach(name -> readings.add(Reading.valueOf(name.stringValue())));
        return readings;
    }
}
