package dtlskeying.properties.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is made of pitest's results: who survived, whether that was reviewed, and how strong. */
class VerdictTest {
    private static final String CHAPTER = "srtp/KeySets";
    private static final String SOURCE =
            """
            class KeySets {
                boolean isLast(int n) {
                    return n > 0
                            && n == 3;
                }

                int half(int n) {
                    return n / 2;
                }
            }
            """;

    private static final String KILLED = mutant("KILLED", "half", 8, "Math", 3);
    private static final String TIMED_OUT = mutant("TIMED_OUT", "half", 8, "NegateConditionals", 4);
    private static final String SURVIVED = mutant("SURVIVED", "isLast", 3, "NegateConditionals", 5);
    private static final String SECOND = mutant("SURVIVED", "isLast", 3, "NegateConditionals", 9);
    private static final String UNREACHED = mutant("NO_COVERAGE", "isLast", 4, "Math", 2);
    private static final String UNLOADED = mutant("NON_VIABLE", "half", 8, "Math", 7);

    private static final Exempt REVIEW = review("isLast", "return n > 0", 1);

    @TempDir Path root;

    @Test
    void the_strength_is_the_noticed_share_of_what_is_not_reviewed() throws IOException {
        var strength = strength(List.of(REVIEW), KILLED, TIMED_OUT, SURVIVED, UNREACHED, UNLOADED);
        assertThat(strength.counts()).isEqualTo(new Strength.Counts(CHAPTER, 4, 2, 1, 1));
        assertThat(strength.counts().row())
                .isEqualTo("| `srtp/KeySets` | 4 | 2 | 1 | 1 | 66.7 % |");
        assertThat(strength.isFine()).isFalse();
    }

    @Test
    void nine_of_ten_are_enough() throws IOException {
        assertThat(strength(List.of(), times(9, SURVIVED)).isFine()).isTrue();
        assertThat(strength(List.of(), times(8, SURVIVED)).isFine()).isFalse();
        assertThat(strength(List.of(), times(8, UNREACHED)).isFine()).isFalse();
        assertThat(strength(List.of(REVIEW), times(0, SURVIVED)).isFine()).isTrue();
    }

    @Test
    void a_survivor_is_shown_with_its_line() throws IOException {
        var strength = strength(List.of(REVIEW), SURVIVED, SECOND, UNREACHED);
        assertThat(new Verdict(List.of(strength)).findings())
                .containsExactly(
                        "survived: KeySets.isLast:3 NegateConditionals 2  return n > 0",
                        "survived: KeySets.isLast:4 Math 1 (not reached)  && n == 3;",
                        "weaker than 90 %: srtp/KeySets");
    }

    @Test
    void a_review_of_what_is_noticed_or_gone_is_an_error() throws IOException {
        var gone = review("isLast", "return n > 1", 1);
        var noticed = new Exempt(CHAPTER, "KeySets", "half", "Math", "return n / 2;", null, "why");
        var strength = strength(List.of(gone, noticed), times(20, KILLED));
        assertThat(strength.counts().isStrong()).isTrue();
        assertThat(strength.isFine()).isFalse();
        assertThat(new Verdict(List.of(strength)).findings())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).startsWith("reviewed, but does not survive: KeyS"));
    }

    @Test
    void a_review_without_a_line_is_one_of_the_whole_method() throws IOException {
        var whole = new Exempt(CHAPTER, "KeySets", "isLast", null, null, null, "why");
        var strength = strength(List.of(whole), KILLED, SURVIVED, SECOND, UNREACHED);
        assertThat(strength.counts()).isEqualTo(new Strength.Counts(CHAPTER, 4, 1, 3, 0));
        assertThat(strength.outdated()).isEmpty();
        assertThat(strength(List.of(whole), KILLED).outdated()).containsExactly(whole);
    }

    @Test
    void a_lambda_is_known_by_the_method_that_it_stands_in() {
        assertThat(new Altered.Method("lambda$isLast$3", "()V").named()).isEqualTo("isLast");
        assertThat(new Altered.Method("lambda$static$0", "()V").named()).isEqualTo("static");
        assertThat(new Altered.Method("isLast", "()V").named()).isEqualTo("isLast");
    }

    @Test
    void what_is_measured_now_takes_the_place_of_what_was() throws IOException {
        Files.createDirectories(root.resolve("vectors"));
        Files.writeString(root.resolve("vectors/strength.json"), "[]");
        StrengthPage.merge(root, List.of(new Strength.Counts("srtp/KeySets", 10, 9, 0, 1)));
        StrengthPage.merge(
                root,
                List.of(
                        new Strength.Counts("srtp/KeySets", 20, 19, 0, 1),
                        new Strength.Counts("chunk/KeyInstall", 3, 3, 0, 0)));
        assertThat(StrengthPage.measured(root))
                .containsExactly(
                        new Strength.Counts("chunk/KeyInstall", 3, 3, 0, 0),
                        new Strength.Counts("srtp/KeySets", 20, 19, 0, 1));
    }

    @Test
    void a_file_that_pitest_did_not_write_is_refused() throws IOException {
        var file = Files.writeString(root.resolve("mutations.xml"), "<mutations>");
        assertThatThrownBy(() -> new PitestResults(root).read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("mutations.xml");
    }

    private Strength strength(List<Exempt> exempt, String... mutants) throws IOException {
        var source = root.resolve("impl/src/main/java/dtlskeying/impl/srtp/KeySets.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, SOURCE);
        String xml = "<mutations>" + String.join("", mutants) + "</mutations>";
        var file = Files.writeString(root.resolve("mutations.xml"), xml);
        return new Strength(CHAPTER, new PitestResults(root).read(file), exempt);
    }

    /** One that is not noticed, among so many that are. */
    private static String[] times(int killed, String other) {
        var all = new ArrayList<>(Collections.nCopies(killed, KILLED));
        all.add(other);
        return all.toArray(String[]::new);
    }

    private static Exempt review(String method, String code, int which) {
        return new Exempt(
                CHAPTER, "KeySets", method, "NegateConditionals", code, which, "for a reason");
    }

    private static String mutant(
            String status, String method, int line, String mutator, int index) {
        return """
        <mutation detected='%s' status='%s' numberOfTestsRun='1'>
        <sourceFile>KeySets.java</sourceFile>
        <mutatedClass>dtlskeying.impl.srtp.KeySets</mutatedClass>
        <mutatedMethod>%s</mutatedMethod><methodDescription>(I)Z</methodDescription>
        <lineNumber>%d</lineNumber>
        <mutator>org.pitest.mutationtest.engine.gregor.mutators.%sMutator</mutator>
        <indexes><index>%d</index></indexes><blocks><block>1</block></blocks>
        <killingTest/><description>changed</description></mutation>
        """
                .formatted(!status.equals("SURVIVED"), status, method, line, mutator, index);
    }
}
