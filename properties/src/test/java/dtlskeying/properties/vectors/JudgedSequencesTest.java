package dtlskeying.properties.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dtlskeying.properties.check.TraceCheck;
import dtlskeying.properties.check.Verdict;
import dtlskeying.properties.check.Verdict.Consistent;
import dtlskeying.properties.check.Verdict.Inconsistent;
import dtlskeying.properties.oracle.Oracle;
import dtlskeying.spec.Effect;
import dtlskeying.spec.Reading;
import dtlskeying.spec.trace.TraceEvent;
import dtlskeying.spec.trace.TraceFile;
import dtlskeying.spec.trace.TraceHeader;
import dtlskeying.spec.trace.UnreadableWord;
import dtlskeying.vectors.Fields;
import dtlskeying.vectors.VectorFiles;
import dtlskeying.vectors.VectorGroup;
import dtlskeying.vectors.VectorTest;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the vectors accept, the judge of traces and the oracle accept, and no more. */
class JudgedSequencesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TraceHeader HEADER =
            new TraceHeader("any", "vectors", List.of("effects"), TraceHeader.Time.VIRTUAL);

    @TestFactory
    Stream<DynamicTest> the_judge_of_traces_decides_as_the_vectors_do() {
        return tests(JudgedSequencesTest::assertJudged);
    }

    @TestFactory
    Stream<DynamicTest> the_oracle_decides_as_the_vectors_do() {
        return tests(JudgedSequencesTest::assertAnswered);
    }

    private interface Assertion {
        void hold(SequenceChapter<?, ?, ?, ?> source) throws UnreadableWord;
    }

    private static Stream<DynamicTest> tests(Assertion assertion) {
        return SequenceChapters.all()
                .map(source ->
                        DynamicTest.dynamicTest(
                                source.chapter().name(), () -> assertion.hold(source)));
    }

    private static void assertJudged(SequenceChapter<?, ?, ?, ?> source) throws UnreadableWord {
        for (VectorGroup group : VectorFiles.read(source.kind()).testGroups())
            for (VectorTest test : group.tests()) {
                Verdict verdict = judged(source, group, test);
                assertThat(verdict)
                        .as(group.fields() + " " + test.comment())
                        .isInstanceOf(isForbidden(test) ? Inconsistent.class : Consistent.class);
                if (verdict instanceof Inconsistent wrong) assertSensible(source, group, wrong);
            }
    }

    private static Verdict judged(
            SequenceChapter<?, ?, ?, ?> source, VectorGroup group, VectorTest test)
            throws UnreadableWord {
        return judged(source, group, events(source, SequenceVectors.steps(group, test)));
    }

    private static Verdict judged(
            SequenceChapter<?, ?, ?, ?> source, VectorGroup group, List<TraceEvent> events) {
        return new TraceCheck(turned(source, group), Set.of(group.fields().text("start")))
                .judge(new TraceFile(HEADER, events))
                .getFirst();
    }

    private static List<TraceEvent> events(SequenceChapter<?, ?, ?, ?> source, List<Fields> steps)
            throws UnreadableWord {
        var events = new ArrayList<TraceEvent>();
        for (Fields step : steps) {
            var effects = new ArrayList<Effect>();
            for (Fields effect : step.list("effects"))
                effects.add(source.effects().read(effect.json()));
            Object input = source.inputs().read(step.value("input"));
            events.add(
                    new TraceEvent(
                            events.size(), "end", 0, source.chapter().name(), input, effects));
        }
        return events;
    }

    /** What is left of the way is forbidden at its end and nowhere else, too. */
    private static void assertSensible(
            SequenceChapter<?, ?, ?, ?> source, VectorGroup group, Inconsistent wrong) {
        assertThat(wrong.shortest()).isNotEmpty().isSubsetOf(wrong.strip().steps());
        assertThat(wrong.shortest().getLast()).isEqualTo(wrong.step());
        assertThat(judged(source, group, wrong.shortest()))
                .isInstanceOfSatisfying(
                        Inconsistent.class,
                        again -> assertThat(again.step()).isEqualTo(wrong.step()));
    }

    private static void assertAnswered(SequenceChapter<?, ?, ?, ?> source) {
        for (VectorGroup group : VectorFiles.read(source.kind()).testGroups())
            for (VectorTest test : group.tests()) {
                var oracle = new Oracle();
                oracle.answer(beginning(source, group));
                for (Fields step : SequenceVectors.steps(group, test)) ask(oracle, step);
                assertThat(oracle.hasFailed()).as(group.fields().toString()).isFalse();
                assertThat(oracle.hasForbidden())
                        .as(group.fields() + " " + test.comment())
                        .isEqualTo(isForbidden(test));
            }
    }

    private static String beginning(SequenceChapter<?, ?, ?, ?> source, VectorGroup group) {
        var names = turned(source, group).stream().map(name -> "\"" + name + "\"").toList();
        return "{\"chapter\":\"%s\",\"start\":\"%s\",\"readings\":%s}"
                .formatted(source.chapter().name(), group.fields().text("start"), names);
    }

    private static void ask(Oracle oracle, Fields step) {
        String question = Fields.none().with("input", step.value("input")).toString();
        assertThat(JSON.readTree(oracle.answer(question)).path("permitted"))
                .containsExactlyInAnyOrderElementsOf(step.value("permitted"));
        oracle.answer(
                Fields.none()
                        .with("input", step.value("input"))
                        .with("effects", step.value("effects"))
                        .toString());
    }

    private static boolean isForbidden(VectorTest test) {
        return test.fields().text("result").equals(SequenceVectors.FORBIDDEN);
    }

    /** The readings that a group takes the other way than by default. */
    private static Set<Reading> turned(SequenceChapter<?, ?, ?, ?> source, VectorGroup group) {
        var turned = EnumSet.noneOf(Reading.class);
        turned.addAll(source.held());
        var held = EnumSet.noneOf(Reading.class);
        group.fields()
                .value("readings")
                .forEach(name -> held.add(Reading.valueOf(name.stringValue())));
        for (Reading each : held) if (!turned.remove(each)) turned.add(each);
        return turned;
    }
}
