package dtlskeying.properties.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import picocli.CommandLine;

import java.util.stream.Stream;

class DtlsKeyingTest {
    @Test
    void no_words_at_all_show_the_help_and_are_misuse() {
        Shell shell = Shell.run();
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("Usage: dtls-keying", "derive", "seal", "open");
    }

    @Test
    void an_unknown_verb_is_misuse() {
        Shell shell = Shell.run("fly");
        assertThat(shell.status()).isEqualTo(2);
        assertThat(shell.err()).contains("fly");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void every_verb_that_does_something_shows_an_example(String verb) {
        Shell shell = Shell.line(verb + " --help");
        assertThat(shell.status()).isZero();
        assertThat(shell.out()).contains("Example", "dtls-keying " + verb);
    }

    static Stream<String> verbs() {
        return leaves(DtlsKeying.commandLine());
    }

    private static Stream<String> leaves(CommandLine line) {
        if (line.getSubcommands().isEmpty())
            return Stream.of(line.getCommandSpec().qualifiedName().replace("dtls-keying ", ""));
        return line.getSubcommands().values().stream().flatMap(DtlsKeyingTest::leaves);
    }
}
