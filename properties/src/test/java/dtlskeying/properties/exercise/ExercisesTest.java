package dtlskeying.properties.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dtlskeying.spec.Effect;
import dtlskeying.spec.srtp.MkiSelectionSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Every exercise can be solved, and what a learner begins with does not solve it. */
class ExercisesTest {
    @TempDir private Path folder;

    static Stream<Exercise<?, ?, ?, ?>> exercises() {
        return Exercises.all().stream();
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void the_solution_catches_the_bug_in_few_steps(Exercise<?, ?, ?, ?> exercise) throws Exception {
        var result = judge(exercise, attempt(solution(exercise)));
        assertThat(result).isInstanceOf(Result.Caught.class);
        assertThat(((Result.Caught) result).history().steps()).hasSizeBetween(1, 4);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void the_template_compiles_and_says_nothing(Exercise<?, ?, ?, ?> exercise) throws Exception {
        assertThat(judge(exercise, attempt(exercise.template()))).isInstanceOf(Result.Missed.class);
    }

    @ParameterizedTest
    @MethodSource("exercises")
    void who_complains_of_everything_is_told_so(Exercise<?, ?, ?, ?> exercise) {
        assertThat(judge(exercise, history -> Optional.of("no")))
                .isInstanceOf(Result.FalseAlarm.class);
    }

    @Test
    void there_are_three_for_each_protocol_at_least_and_each_has_its_name() {
        assertThat(exercises().filter(each -> each.chapter().name().startsWith("srtp/")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(exercises().filter(each -> each.chapter().name().startsWith("chunk/")))
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(exercises().map(Exercise::id)).doesNotHaveDuplicates();
    }

    @Test
    void what_is_no_sentence_is_said_to_be_none() throws IOException {
        assertUnusable("public class Attempt { int x = ; }", "Attempt.java:1:");
        assertUnusable("class Other {}", "no class Attempt");
        assertUnusable("public class Attempt {}", "does not implement Sentence");
        assertUnusable("public class Attempt { private Attempt() {} }", "no public constructor");
        assertThatThrownBy(() -> Attempt.read(folder.resolve("missing")))
                .isInstanceOf(Attempt.Unusable.class)
                .hasMessageContaining("cannot be read");
    }

    /** A sentence that only long histories break is found at random, and made short. */
    @Test
    void long_histories_are_tried_too_and_shortened() {
        var exercise = Exercises.find("some-other-mki").orElseThrow();
        var result =
                judge(
                        exercise,
                        history ->
                                history.stream()
                                                        .filter(step ->
                                                                step.input()
                                                                        instanceof
                                                                        MkiSelectionSpec.Input
                                                                                .Protect)
                                                        .count()
                                                >= 4
                                        ? Optional.of("four times")
                                        : Optional.empty());
        assertThat(result).isInstanceOf(Result.FalseAlarm.class);
        assertThat(((Result.FalseAlarm) result).history().steps()).hasSize(4);
    }

    private void assertUnusable(String source, String why) throws IOException {
        assertThatThrownBy(() -> attempt(source))
                .isInstanceOf(Attempt.Unusable.class)
                .hasMessageContaining(why);
    }

    private Sentence<?, ?> attempt(String source) throws IOException, Attempt.Unusable {
        return Attempt.read(Files.writeString(folder.resolve("Attempt.java"), source));
    }

    @SuppressWarnings("unchecked")
    private static <S, I, E extends Effect, M> Result judge(
            Exercise<S, I, E, M> exercise, Sentence<?, ?> sentence) {
        return exercise.judge((Sentence<I, E>) sentence);
    }

    private static String solution(Exercise<?, ?, ?, ?> exercise) throws IOException {
        try (var stream =
                ExercisesTest.class.getResourceAsStream("/exercise/" + exercise.id() + ".txt")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
