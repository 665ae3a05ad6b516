package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ExerciseTest {
    @TempDir private Path folder;

    @Test
    void a_file_is_written_once_and_its_sentence_judged() {
        Path file = folder.resolve("Attempt.java");
        assertThat(run("start", "hasty-server", "--out", file.toString()).status()).isZero();
        assertThat(file).content().contains("class Attempt");
        assertThat(run("start", "hasty-server", "--out", file.toString()).err())
                .contains("is there already");
        var missed = run("check", "hasty-server", file.toString(), "--json");
        assertThat(missed.status()).isEqualTo(1);
        assertThat(missed.json().get("verdict").asString()).isEqualTo("MISSED");
    }

    @Test
    void a_sentence_that_loops_or_throws_is_told_so() throws IOException {
        assertRefused("while (true) ;", "does it loop?");
        assertRefused("return null;", "null where Optional.empty()");
        assertRefused("throw new IllegalStateException(\"oops\");", "oops in line");
    }

    @Test
    void a_sentence_about_another_chapter_is_told_so() throws IOException {
        var shell =
                run(
                        "check",
                        "hasty-server",
                        sentence(
                                "history.get(0).effects().forEach("
                                        + "(dtlskeying.spec.srtp.MkiSelectionSpec.Effect each) -> {}); return Optional.empty();"));
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("words of another chapter");
    }

    @Test
    void an_exercise_that_is_none_is_misuse() {
        var shell = run("start", "homework");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("no exercise 'homework'");
    }

    private void assertRefused(String body, String why) throws IOException {
        var shell = run("check", "hasty-server", sentence(body), "--timeout", "1");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains(why);
    }

    private String sentence(String body) throws IOException {
        return Files.writeString(
                        folder.resolve("Attempt.java"),
                        """
                        import dtlskeying.properties.exercise.*;
                        import java.util.*;

                        public class Attempt
                                implements Sentence<Object, dtlskeying.spec.srtp.MkiSelectionSpec.Effect> {
                            public Optional<String> broken(
                                    List<Seen<Object, dtlskeying.spec.srtp.MkiSelectionSpec.Effect>> history) {
                                %s
                            }
                        }
                        """
                                .formatted(body))
                .toString();
    }

    private static Shell run(String... words) {
        var all = new String[words.length + 1];
        all[0] = "exercise";
        System.arraycopy(words, 0, all, 1, words.length);
        return Shell.run(all);
    }
}
